# Work: what a task counts, how it is rounded, and which card pays.

given price 2021-01-01 amount="1000.00 DKK"
given inside 1000 to=2990
given card K sold=2021-05-12 size=10
given task T

== PCH-06.1 nothing is punched without an open task
2021-06-01 09:00 session K what=server by=PH place=remote work=1h -> invalid

== PCH-06.2 a closed task takes no further work
2021-06-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
2021-06-01 17:00 close T -> ok ; PCH-06 PCH-11
2021-06-02 09:00 session T K what=server by=PH place=remote work=1h -> refused TaskClosed ; PCH-06
2021-06-02 09:00 close T -> refused TaskClosed ; PCH-06

== PCH-08.1 twelve clips of work on a card of ten, without consent
2021-06-01 09:00 session T K what=server by=PH place=remote work=12h -> moved=-10 uncovered=2
pending T -> 2
charges -> "9500.00 DKK" 1

== PCH-08.2 twelve clips of work on a card of ten, two at list price
2021-06-01 09:00 session T K what=server by=PH place=remote work=12h -> moved=-10 uncovered=2
2021-06-03 10:00 settle T by=listprice clips=2 -> uncovered=-2 charge="2000.00 DKK" ; PCH-09 PCH-04
pending T -> 0
charges -> "11500.00 DKK" 2

== PCH-09.1 a job bigger than the balance
given task T0
2021-06-01 09:00 session T0 K what=server by=PH place=remote work=8h -> moved=-8 ; PCH-11 PCH-10 PCH-17
balance K -> 2
2021-06-02 09:00 session T K what=server by=PH place=remote work=3h10m -> moved=-2 uncovered=2 ; PCH-11 PCH-10 PCH-17 PCH-09
2021-06-02 12:10 state K -> UsedUp
pending T -> 2
2021-06-03 10:00 renew K card=K2 size=10 -> charge="9500.00 DKK" ; PCH-07 PCH-04 PCH-03
settle T K by=renewal -> refused NotRenewed ; PCH-09
settle T K2 by=renewal -> moved=-2 uncovered=-2 ; PCH-09
balance K2 -> 8
settle T by=waiver -> refused NothingPending ; PCH-09

== PCH-09.1 (list price) a job bigger than the balance
given task T0
2021-06-01 09:00 session T0 K what=server by=PH place=remote work=8h -> moved=-8
2021-06-02 09:00 session T K what=server by=PH place=remote work=3h10m -> moved=-2 uncovered=2
2021-06-03 10:00 settle T by=listprice -> uncovered=-2 charge="2000.00 DKK" ; PCH-09 PCH-04

== PCH-09.1 (waiver) a job bigger than the balance
given task T0
2021-06-01 09:00 session T0 K what=server by=PH place=remote work=8h -> moved=-8
2021-06-02 09:00 session T K what=server by=PH place=remote work=3h10m -> moved=-2 uncovered=2
2021-06-03 10:00 settle T by=waiver clips=3 -> refused NothingPending ; PCH-09
2021-06-03 10:00 settle T by=waiver clips=1 -> uncovered=-1 ; PCH-09
pending T -> 1

== PCH-09.1 (not asked) what waits stays off a new card until the customer decides
given task T0
2021-06-01 09:00 session T0 K what=server by=PH place=remote work=8h -> moved=-8
2021-06-02 09:00 session T K what=server by=PH place=remote work=3h10m -> moved=-2 uncovered=2
2021-06-03 10:00 renew K card=K2 size=10 -> charge="9500.00 DKK"
2021-06-04 09:00 session T K K2 what=server by=PH place=remote work=50m -> ok ; PCH-11 PCH-10 PCH-17
2021-06-04 10:00 session T K K2 what=server by=PH place=remote work=10m -> moved=-1 K2=-1
pending T -> 2
balance K2 -> 9

== PCH-09.2 a job as big as the balance
given task T0
2021-06-01 09:00 session T0 K what=server by=PH place=remote work=6h -> moved=-6
2021-06-02 09:00 session T K what=server by=PH place=remote work=4h -> moved=-4 ; PCH-11 PCH-10 PCH-17
pending T -> 0

== PCH-10.1 started hours
given task T1
given task T2
given task T3
given task T4
2021-06-01 09:00 session T K what=server by=PH place=remote work=5m -> moved=-1 ; PCH-11 PCH-10 PCH-17
session T1 K what=server by=PH place=remote work=60m -> moved=-1
session T2 K what=server by=PH place=remote work=61m -> moved=-2
session T3 K what=server by=PH place=remote work=3h10m -> moved=-4
session T4 K what=server by=PH place=remote work=0s -> ok

== PCH-10.2 a second more is an hour more
given task T1
2021-06-01 09:00 session T K what=server by=PH place=remote work=2h -> moved=-2
session T1 K what=server by=PH place=remote work=2h0m1s -> moved=-3

== PCH-11.1 two visits of forty minutes
2021-06-01 09:00 session T K what=server by=PH place=inside work=40m -> moved=-2 ; PCH-11 PCH-10 PCH-15
2021-06-02 09:00 session T K what=server by=PH place=inside work=40m -> moved=-1 ; PCH-11 PCH-10 PCH-15
clips T -> 3

== PCH-11.1 (RoundPer=Session) two visits of forty minutes
given terms round_per=Session
given task S
2021-06-01 09:00 session S K what=server by=PH place=inside work=40m -> moved=-2
2021-06-02 09:00 session S K what=server by=PH place=inside work=40m -> moved=-2
clips S -> 4

== PCH-11.2 two short remote sessions
2021-06-01 09:00 session T K what=server by=PH place=remote work=20m -> moved=-1
2021-06-01 11:00 session T K what=server by=PH place=remote work=30m -> ok ; PCH-11 PCH-10 PCH-17 PCH-20
clips T -> 1

== PCH-11.2 (RoundPer=Session) two short remote sessions
given terms round_per=Session
given task S
2021-06-01 09:00 session S K what=server by=PH place=remote work=20m -> moved=-1
2021-06-01 11:00 session S K what=server by=PH place=remote work=30m -> moved=-1
clips S -> 2

== PCH-12.1 two consultants on site
2021-06-01 09:00 session T K what=server by=PH place=inside work=45m -> moved=-2
session T K what=server by=AK place=inside work=45m -> moved=-1
clips T -> 3

== PCH-12.1 (RoundPer=Session) two consultants on site
given terms round_per=Session
given task S
2021-06-01 09:00 session S K what=server by=PH place=inside work=45m -> moved=-2
session S K what=server by=AK place=inside work=45m -> moved=-2
clips S -> 4

== PCH-12.2 two consultants remote
2021-06-01 09:00 session T K what=server by=PH place=remote work=30m -> moved=-1
session T K what=server by=AK place=remote work=30m -> ok
clips T -> 1

== PCH-12.2 (RoundPer=Session) two consultants remote
given terms round_per=Session
given task S
2021-06-01 09:00 session S K what=server by=PH place=remote work=30m -> moved=-1
session S K what=server by=AK place=remote work=30m -> moved=-1

== PCH-13.1 120 km away: no mileage, the travel counts
2021-06-01 09:00 session T K what=server by=PH place=outside travel=1h30m work=30m -> moved=-2
charges -> "9500.00 DKK" 1

== PCH-13.2 inside Copenhagen: no mileage, half an hour counts
2021-06-01 09:00 session T K what=server by=PH place=inside work=30m -> moved=-1
charges -> "9500.00 DKK" 1

== PCH-14.1 Odense, one way
2021-06-01 09:00 session T K what=server by=PH place=outside travel=1h45m work=2h10m -> moved=-4 ; PCH-11 PCH-10 PCH-14

== PCH-14.2 a short trip beyond the zone
2021-06-01 09:00 session T K what=server by=PH place=outside travel=35m work=20m -> moved=-1

== PCH-15.1 a trip inside the zone is half an hour, however long it took
given task T1
2021-06-01 09:00 session T K what=server by=PH place=inside travel=10m work=31m -> moved=-2
session T1 K what=server by=PH place=inside travel=55m work=30m -> moved=-1

== PCH-15.2 where the zone ends
place postcode=2800 -> inside
place postcode=4000 -> outside
place postcode=1000 -> inside
place postcode=2990 -> inside
place postcode=2991 -> outside
place postcode=999 -> outside

== PCH-16.1 the half hour is added to the work
given task T1
given task T2
given task T3
given task T4
2021-06-01 09:00 session T K what=server by=PH place=inside work=20m -> moved=-1
session T1 K what=server by=PH place=inside work=30m -> moved=-1
session T2 K what=server by=PH place=inside work=31m -> moved=-2
session T3 K what=server by=PH place=inside work=90m -> moved=-2
session T4 K what=server by=PH place=inside work=91m -> moved=-3

== PCH-16.1 (same stay) the half hour is added once
given task T1
2021-06-01 09:00 session T K what=server by=PH place=inside work=30m -> moved=-1
2021-06-01 09:30 session T1 K what=printer by=PH place=onsite work=60m -> moved=-1 ; PCH-11 PCH-10 PCH-16

== PCH-16.2 nobody home
2021-06-01 09:00 session T K what=server by=PH place=inside work=0s -> moved=-1 ; PCH-11 PCH-10 PCH-15

== PCH-17.1 remote work has no travel
2021-06-01 09:00 session T K what=server by=PH place=remote work=31m -> moved=-1 ; PCH-11 PCH-10 PCH-17

== PCH-17.2 remote work and a visit
2021-06-01 09:00 session T K what=server by=PH place=remote work=20m -> moved=-1
2021-06-02 09:00 session T K what=server by=PH place=inside work=20m -> moved=-1
clips T -> 2

== PCH-20.1 a check that is punched is use
given product monthly-check clips=1
given addon A product=monthly-check from=2022-03-01
2022-03-01 09:00 check A K task=A1 by=PH place=remote work=30m -> moved=-1 ; PCH-30
lastuse K -> 2022-03-01
lapsedate K -> 2025-03-01

== PCH-20.2 a reversal does not turn the clock back
given product monthly-check clips=1
given addon A product=monthly-check from=2022-03-01
2022-03-01 09:00 check A K ref=c task=A1 by=PH place=remote work=30m -> moved=-1
2022-03-05 09:00 reverse of=c because="not made" -> moved=1 ; PCH-28 PCH-20
balance K -> 10
lapsedate K -> 2025-03-01

== PCH-20.3 a session that adds no clip is use too
2022-03-01 09:00 session T K what=server by=PH place=remote work=20m -> moved=-1
2022-03-04 09:00 session T K what=server by=PH place=remote work=30m -> ok ; PCH-11 PCH-10 PCH-17 PCH-20
lastuse K -> 2022-03-04

== PCH-20.3 (the last hour) a card that is used up stays so
2022-03-01 09:00 session T K what=server by=PH place=remote work=9h30m -> moved=-10
2022-03-02 09:00 session T K what=server by=PH place=remote work=20m -> ok ; PCH-11 PCH-10 PCH-17 PCH-20
2022-03-01 18:29:59 state K -> Active
2022-03-01 18:30 state K -> UsedUp
lastuse K -> 2022-03-02

== PCH-20.3 (no time) a session of no time is no use
2022-03-01 09:00 session T K what=server by=PH place=remote work=20m -> moved=-1
2022-03-04 09:00 session T K what=server by=PH place=remote work=0s -> ok ; PCH-11 PCH-10 PCH-17
lastuse K -> 2022-03-01

== PCH-20.3 (a full hour) a new hour is use of the card that pays it alone
given card K2 sold=2022-01-01 size=10
given task T0
2022-02-01 09:00 session T0 K what=server by=PH place=remote work=9h -> moved=-9
2022-03-01 09:00 session T K what=server by=PH place=remote work=60m -> moved=-1
2022-03-04 09:00 session T K K2 what=server by=PH place=remote work=30m -> moved=-1 K2=-1
lastuse K -> 2022-03-01

== PCH-20.3 (two cards) an hour begun on one card and a new one on the next
given card K2 sold=2022-01-01 size=10
given task T0
2022-02-01 09:00 session T0 K what=server by=PH place=remote work=9h -> moved=-9
2022-03-01 09:00 session T K what=server by=PH place=remote work=20m -> moved=-1
2022-03-04 09:00 session T K K2 what=server by=PH place=remote work=60m -> moved=-1 K2=-1 ; PCH-11 PCH-10 PCH-17 PCH-20
lastuse K -> 2022-03-04
lastuse K2 -> 2022-03-04

== PCH-20.3 (RoundPer=Session) no hour goes on from one session to the next
given terms round_per=Session
given card K2 sold=2022-01-01 size=10
given task T0
given task S
2022-02-01 09:00 session T0 K what=server by=PH place=remote work=9h -> moved=-9
2022-03-01 09:00 session S K what=server by=PH place=remote work=20m -> moved=-1
2022-03-04 09:00 session S K K2 what=server by=PH place=remote work=20m -> moved=-1 K2=-1
lastuse K -> 2022-03-01

== PCH-24.1 (the last day) a job bigger than the balance on the last day
2024-01-10 09:00 session T K what=server by=PH place=remote work=8h -> moved=-8
2026-05-12 09:00 session T K what=server by=PH place=remote work=3h -> moved=-2 uncovered=1 ; PCH-11 PCH-10 PCH-17 PCH-09

== PCH-24.1 (used up) a card without clips has no end to speak of
2021-06-01 09:00 session T K what=server by=PH place=remote work=10h -> moved=-10
2024-07-01 09:00 session T K what=server by=PH place=remote work=1h -> uncovered=1 ; PCH-11 PCH-10 PCH-17 PCH-09

== PCH-24.1 (two cards) a used-up card does not hide the end of another
given card K2 sold=2021-06-01 size=10
2021-06-01 09:00 session T K what=server by=PH place=remote work=10h -> moved=-10
2024-06-03 09:00 session T K K2 what=server by=PH place=remote work=1h -> uncovered=1 ; PCH-11 PCH-10 PCH-17 PCH-09 PCH-19

== PCH-24.1 a task across the end
2024-01-10 09:00 session T K what=server by=PH place=remote work=0s -> ok
given task T0
2024-01-10 09:00 session T0 K what=server by=PH place=remote work=1h -> moved=-1
2026-05-12 15:00 session T K what=server by=PH place=remote work=2h -> moved=-2
2026-05-13 09:00 session T K what=server by=PH place=remote work=1h -> uncovered=1 ; PCH-11 PCH-10 PCH-17 PCH-09 PCH-21

== PCH-24.2 started in time is covered whole
given task T0
2024-01-10 09:00 session T0 K what=server by=PH place=remote work=1h -> moved=-1
2026-05-12 23:00 session T K what=server by=PH place=remote work=2h -> moved=-2

== PCH-24.2 (the last clip) a card used up across its end
given task T0
2024-01-10 09:00 session T0 K what=server by=PH place=remote work=8h -> moved=-8
2026-05-12 23:00 session T K what=server by=PH place=remote work=2h -> moved=-2
2026-05-12 23:30 state K -> Active
2026-05-13 00:00 state K -> UsedUp

== PCH-24.3 the hour paid before the end goes on after it
given task T0
2024-01-10 09:00 session T0 K what=server by=PH place=remote work=1h -> moved=-1
2026-05-12 15:00 session T K what=server by=PH place=remote work=1h30m -> moved=-2
2026-05-13 09:00 session T K what=server by=PH place=remote work=30m -> ok ; PCH-11 PCH-10 PCH-17
pending T -> 0
lastuse K -> 2026-05-12

== PCH-25.1 the card that ends first pays first
given card K1 sold=2022-06-01 size=10
given card K2 sold=2025-09-01 size=10
given task T0
2025-01-10 09:00 session T0 K1 what=server by=PH place=remote work=7h -> moved=-7
2026-02-02 09:00 enddate K1 -> 2027-06-01
enddate K2 -> 2028-09-01
session T K2 K1 what=server by=PH place=remote work=5h -> moved=-5 K1=-3 K2=-2 ; PCH-11 PCH-10 PCH-17 PCH-25

== PCH-25.2 each card has its own clock
given card K1 sold=2022-06-01 size=10
given card K2 sold=2025-09-01 size=10
given task T0
2025-01-10 09:00 session T0 K1 what=server by=PH place=remote work=7h -> moved=-7
2026-02-02 09:00 session T K1 K2 what=server by=PH place=remote work=5h -> moved=-5 K1=-3 K2=-2
2026-02-02 14:00 state K1 -> UsedUp
balance K2 -> 8
lastuse K2 -> 2026-02-02
enddate K2 -> 2029-02-02

== PCH-26.1 the statement
2021-06-01 09:00 session T K what="mail server" by=P.H. place=inside work=1h10m -> moved=-2
statement K holder=C -> used=2 left=8 lines=1 line1="T 2021-06-01 09:00-10:10 mail server P.H. inside +30m: 2, 8 left"

== PCH-26.2 no punch without a consultant
2021-06-01 09:00 session T K what="mail server" place=inside work=1h10m -> refused Undocumented ; PCH-26
session T K by=P.H. place=inside work=1h10m -> refused Undocumented ; PCH-26
balance K -> 10

== PCH-27.1 the holder asks
2021-06-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
statement K holder=C -> used=1 left=9 lines=1

== PCH-27.2 somebody else asks
2021-06-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
statement K holder=BETA -> refused NotHolder ; PCH-27

== PCH-27.1 (after a transfer) both holders ask
given task U holder=BETA
2021-06-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
2022-01-10 09:00 transfer K to=BETA agreement=X17 -> ok ; PCH-18
2022-02-01 09:00 session U K what=network by=AK place=remote work=3h -> moved=-3
statement K holder=BETA -> brought=1 used=4 left=6 lines=1 line1="U 2022-02-01 09:00-12:00 network AK remote +0s: 3, 6 left"
statement K holder=C -> brought=0 used=1 left=9 lines=1 line1="T 2021-06-01 09:00-10:00 server PH remote +0s: 1, 9 left"

== PCH-28.1 two clips corrected to one
2021-06-01 09:00 session T K ref=s what=server by=PH place=remote work=1h30m -> moved=-2
2021-06-05 09:00 correct T K of=s because="one hour, not more" what=server by=PH place=remote work=1h -> entries=2 moved=1 ; PCH-28 PCH-20 PCH-11 PCH-10 PCH-17
statement K holder=C -> used=1 left=9 lines=3 clips="2 1 -2"

== PCH-28.2 taken back at most once
2021-06-01 09:00 session T K ref=s what=server by=PH place=remote work=1h30m -> moved=-2
2021-06-05 09:00 reverse of=s because=mistake -> moved=2
2021-06-05 10:00 reverse of=s because=mistake -> refused NotNewest ; PCH-28

== PCH-28.3 the first of two sessions withdrawn
2021-06-01 09:00 session T K ref=s1 what=server by=PH place=remote work=20m -> moved=-1
2021-06-01 11:00 session T K ref=s2 what=server by=PH place=remote work=20m -> ok
2021-06-05 09:00 reverse of=s1 because="other customer" -> refused NotNewest ; PCH-28
2021-06-05 09:00 correct T K of=s1 because="other customer" -> entries=3
clips T -> 1
balance K -> 9

== PCH-22.1 (given back after the end) a clip that comes back too late is forfeited
2024-01-10 09:00 session T K ref=s what=server by=PH place=remote work=10h -> moved=-10
2026-05-13 09:00 state K -> UsedUp
reverse of=s because=mistake -> moved=10 ; PCH-28 PCH-20 PCH-22
state K -> Expired
balance K -> 0
forfeited K -> 10 "9500.00 DKK"

== PCH-22.1 (given back on the last day) a clip that comes back in time is not
2024-01-10 09:00 session T K ref=s what=server by=PH place=remote work=10h -> moved=-10
2026-05-12 09:00 reverse of=s because=mistake -> moved=10 ; PCH-28 PCH-20
balance K -> 10

== PCH-22.1 (nothing given back) a session without clips forfeits none
2024-01-10 09:00 session T K what=server by=PH place=remote work=20m -> moved=-1
2024-01-10 10:00 session T K ref=s what=server by=PH place=remote work=20m -> ok
2026-05-13 09:00 reverse of=s because=mistake -> ok ; PCH-28 PCH-20

== PCH-19.1 (work after the lapse) it is uncovered
2024-06-01 09:00 session T K what=server by=PH place=remote work=1h -> uncovered=1 ; PCH-11 PCH-10 PCH-17 PCH-09 PCH-19
