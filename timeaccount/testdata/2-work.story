# What work takes, and what it costs (TIM-13 to TIM-15, TIM-18 to TIM-23, TIM-29).

given rate 2026-01-01 hour="1200.00 NOK"
given agreement A1 customer=A alternative=free concluded=2026-01-15
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02

== TIM-13.1 waiting is no work
# He waited for 15 minutes before somebody took the call.
2026-03-10 09:15 receive B1 enquiry=E1 -> mode=Account
2026-03-10 09:15 session B1 E1 work=12m what=talk -> debited=15m worked=12m covered=12m ; TIM-13 TIM-14 TIM-15
2026-03-10 09:30 session B1 E1 work=4m what=after -> debited=15m worked=4m covered=4m
worked E1 -> 16m
debited E1 -> 30m
balance B1 -> 9h30m

== TIM-13.2 two people
2026-03-10 09:00 receive B1 enquiry=E1 -> mode=Account
2026-03-10 09:00 session B1 E1 by=P work=5m -> debited=15m
2026-03-10 09:00 session B1 E1 by=Q work=5m -> debited=0
debited E1 -> 15m
2026-03-10 09:00 receive B1 enquiry=E2 -> mode=Account
2026-03-10 09:00 receive B1 enquiry=E3 -> mode=Account
2026-03-10 09:00 session B1 E2 by=P work=5m -> debited=15m
2026-03-10 09:00 session B1 E3 by=Q work=5m -> debited=15m

== TIM-13.2 (corrected) a session further back
given agreement B1 customer=B alternative=account balance=30m concluded=2026-03-02
2026-03-10 09:00 receive B1 enquiry=E1 -> mode=Account
2026-03-10 09:00 session B1 E1 work=20m ref=wrong -> debited=30m
2026-03-10 10:00 session B1 E1 work=20m -> covered=10m uncovered=10m
2026-03-10 11:00 consent E1 -> charge="200.00 NOK"
2026-03-10 12:00 session B1 E1 work=5m -> uncovered=5m charge="100.00 NOK"
2026-03-11 09:00 correct B1 E1 of=wrong because="it was 12 minutes" work=12m -> 8 entries
worked E1 -> 37m
covered E1 -> 30m
charged E1 -> "140.00 NOK"
endsat B1 -> 2026-03-10T10:18:00+01:00 Exhausted
2026-03-11 09:00 correct B1 E1 of=wrong because=again work=12m -> refused NotNewest ; TIM-13

== TIM-13.2 (withdrawn) a session that was none
2026-03-10 09:00 receive B1 enquiry=E1 -> mode=Account
2026-03-10 09:00 session B1 E1 work=20m ref=wrong -> debited=30m
2026-03-10 10:00 session B1 E1 work=5m -> debited=0
2026-03-10 11:00 receive B1 enquiry=E2 -> mode=Account
2026-03-10 11:00 session B1 E2 work=5m -> debited=15m
2026-03-11 09:00 correct B1 E1 E2 of=wrong because="another customer" -> 3 entries
debited E1 -> 15m
balance B1 -> 9h30m

== TIM-15.2 (corrected per case) what follows on the case is counted again
given terms round_per=Case
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02
given case S
2026-03-10 09:00 receive B1 enquiry=E1 case=S -> mode=Account
2026-03-10 09:01 receive B1 enquiry=E2 case=S -> mode=Account
2026-03-10 09:02 receive B1 enquiry=E3 -> mode=Account
2026-03-10 09:00 session B1 S E1 work=8m ref=wrong -> debited=15m
2026-03-10 10:00 session B1 S E2 work=9m -> debited=15m
2026-03-10 10:30 session B1 E3 work=9m -> debited=15m
2026-03-10 11:00 consent E2 -> ok
2026-03-11 09:00 correct B1 S E1 E2 of=wrong because="it was 4 minutes" work=4m -> 6 entries
debited S -> 15m
debited E2 -> 0s
debited E3 -> 15m
consented E2 -> true
balance B1 -> 9h30m

== TIM-14.1 full intervals
debit work=0s -> 0s
debit work=1s -> 15m
debit work=14m59s -> 15m
debit work=15m -> 15m
debit work=15m1s -> 30m
debit work=44m10s -> 45m
debit work=60m -> 1h

== TIM-14.2 the other reading: one at least, then whole minutes
given terms rounding=Minimum
debit work=15m1s -> 16m
debit work=44m10s -> 45m
debit work=15m -> 15m

== TIM-14.3 the other reading, below the interval
given terms rounding=Minimum
debit work=1s -> 15m
debit work=14m59s -> 15m
debit work=0s -> 0s

== TIM-15.1 two short calls about one thing
2026-03-10 09:00 receive B1 enquiry=E1 case=S -> mode=Account
2026-03-10 09:00 session B1 E1 work=5m -> debited=15m
2026-03-10 10:00 receive B1 enquiry=E2 case=S -> mode=Account
2026-03-10 10:00 session B1 E2 work=5m -> debited=15m
balance B1 -> 9h30m

== TIM-15.1 (per case) two short calls about one thing
given terms round_per=Case
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02
2026-03-10 09:00 open case=S -> ok ; TIM-15
2026-03-10 09:00 receive B1 enquiry=E1 case=S -> mode=Account
2026-03-10 09:00 session B1 S E1 work=5m -> debited=15m
2026-03-10 10:00 receive B1 enquiry=E2 case=S -> mode=Account
2026-03-10 10:00 session B1 S E2 work=5m -> debited=0
balance B1 -> 9h45m
covered S -> 10m
debited S -> 15m
2026-03-10 11:00 receive B1 enquiry=E3 -> mode=Account
2026-03-10 11:00 session B1 E3 work=5m -> debited=15m

== TIM-15.2 calls of 8 and 9 minutes
2026-03-10 09:00 receive B1 enquiry=E1 case=S -> mode=Account
2026-03-10 09:00 session B1 E1 work=8m -> debited=15m
2026-03-10 10:00 receive B1 enquiry=E2 case=S -> mode=Account
2026-03-10 10:00 session B1 E2 work=9m -> debited=15m

== TIM-15.2 (per case) calls of 8 and 9 minutes
given terms round_per=Case
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02
given case S
2026-03-10 09:00 receive B1 enquiry=E1 case=S -> mode=Account
2026-03-10 09:00 session B1 S E1 work=8m -> debited=15m
2026-03-10 10:00 receive B1 enquiry=E2 case=S -> mode=Account
2026-03-10 10:00 session B1 S E2 work=9m -> debited=15m

== TIM-15.3 four short calls
4x 2026-03-10 09:00 receive B1 enquiry=E# case=S -> mode=Account
4x 2026-03-10 09:00 session B1 E# work=5m -> debited=15m
balance B1 -> 9h

== TIM-15.3 (per case) four short calls
given terms round_per=Case
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02
given case S
4x 2026-03-10 09:00 receive B1 enquiry=E# case=S -> mode=Account
2026-03-10 09:00 session B1 S E1 work=5m -> debited=15m
2026-03-10 09:10 session B1 S E2 work=5m -> debited=0
2026-03-10 09:20 session B1 S E3 work=5m -> debited=0
2026-03-10 09:30 session B1 S E4 work=5m -> debited=15m
balance B1 -> 9h30m

== TIM-15.1 (new terms) a case is rounded as the agreement says, and not as terms do by then
given terms round_per=Case
given agreement B1 customer=B alternative=account balance=10h concluded=2026-03-02
given terms round_per=Case interval=30m
given case S
2026-03-10 09:00 receive B1 enquiry=E1 case=S -> mode=Account
2026-03-10 09:00 session B1 S E1 work=5m -> debited=15m
2026-03-10 09:10 session B1 S E1 work=5m -> debited=0
2026-03-10 09:20 session B1 S E1 work=6m -> debited=15m
balance B1 -> 9h30m

== TIM-15.1 (several agreements) what is debited already for the case is not debited again
given terms round_per=Case interval=30m
given agreement B1 customer=B alternative=account balance=30m concluded=2026-03-02
given terms round_per=Case
2026-06-02 10:00 conclude agreement=B2 customer=B alternative=account balance=10h -> ok
2026-06-03 10:00 conclude agreement=B3 customer=B alternative=account balance=10h -> ok
given case S
2026-06-10 09:00 receive B1 B2 B3 enquiry=E1 case=S -> mode=Account under=B1
2026-06-10 09:00 session B1 B2 B3 S E1 work=5m -> debited=30m B1=30m
2026-06-10 10:00 receive B1 B2 B3 enquiry=E2 case=S -> mode=Account under=B2
2026-06-10 10:00 session B1 B2 B3 S E2 work=5m -> debited=0 covered=5m ; TIM-13 TIM-14 TIM-15
2026-06-10 10:10 session B1 B2 B3 S E2 work=20m -> debited=0 covered=20m
2026-06-10 10:30 session B1 B2 B3 S E2 work=1m ref=last -> debited=15m covered=1m B2=15m
debited S -> 45m
covered S -> 31m
reverse of=last because=mistake -> debited=-15m covered=-1m
debited S -> 30m
balance B2 -> 10h

== TIM-15.3 (interval) an account used up still pays for the interval it was debited
given terms round_per=Case
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
given case S
2026-03-10 09:00 receive B1 enquiry=E1 case=S -> mode=Account
2026-03-10 09:01 receive B1 enquiry=E2 case=S -> mode=Account
2026-03-10 09:00 session B1 S E1 work=5m -> debited=15m
2026-03-10 09:05 session B1 S E2 work=12m -> debited=0 covered=10m uncovered=2m ; TIM-13 TIM-14 TIM-15 TIM-18
endsat B1 -> 2026-03-10T09:15:00+01:00 Exhausted
2026-03-10 09:30 receive B1 enquiry=E3 case=S -> mode=None

== TIM-18.1 it runs out in the middle
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-11-20 14:30 receive B1 enquiry=E1 -> mode=Account
2026-11-20 14:30 session B1 E1 work=40m -> debited=15m covered=15m uncovered=25m ; TIM-13 TIM-14 TIM-15 TIM-16 TIM-18
endsat B1 -> 2026-11-20T14:45:00+01:00 Exhausted
waiting E1 -> 25m
charged E1 -> 0.00
2026-11-20 16:00 consent E1 by=boss -> charge="500.00 NOK" charged=25m ; TIM-18 TIM-21 TIM-22
waiting E1 -> 0s
charged E1 -> "500.00 NOK"
2026-11-20 16:00 consent E1 by=boss -> refused NoConsentNeeded ; TIM-18

== TIM-18.2 rounding takes the rest
given agreement B1 customer=B alternative=account balance=45m concluded=2026-03-02
2026-11-20 14:30 receive B1 enquiry=E1 -> mode=Account
2026-11-20 14:30 session B1 E1 work=40m -> debited=45m covered=40m
endsat B1 -> 2026-11-20T15:10:00+01:00 Exhausted

== TIM-18.2 (sessions) used up when all work on the enquiry reaches the balance
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-03-10 10:00 receive B1 enquiry=E1 -> mode=Account
2026-03-10 10:00 session B1 E1 work=5m -> debited=15m
endsat B1 -> 2026-03-10T10:05:00+01:00 Exhausted
2026-03-10 10:20 session B1 E1 work=0s -> debited=0
endsat B1 -> 2026-03-10T10:05:00+01:00 Exhausted
2026-03-10 10:30 session B1 E1 work=20m ref=second -> debited=0 covered=10m uncovered=10m
endsat B1 -> 2026-03-10T10:40:00+01:00 Exhausted
2026-03-10 11:00 session B1 E1 work=5m ref=third -> uncovered=5m
endsat B1 -> 2026-03-10T10:40:00+01:00 Exhausted
reverse of=third because=mistake -> uncovered=-5m
reverse of=second because=mistake -> covered=-10m uncovered=-10m ; TIM-13
endsat B1 -> 2026-03-10T10:05:00+01:00 Exhausted

== TIM-18.2 (two accounts) the rest of an interval belongs to the account that paid it
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-03-03 10:00 conclude agreement=B2 customer=B alternative=account balance=15m -> ok
2026-03-10 10:00 receive B1 B2 enquiry=E1 -> mode=Account under=B1
2026-03-10 10:00 session B1 B2 E1 work=20m -> debited=30m B1=15m B2=15m
2026-03-10 10:30 session B1 B2 E1 work=7m -> debited=0 covered=7m B1=0 B2=0
2026-03-10 10:40 session B1 E1 work=1m -> invalid
endsat B1 -> 2026-03-10T10:15:00+01:00 Exhausted
endsat B2 -> 2026-03-10T10:37:00+01:00 Exhausted

== TIM-18.2 (three accounts) and the next account pays what comes after the rest
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-03-03 10:00 conclude agreement=B2 customer=B alternative=account balance=15m -> ok
2026-03-04 10:00 conclude agreement=B3 customer=B alternative=account balance=15m -> ok
2026-03-10 10:00 receive B1 B2 B3 enquiry=E1 -> mode=Account under=B1
2026-03-10 10:00 session B1 B2 B3 E1 work=20m -> debited=30m B1=15m B2=15m
2026-03-10 10:30 session B1 B2 B3 E1 work=25m ref=second -> debited=15m covered=25m B1=0 B2=0 B3=15m
endsat B1 -> 2026-03-10T10:15:00+01:00 Exhausted
endsat B2 -> 2026-03-10T10:40:00+01:00 Exhausted
endsat B3 -> 2026-03-10T10:55:00+01:00 Exhausted
reverse of=second because=mistake -> debited=-15m covered=-25m B1=0 B2=0 B3=-15m ; TIM-13 TIM-16
endsat B2 -> 2026-03-10T10:20:00+01:00 Exhausted
endsat B3 -> 2027-03-05T00:00:00+01:00 Expired

== TIM-18.2 (minimum) no work takes nothing, whatever an account still owes
given terms rounding=Minimum
given agreement B1 customer=B alternative=account balance=30m concluded=2026-03-02
2026-03-10 09:00 receive B1 enquiry=E1 -> mode=Account
2026-03-10 09:00 receive B1 enquiry=E2 -> mode=Account
2026-03-10 09:00 session B1 E1 work=16m ref=first -> debited=16m
2026-03-10 09:30 session B1 E2 work=12m -> debited=14m covered=12m
reverse of=first because=mistake -> debited=-16m ; TIM-13 TIM-16
2026-03-10 09:50 session B1 E2 work=0s -> debited=0
2026-03-10 09:50 session B1 E2 work=1m -> debited=1m
debited E2 -> 15m

== TIM-18.2 (case goes on) an account that has ended stays as it ended
given terms round_per=Case
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-09-02 10:00 conclude agreement=B2 customer=B alternative=account balance=10h -> ok
given case S
2026-03-10 09:00 receive B1 B2 enquiry=E1 case=S -> mode=Account under=B1
2026-03-10 09:00 session B1 B2 S E1 work=1m -> debited=15m
endsat B1 -> 2026-03-10T09:01:00+01:00 Exhausted
2026-09-10 10:00 receive B1 B2 enquiry=E2 case=S -> mode=Account under=B2
2026-11-10 09:00 session B2 S E2 work=5m -> invalid
2026-11-10 09:00 session B1 B2 S E2 work=5m ref=rest -> debited=0 covered=5m B2=0
endsat B1 -> 2026-03-10T09:01:00+01:00 Exhausted
2026-09-11 10:00 receive B1 B2 enquiry=E3 -> mode=Account under=B2
reverse of=rest because=mistake -> covered=-5m
2026-11-10 09:00 session B1 B2 S E2 work=16m -> debited=15m covered=16m B2=15m
endsat B1 -> 2026-03-10T09:01:00+01:00 Exhausted

== TIM-18.3 nothing left
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-11-20 14:30 receive B1 enquiry=E1 -> mode=Account
2026-11-20 14:30 session B1 E1 work=15m -> debited=15m
2026-11-20 14:45 state B1 -> Exhausted
2026-11-20 15:00 receive B1 enquiry=E2 -> mode=None
2026-11-20 15:00 session B1 E2 work=20m -> uncovered=20m ; TIM-21

== TIM-18.4 consent given beforehand
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-11-20 14:30 receive B1 enquiry=E1 -> mode=Account
2026-11-20 14:30 consent E1 -> ok ; TIM-18
2026-11-20 14:30 session B1 E1 work=40m -> debited=15m covered=15m uncovered=25m charge="500.00 NOK" ; TIM-13 TIM-14 TIM-15 TIM-16 TIM-18 TIM-21 TIM-22
waiting E1 -> 0s

== TIM-19.1 what is left lapses
given agreement B1 customer=B alternative=account balance=135m concluded=2026-03-02
2027-03-02 16:00 balance B1 -> 2h15m
2027-03-02 16:00 lapsed B1 -> 0s
2027-03-03 00:00 balance B1 -> 0s
2027-03-03 00:00 lapsed B1 -> 2h15m

== TIM-19.2 a call on the last day
given agreement B1 customer=B alternative=account balance=135m concluded=2026-03-02
2027-03-02 15:00 receive B1 enquiry=E1 -> mode=Account
2027-03-02 15:00 session B1 E1 work=20m -> debited=30m
2027-03-02 16:00 balance B1 -> 1h45m
2027-03-03 00:00 lapsed B1 -> 1h45m
statement B1 -> opening=2h15m used=30m left=0 lapsed=1h45m state=Expired lines=1 worked=20m line1="E1 2027-03-02 15:00-15:20  : 20m debited 30m, 1h45m left"

== TIM-19.2 (reading) what comes back after the end lapses at once
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2027-03-01 15:00 receive B1 enquiry=E1 -> mode=Account
2027-03-01 15:00 session B1 E1 work=10m ref=wrong -> debited=15m
2027-03-03 15:00 reverse of=wrong because=mistake -> debited=-15m ; TIM-13 TIM-19
2027-03-03 15:00 state B1 -> Exhausted
lapsed B1 -> 15m
2027-03-01 15:00 balance B1 -> 15m
2027-03-01 16:00 balance B1 -> 0s
2027-03-01 15:00 session B1 E1 work=5m -> debited=15m
2027-03-03 15:00 lapsed B1 -> 0s

== TIM-19.2 (within the term) what comes back opens the account again
given agreement B1 customer=B alternative=account balance=30m concluded=2026-03-02
2026-11-20 14:00 receive B1 enquiry=E1 -> mode=Account
2026-11-20 14:00 session B1 E1 work=10m -> debited=15m
2026-11-20 15:00 session B1 E1 work=20m ref=wrong -> debited=15m
endsat B1 -> 2026-11-20T15:20:00+01:00 Exhausted
2026-11-21 14:00 reverse of=wrong because=mistake -> debited=-15m worked=-20m covered=-20m ; TIM-13 TIM-16
2026-11-21 14:00 state B1 -> Active
2026-11-21 14:00 balance B1 -> 15m
reverse of=wrong because=again -> refused NotNewest ; TIM-13
2026-11-22 14:00 receive B1 enquiry=E2 channel=mail -> mode=Account
2026-11-20 14:30 receive B1 enquiry=E3 -> mode=Account
# Told late: the latest work that the account paid stays the later one.
2026-11-20 14:30 session B1 E3 work=2m -> debited=15m
endsat B1 -> 2026-11-20T14:32:00+01:00 Exhausted

== TIM-19.2 (used up stays) nor does what is entered again on less
given agreement B1 customer=B alternative=account balance=30m concluded=2026-03-02
2027-03-01 15:00 receive B1 enquiry=E1 -> mode=Account
2027-03-01 15:00 session B1 E1 work=30m ref=wrong -> debited=30m
2027-03-03 15:00 reverse of=wrong because=mistake -> debited=-30m ; TIM-13 TIM-19
2027-03-01 15:00 session B1 E1 work=10m -> debited=15m
2027-03-03 15:00 state B1 -> Exhausted
2027-03-03 15:00 lapsed B1 -> 15m

== TIM-19.2 (not used up) what comes back after the term lapses with the rest
2027-03-01 15:00 receive B1 enquiry=E1 -> mode=Account
2027-03-01 15:00 session B1 E1 work=30m ref=wrong -> debited=30m
2027-03-03 15:00 reverse of=wrong because=mistake -> debited=-30m ; TIM-13 TIM-19
2027-03-03 15:00 state B1 -> Expired
2027-03-03 15:00 lapsed B1 -> 10h

== TIM-19.2 (corrected) work taken back does not decide when the account ended
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-11-20 09:00 receive B1 enquiry=E1 -> mode=Account
2026-11-20 14:30 session B1 E1 work=15m ref=wrong -> debited=15m
2026-11-20 16:00 reverse of=wrong because=mistake -> debited=-15m
2026-11-20 10:00 session B1 E1 work=15m -> debited=15m
endsat B1 -> 2026-11-20T10:15:00+01:00 Exhausted

== TIM-19.2 (corrected later) nor does work taken back after the last day
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2027-03-02 09:00 receive B1 enquiry=E1 -> mode=Account
2027-03-03 09:00 session B1 E1 work=15m ref=wrong -> debited=15m
endsat B1 -> 2027-03-03T00:00:00+01:00 Expired
2027-03-03 10:00 reverse of=wrong because="the wrong day" -> debited=-15m
2027-03-02 15:00 session B1 E1 work=15m -> debited=15m
endsat B1 -> 2027-03-02T15:15:00+01:00 Exhausted

== TIM-19.2 (all corrected) nor does any of several
given agreement B1 customer=B alternative=account balance=30m concluded=2026-03-02
2026-11-20 08:00 receive B1 enquiry=E1 -> mode=Account
2026-11-20 08:00 receive B1 enquiry=E2 -> mode=Account
2026-11-20 10:00 session B1 E1 work=15m ref=one -> debited=15m
2026-11-20 11:00 session B1 E2 work=15m ref=two -> debited=15m
reverse of=one because=mistake -> debited=-15m ; TIM-13 TIM-16
reverse of=two because=mistake -> debited=-15m ; TIM-13
2026-11-20 08:30 session B1 E1 work=30m -> debited=30m
endsat B1 -> 2026-11-20T09:00:00+01:00 Exhausted

== TIM-20.1 an expert who seldom asks
recommend knowledge=good need=sporadic -> account ; TIM-20

== TIM-20.2 a beginner may conclude alternative 2 too
2026-03-05 10:00 conclude agreement=D1 customer=D alternative=account balance=5h -> ok

== TIM-21.1 without an agreement
2026-03-10 09:00 receive enquiry=E1 customer=C -> mode=None ordered=true
2026-03-10 09:00 session E1 work=60m -> uncovered=1h charge="1200.00 NOK" charged=1h ; TIM-21 TIM-22
2026-03-10 09:00 chargehourly work=60m -> "1200.00 NOK"
2026-03-10 10:00 consent E1 -> refused NoConsentNeeded ; TIM-18

== TIM-21.2 the rate of the day it begins
given rate 2026-07-01 hour="1300.00 NOK"
2026-06-30 15:50 receive enquiry=E1 customer=C -> mode=None rate="1200.00 NOK"
2026-07-01 08:00 session E1 work=60m -> uncovered=1h charge="1200.00 NOK"
2026-07-01 08:00 receive enquiry=E2 customer=C -> mode=None rate="1300.00 NOK"
2026-06-30 15:50 chargehourly work=60m -> "1200.00 NOK"
2026-07-01 15:50 chargehourly work=60m -> "1300.00 NOK"

== TIM-21.2 (missing) no rate is never nothing
2025-12-30 09:00 chargehourly work=60m -> missing
2025-12-30 09:00 receive enquiry=E1 customer=C -> missing
2025-12-30 09:00 conclude agreement=D1 customer=D alternative=account balance=15m -> ok
2025-12-30 09:00 receive D1 enquiry=E2 customer=D -> mode=Account
2025-12-30 09:00 session D1 E2 work=20m -> debited=15m uncovered=5m
2025-12-30 10:00 consent E2 -> missing

== TIM-22.1 twenty minutes
2026-03-10 09:00 chargehourly work=20m -> "400.00 NOK"
given rate 2026-01-01 hour="1200.00 NOK" step=15m
2026-03-10 09:00 chargehourly work=20m -> "600.00 NOK"
given rate 2026-01-01 hour="1200.00 NOK" step=1h
2026-03-10 09:00 chargehourly work=20m -> "1200.00 NOK"

== TIM-22.2 fifty minutes
2026-03-10 09:00 chargehourly work=50m -> "1000.00 NOK"
given rate 2026-01-01 hour="1200.00 NOK" step=15m
2026-03-10 09:00 chargehourly work=50m -> "1200.00 NOK"

== TIM-22.2 (sessions) an enquiry is rounded once
given rate 2026-01-01 hour="1200.00 NOK" step=15m
2026-03-10 09:00 receive enquiry=E1 customer=C -> mode=None
2026-03-10 09:00 session E1 work=5m -> uncovered=5m charge="300.00 NOK"
2026-03-10 10:00 session E1 work=5m ref=second -> uncovered=5m
2026-03-10 11:00 session E1 work=10m ref=third -> uncovered=10m charge="300.00 NOK"
charged E1 -> "600.00 NOK"
reverse of=second because=mistake -> refused NotNewest ; TIM-13
reverse of=third because=mistake -> uncovered=-10m charge="-300.00 NOK" ; TIM-13
charged E1 -> "300.00 NOK"

== TIM-23.1 another product in the free period
2026-03-10 09:00 receive A1 enquiry=E1 customer=A product=CAM-X -> mode=None outside=product rate="1200.00 NOK"
2026-03-10 09:00 session A1 E1 work=30m -> uncovered=30m ; TIM-21 TIM-23
2026-03-10 10:00 consent E1 -> charge="600.00 NOK"

== TIM-23.2 another product with an account
2026-03-10 09:00 receive B1 enquiry=E1 product=CAM-X -> mode=None outside=product
2026-03-10 09:00 consent E1 -> ok ; TIM-21
2026-03-10 09:00 session B1 E1 work=30m -> uncovered=30m charge="600.00 NOK" ; TIM-21 TIM-23 TIM-22
balance B1 -> 10h

== TIM-23.2 (closest) outside the agreement that comes closest
2026-01-20 10:00 conclude agreement=A2 customer=A alternative=account balance=10h products=CAM-X -> ok
2026-03-10 09:00 receive A1 A2 enquiry=E1 customer=A product=CAM-X topic=training -> mode=None outside=topic ; TIM-05 TIM-21 TIM-23 TIM-03
2026-03-10 09:00 receive A1 A2 enquiry=E2 customer=A product=CAM-X channel=visit -> mode=None outside=channel ; TIM-05 TIM-21 TIM-23 TIM-04
2026-03-10 09:00 receive A2 A1 enquiry=E3 customer=A product=CAM-Z -> mode=None outside=product ; TIM-05 TIM-21 TIM-23 TIM-02

== TIM-29.1 free before the account
2026-02-02 10:00 conclude agreement=A2 customer=A alternative=account balance=10h -> ok
2026-03-10 09:00 receive A2 A1 enquiry=E1 customer=A -> mode=Free under=A1 ; TIM-05 TIM-06 TIM-29 TIM-24
2026-03-10 09:00 session A2 A1 E1 work=20m -> covered=20m ; TIM-06
balance A2 -> 10h

== TIM-29.2 (both) what two accounts gave goes back to both
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-03-03 10:00 conclude agreement=B2 customer=B alternative=account balance=15m -> ok
2026-03-10 10:00 receive B1 B2 enquiry=E1 -> mode=Account
2026-03-10 10:00 session B1 B2 E1 work=20m ref=wrong -> debited=30m ; TIM-13 TIM-14 TIM-15 TIM-29 TIM-16
2027-03-02 10:00 reverse of=wrong because=mistake -> debited=-30m ; TIM-13 TIM-16

== TIM-29.2 (one too late) and lapses at once on the one that has ended
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-03-03 10:00 conclude agreement=B2 customer=B alternative=account balance=1h -> ok
2026-03-10 10:00 receive B1 B2 enquiry=E1 -> mode=Account
2026-03-10 10:00 session B1 B2 E1 work=20m ref=wrong -> debited=30m
2027-03-03 10:00 reverse of=wrong because=mistake -> debited=-30m ; TIM-13 TIM-19
2027-03-03 10:00 lapsed B1 -> 15m
2027-03-03 10:00 balance B2 -> 1h

== TIM-29.2 (scope) an account for another product does not pay
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-03-03 10:00 conclude agreement=B2 customer=B alternative=account balance=10h products=CAM-X -> ok
2026-03-10 10:00 receive B1 B2 enquiry=E1 -> mode=Account under=B1 ; TIM-05 TIM-12 TIM-24
2026-03-10 10:00 session B1 B2 E1 work=40m -> debited=15m covered=15m uncovered=25m ; TIM-13 TIM-14 TIM-15 TIM-16 TIM-18
balance B2 -> 10h

== TIM-29.2 (within the interval) no account gives, and none is chosen
2026-03-03 10:00 conclude agreement=B2 customer=B alternative=account balance=1h -> ok
2026-03-10 10:00 receive B1 B2 enquiry=E1 -> mode=Account
2026-03-10 10:00 session B1 B2 E1 work=5m -> debited=15m ; TIM-13 TIM-14 TIM-15 TIM-29
2026-03-10 10:10 session B1 B2 E1 work=5m -> debited=0 ; TIM-13 TIM-14 TIM-15

== TIM-29.2 the account that ends first, and the next
given agreement B1 customer=B alternative=account balance=15m concluded=2026-03-02
2026-06-02 10:00 conclude agreement=B2 customer=B alternative=account balance=600m -> ok
2026-06-10 09:00 receive B2 B1 enquiry=E1 -> mode=Account under=B1 ; TIM-05 TIM-12 TIM-29 TIM-24
2026-06-10 09:00 session B2 B1 E1 work=40m -> debited=45m covered=40m B1=15m B2=30m ; TIM-13 TIM-14 TIM-15 TIM-29 TIM-16
endsat B1 -> 2026-06-10T09:15:00+02:00 Exhausted
2026-06-10 10:00 balance B2 -> 9h30m
