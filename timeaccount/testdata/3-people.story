# Superusers, causes and advice (TIM-24 to TIM-30).

given rate 2026-01-01 hour="1200.00 NOK"
given agreement A1 customer=A alternative=free concluded=2026-01-15
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02

== TIM-24.1 concluded without a superuser
2026-03-02 10:00 dutiesopen B B1 -> SuperuserMissing
2026-03-10 10:00 receive B1 enquiry=E1 by=P1 -> mode=Account nosuperuser=true ; TIM-05 TIM-12 TIM-24
2026-03-11 10:00 appoint person=P1 from=2026-03-11 -> ok ; TIM-24 TIM-26
2026-03-10 10:00 dutiesopen B B1 -> SuperuserMissing
2026-03-11 10:00 dutiesopen B B1 -> none
2026-03-11 10:00 receive B1 enquiry=E2 by=P1 -> mode=Account nosuperuser=false notviasuperuser=false ; TIM-05 TIM-12
2026-02-10 10:00 dutiesopen B B1 -> none

== TIM-24.2 required, and none appointed
given terms superuser=Required
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02
2026-03-10 10:00 receive B1 enquiry=E1 by=P1 -> refused NoSuperuser ; TIM-24
2026-03-10 10:00 receive B1 enquiry=E1 by=P1 product=CAM-X -> mode=None outside=product

== TIM-25.1 somebody else asks
2026-03-02 10:00 appoint person=P1 from=2026-03-02 -> ok
2026-03-10 10:00 receive B1 enquiry=E1 by=trainee -> mode=Account notviasuperuser=true ; TIM-05 TIM-12 TIM-25
2026-03-10 10:00 session B1 E1 work=10m -> debited=15m
usage customer=B from=2026-03-10 until=2026-03-11 -> enquiries=1 account=1 others=1 worked=10m debited=15m rounding=5m
2026-03-10 11:00 receive B1 enquiry=E2 by=P1 -> mode=Account
2026-03-10 11:00 session B1 E2 work=20m -> debited=30m
2026-03-10 12:00 receive B1 enquiry=E3 product=CAM-X -> mode=None outside=product
2026-03-10 12:00 session B1 E3 work=7m -> uncovered=7m
usage customer=B from=2026-03-10 until=2026-03-11 -> enquiries=3 account=2 none=1 outside=1 others=1 worked=37m covered=30m uncovered=7m debited=45m rounding=15m

== TIM-25.2 required, and somebody else asks
given terms superuser=Required
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02
2026-03-02 10:00 appoint person=P1 from=2026-03-02 -> ok
2026-03-10 10:00 receive B1 enquiry=E1 by=trainee -> refused NotViaSuperuser ; TIM-25
2026-03-10 10:00 receive B1 enquiry=E1 -> refused NotViaSuperuser ; TIM-25
2026-03-10 10:00 receive B1 enquiry=E1 by=P1 -> mode=Account
balance B1 -> 10h

== TIM-26.1 a gap
2026-03-02 10:00 appoint person=P1 from=2026-03-02 -> ok
2026-05-20 10:00 remove B last=2026-05-31 -> ok ; TIM-24 TIM-26
2026-05-20 10:00 appoint person=P2 from=2026-06-15 -> ok
2026-05-31 10:00 superuserat B -> P1
2026-05-31 10:00 dutiesopen B B1 -> none
2026-06-01 10:00 dutiesopen B B1 -> SuperuserMissing
2026-06-14 10:00 dutiesopen B B1 -> SuperuserMissing
2026-06-15 10:00 dutiesopen B B1 -> none
2026-06-15 10:00 superuserat B -> P2
2026-05-20 10:00 remove B last=2026-06-10 -> refused NoSuperuser ; TIM-26

== TIM-26.2 the next one
2026-06-15 10:00 appoint person=P2 from=2026-06-15 -> ok
2026-06-20 10:00 appoint person=P3 from=2026-07-01 -> ok
2026-06-30 10:00 superuserat B -> P2
2026-07-01 10:00 superuserat B -> P3
# A deputy, and somebody else from the same day on.
2026-06-20 10:00 appoint person=P4 from=2026-06-22 -> ok
2026-06-20 10:00 appoint person=P5 from=2026-07-01 -> ok
2026-06-21 10:00 superuserat B -> P2
2026-06-22 10:00 superuserat B -> P4
2026-06-30 10:00 superuserat B -> P4
2026-07-01 10:00 superuserat B -> P5

== TIM-27.1 trouble after the customer's own update
2026-03-10 10:00 receive B1 enquiry=E1 -> mode=Account
2026-03-10 10:00 session B1 E1 work=25m -> debited=30m
2026-03-10 11:00 tag E1 cause=self-installed-update -> ok ; TIM-27
cause E1 -> self-installed-update
usage customer=B from=2026-03-10 until=2026-03-11 -> self-installed-update=1 debited=30m

== TIM-27.2 the same in the free period
2026-03-10 10:00 receive A1 enquiry=E1 customer=A -> mode=Free
2026-03-10 10:00 tag E1 cause=self-installed-update -> ok
2026-03-10 10:00 session A1 E1 work=25m -> covered=25m

== TIM-30.1 who knows and needs what
recommend knowledge=little need=regular -> free ; TIM-08
recommend knowledge=good need=sporadic -> account ; TIM-20
recommend knowledge=little need=sporadic -> free account ; TIM-08 TIM-20
recommend knowledge=good need=regular -> free account

== TIM-30.2 not everything is known
recommend need=regular -> free
recommend need=sporadic -> account
recommend knowledge=good -> account
recommend -> free account ; TIM-08 TIM-20
recommend knowledge=some -> invalid
recommend need=some -> invalid
