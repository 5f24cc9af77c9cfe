# Customers, and the three ways to be one (TIM-01 to TIM-12, TIM-16, TIM-17).
# A has alternative 1, B has alternative 2, C has nothing.

given rate 2026-01-01 hour="1200.00 NOK"
given agreement A1 customer=A alternative=free concluded=2026-01-15
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02

== TIM-01.1 a firm without a history concludes
2026-03-05 10:00 conclude agreement=D1 customer=D alternative=account balance=10h products=CAD-M -> ok ; TIM-02 TIM-12 TIM-17
2026-03-05 10:00 balance D1 -> 10h

== TIM-01.2 alternative 2 after alternative 1
2026-07-20 10:00 state A1 -> Expired
2026-07-20 10:00 conclude agreement=A2 customer=A alternative=account balance=10h -> ok
2026-07-20 10:00 lastday A2 -> 2027-07-20

== TIM-02.1 the products it names
covers B1 product=CAD-M -> true
covers B1 product=CAD-X -> false
2026-03-10 10:00 receive B1 enquiry=E1 -> mode=Account under=B1 ; TIM-05 TIM-12 TIM-24
2026-03-10 10:00 receive B1 enquiry=E2 product=CAM-X -> mode=None outside=product ordered=false rate="1200.00 NOK" ; TIM-05 TIM-21 TIM-23 TIM-02

== TIM-02.2 a product added
2026-05-20 10:00 amend B1 product=CAM-X from=2026-06-01 -> ok ; TIM-02
2026-05-31 10:00 covers B1 product=CAM-X -> false
2026-06-01 10:00 covers B1 product=CAM-X -> true
2026-05-29 10:00 receive B1 enquiry=E1 product=CAM-X -> mode=None outside=product
2026-06-01 10:00 receive B1 enquiry=E2 product=CAM-X -> mode=Account
2026-06-01 10:00 receive B1 enquiry=E3 -> mode=Account
2026-06-01 10:00 amend B1 product=CAM-X from=2026-07-01 -> invalid
2026-06-01 10:00 amend B1 product=CAM-X from=2026-05-01 -> ok
2026-05-29 10:00 covers B1 product=CAM-X -> true

== TIM-03.1 how to dimension a thread
coverstopic B1 topic=user-related -> true
2026-03-10 10:00 receive B1 enquiry=E1 topic=user-related -> mode=Account
2026-03-10 10:00 receive B1 enquiry=E2 topic=program-technical -> mode=Account

== TIM-03.2 a post-processor to order
coverstopic B1 topic=post-processor -> false
2026-03-10 10:00 receive B1 enquiry=E1 topic=post-processor -> mode=None outside=topic ordered=false ; TIM-05 TIM-21 TIM-23 TIM-03
2026-03-10 10:00 session B1 E1 work=30m -> uncovered=30m ; TIM-21 TIM-23
2026-03-10 10:00 receive A1 enquiry=E2 customer=A topic=post-processor -> mode=None outside=topic
balance B1 -> 10h

== TIM-04.1 by web form
2026-03-10 10:00 receive B1 enquiry=E1 channel=web -> mode=Account
2026-03-10 10:00 session B1 E1 work=12m -> debited=15m worked=12m covered=12m ; TIM-13 TIM-14 TIM-15

== TIM-04.2 a web article is read by nobody else
2026-03-10 10:00 receive B1 enquiry=E1 channel=web -> mode=Account
2026-03-10 10:00 session B1 E1 work=0s -> debited=0 worked=0
balance B1 -> 10h

== TIM-04.3 a visit on site
coverschannel B1 channel=visit -> false
2026-03-10 10:00 receive B1 enquiry=E1 channel=visit -> mode=None outside=channel ; TIM-05 TIM-21 TIM-23 TIM-04

== TIM-05.1 one with an agreement, and one without
2026-02-02 10:00 receive A1 enquiry=E1 customer=A -> mode=Free under=A1 ; TIM-05 TIM-06 TIM-24
2026-02-01 10:00 mode A1 product=CAD-M -> Free
2026-02-01 10:00 mode product=CAD-M -> None
2026-02-02 10:00 receive enquiry=E2 customer=C -> mode=None ordered=true rate="1200.00 NOK" ; TIM-05 TIM-21

== TIM-05.2 after the end of the account
2027-03-02 10:00 mode B1 product=CAD-M -> Account
2027-03-03 10:00 mode B1 product=CAD-M -> None
2027-03-03 10:00 receive B1 enquiry=E1 -> mode=None ordered=false ; TIM-05 TIM-21 TIM-17

== TIM-05.3 before the conclusion
2026-02-28 10:00 mode B1 product=CAD-M -> None
2026-02-27 10:00 receive B1 enquiry=E1 -> mode=None ordered=true ; TIM-05 TIM-21
2026-02-28 10:00 state B1 -> NotConcluded
2026-02-28 10:00 balance B1 -> 0s

== TIM-05.3 (reading) from the instant of the conclusion on
2026-03-10 10:00 conclude agreement=D1 customer=D alternative=account balance=1h -> ok
2026-03-10T09:59:59+01:00 mode D1 product=CAD-M -> None
2026-03-10T10:00:00+01:00 mode D1 product=CAD-M -> Account

== TIM-05.3 (several) one that has ended does not hide one in force
2026-08-03 10:00 conclude agreement=A2 customer=A alternative=account balance=10h -> ok
2026-08-03 10:00 mode A1 A2 product=CAD-M -> Account
2026-08-03 10:00 mode A1 A2 product=CAM-X -> None
2026-02-03 10:00 mode A2 A1 product=CAD-M -> Free

== TIM-06.1 200 calls of 40 minutes in a month
200x 2026-02-02 08:00 receive A1 enquiry=E# customer=A -> mode=Free
2026-02-02 08:00 session A1 E1 work=40m -> covered=40m ; TIM-06
2026-02-02 08:00 session A1 E200 work=40m -> covered=40m ; TIM-06
usage customer=A from=2026-02-01 until=2026-03-01 -> enquiries=200 free=200 worked=1h20m covered=1h20m debited=0 uncovered=0

== TIM-06.2 the same call after the last day
2026-07-16 10:00 receive A1 enquiry=E1 customer=A -> mode=None ordered=false rate="1200.00 NOK" ; TIM-05 TIM-21 TIM-07
2026-07-16 10:00 session A1 E1 work=1h -> uncovered=1h ; TIM-21
2026-07-16 12:00 consent E1 -> charge="1200.00 NOK" ; TIM-21 TIM-22
waiting E1 -> 0s

== TIM-07.1 six months
lastday A1 -> 2026-07-15
2026-07-15 15:30 receive A1 enquiry=E1 customer=A -> mode=Free
2026-07-15 15:30 session A1 E1 work=1h -> covered=1h
2026-07-16 08:00 receive A1 enquiry=E2 customer=A -> mode=None
2026-07-15 15:30 daysleft A1 -> 0
2026-07-16 08:00 daysleft A1 -> 0
2026-07-13 15:30 daysleft A1 -> 2
endsat A1 -> 2026-07-16T00:00:00+02:00 Expired

== TIM-07.2 the last day is a Saturday
2025-08-29 10:00 amend A1 product=CAM-X from=2026-06-01 -> ok
2025-08-31 10:00 conclude agreement=D1 customer=D alternative=free -> ok ; TIM-02 TIM-07
lastday D1 -> 2026-02-28
lastservice D1 -> 2026-02-27T16:00:00+01:00

== TIM-07.3 a leap year
2027-08-31 10:00 conclude agreement=D1 customer=D alternative=free -> ok
lastday D1 -> 2028-02-29

== TIM-07.4 a shorter month
2026-03-30 10:00 conclude agreement=D1 customer=D alternative=free -> ok
lastday D1 -> 2026-09-30

== TIM-08.1 a beginner
recommend knowledge=little -> free ; TIM-08

== TIM-08.2 an expert may conclude alternative 1 too
2026-03-05 10:00 conclude agreement=D1 customer=D alternative=free -> ok

== TIM-09.1 the edges of the day
2026-03-10T07:59:59+01:00 isopen hours -> false
2026-03-10T07:59:59+01:00 nextopen hours -> 2026-03-10T08:00:00+01:00
2026-03-10T08:00:00+01:00 isopen hours -> true
2026-03-10T15:59:59+01:00 isopen hours -> true
2026-03-10T16:00:00+01:00 isopen hours -> false
2026-03-10T16:00:00+01:00 nextopen hours -> 2026-03-11T08:00:00+01:00
2026-03-10T07:59:59+01:00 receive B1 enquiry=E1 -> refused Closed ; TIM-09
2026-03-10T08:00:00+01:00 receive B1 enquiry=E1 -> mode=Account
2026-03-10T15:59:59+01:00 receive B1 enquiry=E2 -> mode=Account
2026-03-10T16:00:00+01:00 receive B1 enquiry=E3 -> refused Closed ; TIM-09

== TIM-09.2 a Saturday
2026-03-14 10:00 nextopen hours -> 2026-03-16T08:00:00+01:00
2026-03-14 10:00 receive enquiry=E1 customer=C -> refused Closed ; TIM-09

== TIM-10.1 Maundy Thursday
2026-04-02 10:00 isopen hours -> false
2026-04-02 10:00 nextopen hours -> 2026-04-07T08:00:00+02:00

== TIM-10.2 the first of May
2026-05-01 10:00 isopen hours -> false
2026-05-01 10:00 nextopen hours -> 2026-05-04T08:00:00+02:00

== TIM-10.3 the seventeenth of May
2027-05-17 10:00 isworkingday hours -> false
2027-05-18 10:00 isworkingday hours -> true

== TIM-10.4 Christmas Eve
2026-12-24 10:00 isopen hours -> true
given closed 2026-12-24
2026-12-24 10:00 isopen hours -> false
2026-12-24 10:00 receive B1 enquiry=E1 -> refused Closed

== TIM-11.1 a call that goes on after closing
2026-03-10 15:50 receive B1 enquiry=E1 -> mode=Account
2026-03-10 15:50 session B1 E1 work=30m -> debited=30m

== TIM-11.2 a mail at night
2026-03-13 22:00 effectivereceipt channel=mail -> 2026-03-16T08:00:00+01:00
2026-03-13 22:00 receive B1 enquiry=E1 channel=mail -> mode=Account start=2026-03-16T08:00:00+01:00 ; TIM-05 TIM-12 TIM-11 TIM-24
2026-03-13 12:00 receive B1 enquiry=E2 channel=mail -> mode=Account start=2026-03-13T12:00:00+01:00 ; TIM-05 TIM-12 TIM-24

== TIM-11.3 a call on a Saturday
2026-03-14 10:00 effectivereceipt channel=phone -> refused Closed ; TIM-09
2026-03-14 10:00 receive B1 enquiry=E1 -> refused Closed ; TIM-09

== TIM-11.4 a mail after closing on the last day
2026-07-15 17:00 receive A1 enquiry=E1 customer=A channel=mail -> mode=Free start=2026-07-16T08:00:00+02:00
2026-07-16 08:00 session A1 E1 work=1h -> covered=1h ; TIM-06

== TIM-11.4 (reading) an account pays for what arrived in time
2027-03-02 17:00 receive B1 enquiry=E1 channel=mail -> mode=Account start=2027-03-03T08:00:00+01:00
2027-03-03 08:00 lapsed B1 -> 10h
2027-03-03 08:00 session B1 E1 work=40m -> debited=45m
2027-03-03 08:00 lapsed B1 -> 9h15m
state B1 -> Expired

== TIM-12.1 ten hours
2026-03-02 10:00 balance B1 -> 10h
2026-03-02 10:00 statement B1 -> opening=10h used=0 left=10h lapsed=0 state=Active lines=0

== TIM-12.2 no multiple of the interval
2026-03-05 10:00 conclude agreement=D1 customer=D alternative=account balance=605m -> refused NotAMultiple ; TIM-12
2026-03-05 10:00 conclude agreement=D1 customer=D alternative=account -> invalid
2026-03-05 10:00 conclude agreement=D1 customer=D alternative=free balance=1h -> invalid

== TIM-16.1 used up
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-11-20 14:30 receive B1 enquiry=E1 -> mode=Account
2026-11-20 14:30 session B1 E1 work=15m -> debited=15m ; TIM-13 TIM-14 TIM-15 TIM-16
endsat B1 -> 2026-11-20T14:45:00+01:00 Exhausted
2026-11-20T14:44:59+01:00 state B1 -> Active
2026-11-20T14:45:00+01:00 state B1 -> Exhausted
2027-03-03 10:00 state B1 -> Exhausted
lapsed B1 -> 0s
2026-11-20 15:00 receive B1 enquiry=E2 -> mode=None ordered=false ; TIM-05 TIM-21 TIM-16

== TIM-16.1 (after closing) service was to be had until closing
given agreement B1 customer=B alternative=account balance=30m concluded=2026-03-02
2026-03-10 15:50 receive B1 enquiry=E1 -> mode=Account
2026-03-10 15:50 session B1 E1 work=30m -> debited=30m
endsat B1 -> 2026-03-10T16:20:00+01:00 Exhausted
lastservice B1 -> 2026-03-10T16:00:00+01:00

== TIM-16.1 (on a Saturday) service was to be had until Friday
given agreement B1 customer=B alternative=account balance=30m concluded=2026-03-02
2026-03-13 15:50 receive B1 enquiry=E1 channel=mail -> mode=Account
2026-03-14 10:00 session B1 E1 work=30m -> debited=30m
endsat B1 -> 2026-03-14T10:30:00+01:00 Exhausted
lastservice B1 -> 2026-03-13T16:00:00+01:00

== TIM-16.1 (at the opening) nor was it to be had on a day that had not begun
given agreement B1 customer=B alternative=account balance=30m concluded=2026-03-02
2026-03-10 15:50 receive B1 enquiry=E1 channel=mail -> mode=Account
2026-03-11 07:30 session B1 E1 work=30m -> debited=30m
endsat B1 -> 2026-03-11T08:00:00+01:00 Exhausted
lastservice B1 -> 2026-03-10T16:00:00+01:00

== TIM-16.2 never used up
2027-03-02 23:59 state B1 -> Active
2027-03-03 00:00 state B1 -> Expired
endsat B1 -> 2027-03-03T00:00:00+01:00 Expired

== TIM-16.3 both on the last day
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2027-03-02 14:45 receive B1 enquiry=E1 -> mode=Account
2027-03-02 14:45 session B1 E1 work=15m -> debited=15m
2027-03-02 15:00 state B1 -> Exhausted
2027-03-03 15:00 state B1 -> Exhausted
endsat B1 -> 2027-03-02T15:00:00+01:00 Exhausted
lastservice B1 -> 2027-03-02T15:00:00+01:00

== TIM-16.3 (reading) used up after the last day: it expired first
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2027-03-02 17:00 receive B1 enquiry=E1 channel=mail -> mode=Account
2027-03-03 08:00 session B1 E1 work=15m -> debited=15m
2027-03-03 10:00 state B1 -> Expired
endsat B1 -> 2027-03-03T00:00:00+01:00 Expired
lastservice B1 -> 2027-03-02T16:00:00+01:00

== TIM-17.1 one year
2027-03-02 15:30 receive B1 enquiry=E1 -> mode=Account
2027-03-03 08:00 receive B1 enquiry=E2 -> mode=None

== TIM-17.2 from a leap day
2024-02-29 10:00 conclude agreement=D1 customer=D alternative=account balance=1h -> ok
lastday D1 -> 2025-02-28

== TIM-17.3 the other reading of a term
given terms term_end=DayBefore
2026-03-02 10:00 conclude agreement=D1 customer=D alternative=account balance=1h -> ok
lastday D1 -> 2027-03-01

== TIM-17.4 the last day is ahead, until the account is used up
2026-03-02 10:00 conclude agreement=D1 customer=D alternative=account balance=1h -> ok
2026-03-02 upcoming D1 until=2028-01-01 -> "2027-03-02 D1 lapses 3600 seconds"
2026-03-02 upcoming D1 until=2027-03-02 -> none
2026-03-10 10:00 receive D1 enquiry=E1 customer=D -> mode=Account
2026-03-10 10:00 session E1 D1 work=30m -> debited=30m
2026-03-02 upcoming D1 until=2028-01-01 -> "2027-03-02 D1 lapses 1800 seconds"
2026-03-10 11:00 session E1 D1 work=30m -> debited=30m
2026-03-02 upcoming D1 until=2028-01-01 -> none

== TIM-07.9 the end of a free period is ahead
2026-01-15 10:00 conclude agreement=D1 customer=D alternative=free -> ok
2026-01-15 upcoming D1 until=2026-07-16 -> "2026-07-15 D1 ends"
