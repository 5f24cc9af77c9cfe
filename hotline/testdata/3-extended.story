# Beyond the free cases: served, counted, never billed backwards.
# Workshop W has two subscriptions and so ten free cases a year from 15 January.
# A case of an extended agreement costs 190.00.

given workshop W
given request usual channel=web-site version=v1 accepted_by=p7 accepted_at=2025-01-01T08:00:00+01:00
given subscription S1 product=diagnostic-tester sold_by_provider=true from=2026-01-15
given subscription S2 product=data-program from=2026-01-15

== HOT-23.1 eighteen cases against ten
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-03-02 09:00 receive W case=C11 diagnosis=true -> uncovered=1 contact=true
7x 2026-04-01 09:00 receive W case=D# diagnosis=true -> uncovered=1
casesbeyond W from=2026-01-15 until=2027-01-15 -> 8
consumption W from=2026-01-15 until=2027-01-15 -> grant=10 beyond=8
casesbeyond W from=2026-04-01 until=2027-01-15 -> 7

== HOT-23.2 a long case and a short one count the same
2026-02-02 09:00 receive W case=C1 diagnosis=true -> moved=-1
receive W case=C2 diagnosis=true -> moved=-1
2026-02-02 09:02 answer C1 -> ok
2026-02-02 17:00 answer C2 -> ok
used W -> 2

== HOT-24.1 the eleventh case raises a contact, the twelfth does not
9x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
receive W case=C10 diagnosis=true -> moved=-1 ; HOT-16 HOT-10 HOT-05
contactdue W -> false
receive W case=C11 diagnosis=true -> uncovered=1 contact=true ; HOT-16 HOT-10 HOT-25 HOT-24
contactdue W -> true
receive W case=C12 diagnosis=true -> uncovered=1 ; HOT-16 HOT-10 HOT-25
contact W -> refused NotDue ; HOT-24

== HOT-24.2 an agreement that is declined
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
decline W what=agreement -> refused NothingOffered ; HOT-25
receive W case=C11 diagnosis=true -> uncovered=1 contact=true
2026-02-03 09:00 decline W what=agreement -> ok ; HOT-25
contactdue W -> false
2026-02-04 09:00 receive W case=C12 diagnosis=true -> refused NoAgreement ; HOT-25
contactdue W -> false
10x 2027-02-01 09:00 receive W case=D# diagnosis=true -> moved=-1
receive W case=D11 diagnosis=true -> uncovered=1 contact=true ; HOT-16 HOT-10 HOT-25 HOT-24

== HOT-25.10 a case told late is judged by what was declined before it came in
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
receive W case=C11 diagnosis=true -> uncovered=1 contact=true
2026-02-03 09:00 decline W what=agreement -> ok
10x 2027-02-01 09:00 receive W case=D# diagnosis=true -> moved=-1
receive W case=D11 diagnosis=true -> uncovered=1 contact=true
2026-02-04 09:00 receive W case=L entered=2027-02-02 diagnosis=true -> refused NoAgreement ; HOT-25
2027-02-03 09:00 decline W what=agreement -> ok
2026-02-04 09:00 receive W case=L entered=2027-02-04 diagnosis=true -> refused NoAgreement ; HOT-25
2026-02-02 12:00 receive W case=L entered=2027-02-04 diagnosis=true -> uncovered=1

== HOT-25.1 the eleventh case is served and costs nothing
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
receive W case=C11 diagnosis=true -> uncovered=1 contact=true
uncovered C11 -> true
charges -> 0.00

== HOT-25.2 (Refuse) the eleventh case is refused
given terms usual beyond_grant=Refuse
given workshop W
given subscription S1 product=diagnostic-tester sold_by_provider=true from=2026-01-15
given subscription S2 product=data-program from=2026-01-15
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
receive W case=C11 diagnosis=true -> refused NoAgreement ; HOT-25
consumption W from=2026-01-15 until=2027-01-15 -> grant=10
contactdue W -> true
contact W -> contact=true ; HOT-24
2026-02-03 09:00 decline W what=agreement -> ok ; HOT-25
receive W case=C11 diagnosis=true -> refused NoAgreement ; HOT-25
contactdue W -> false

== HOT-26.1 eighteen cases in a year
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
receive W case=D diagnosis=true -> uncovered=1 contact=true
7x receive W case=E# diagnosis=true -> uncovered=1
2027-01-15 quote W -> cases=8 total="1520.00 NOK" used=18 yearly=18 grant=10

== HOT-26.2 nine cases in half a year
9x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-07-15 quote W -> cases=8 total="1520.00 NOK" used=9 yearly=18 grant=10

== HOT-26.3 seven cases in half a year
7x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-07-14 quote W -> refused NotEnoughHistory ; HOT-26
2026-07-15 quote W -> cases=4 total="760.00 NOK" used=7 yearly=14 grant=10

== HOT-26.4 five cases in half a year
5x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-07-15 quote W -> cases=0 total="0.00 NOK" used=5 yearly=10 grant=10

== HOT-27.1 what came before the agreement stays free
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
receive W case=C11 diagnosis=true -> uncovered=1 contact=true
7x 2026-06-01 09:00 receive W case=D# diagnosis=true -> uncovered=1
2026-07-01 12:00 conclude W block=B cases=8 from=2026-07-01 -> moved=8 charge="1520.00 NOK" ; HOT-29 HOT-28
contactdue W -> false
2026-07-01 11:59:59 receive W case=E1 diagnosis=true -> uncovered=1
2026-07-01 12:00 receive W case=E2 diagnosis=true -> moved=-1 lot=B
charges -> "1520.00 NOK"
uncovered C11 -> true

== HOT-27.2 an agreement dated before its conclusion
2026-07-01 conclude W block=B cases=8 from=2026-06-30 -> refused Retroactive ; HOT-27

== HOT-28.1 a block costs its cases
2026-07-01 blockprice cases=1 -> "190.00 NOK"
blockprice cases=8 -> "1520.00 NOK"
conclude W block=B cases=0 from=2026-07-01 -> invalid

== HOT-28.2 a price list with two prices
given price 2027-01-01 amount="205.00 NOK"
2026-12-30 conclude W block=B1 cases=8 from=2026-12-30 -> moved=8 charge="1520.00 NOK"
2027-01-02 conclude W block=B2 cases=8 from=2027-01-02 -> moved=8 charge="1640.00 NOK"

== HOT-29.1 a block of eight, five of them used
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-03-02 conclude W block=B cases=8 from=2026-03-02 -> moved=8 charge="1520.00 NOK"
5x 2026-04-01 09:00 receive W case=D# diagnosis=true -> moved=-1 lot=B
2027-01-14 extendedremaining W -> 3
2027-03-01 23:59:59 extendedremaining W -> 3
2027-03-02 extendedremaining W -> 0
lapsedunits W from=2027-03-02 until=2027-03-03 -> 3
lapsedunits W from=2027-01-01 until=2027-03-02 -> 0
charges -> "1520.00 NOK"

== HOT-29.2 a block of eight, all used in May
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-03-02 conclude W block=B cases=8 from=2026-03-02 -> moved=8 charge="1520.00 NOK"
7x 2026-05-04 09:00 receive W case=D# diagnosis=true -> moved=-1
receive W case=D8 diagnosis=true -> moved=-1 lot=B contact=true ; HOT-16 HOT-10 HOT-29 HOT-24
receive W case=D9 diagnosis=true -> uncovered=1
charges -> "1520.00 NOK"

== HOT-30.1 less use makes a smaller block
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-03 conclude W block=B cases=8 from=2026-02-03 -> moved=8 charge="1520.00 NOK"
2x 2026-05-04 09:00 receive W case=D# diagnosis=true -> moved=-1 lot=B
2027-02-02 renew W block=B next=B2 -> renewed=Lower moved=2 charge="380.00 NOK" ; HOT-30 HOT-28
renew W block=B next=B3 -> refused NotRunning ; HOT-30
2028-02-03 renew W block=B2 next=B3 -> refused Retroactive ; HOT-27

== HOT-30.1 (declined) the next year is declined before it begins
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-03 conclude W block=B cases=8 from=2026-02-03 -> moved=8 charge="1520.00 NOK"
2x 2026-05-04 09:00 receive W case=D# diagnosis=true -> moved=-1 lot=B
2027-01-20 renew W block=B next=B2 -> renewed=Lower moved=2 charge="380.00 NOK"
2027-02-02 decline W what=next-year block=B2 -> moved=-2 charge="-380.00 NOK" ; HOT-30
charges -> "1520.00 NOK"
decline W what=next-year block=B -> refused NothingOffered ; HOT-30
2027-02-03 extendedremaining W -> 0

== HOT-30.2 no need, and the block lapses
9x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-03 conclude W block=B cases=8 from=2026-02-03 -> moved=8 charge="1520.00 NOK"
2027-02-02 renew W block=B next=B2 -> renewed=Lapsed ; HOT-30
charges -> "1520.00 NOK"

== HOT-30.10 the next year is announced in the last month
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-03 09:00 conclude W block=B cases=8 from=2026-02-03 -> moved=8 charge="1520.00 NOK"
2026-02-03 09:01 renew W block=B next=B2 -> refused NotDue ; HOT-30
2x 2026-05-04 09:00 receive W case=D# diagnosis=true -> moved=-1 lot=B
2027-01-02 23:59:59 renew W block=B next=B2 -> refused NotDue ; HOT-30
2027-01-03 renew W block=B next=B2 -> renewed=Lower moved=2 charge="380.00 NOK" ; HOT-30 HOT-28

== HOT-30.11 two blocks cover the need once
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-03 conclude W block=A cases=8 from=2026-02-03 -> moved=8 charge="1520.00 NOK"
2026-05-03 conclude W block=B cases=8 from=2026-05-03 -> moved=8 charge="1520.00 NOK"
3x 2026-05-04 09:00 receive W case=D# diagnosis=true -> moved=-1 lot=A
7x 2026-06-01 09:00 receive W case=E# diagnosis=true -> moved=-1
2027-02-02 renew W block=A next=A2 -> renewed=Lower moved=2 charge="380.00 NOK" ; HOT-30 HOT-28
2027-05-02 renew W block=B next=B2 -> renewed=Lapsed ; HOT-30

== HOT-31.1 more use is only a proposal
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-02 12:00 conclude W block=B cases=8 from=2026-02-02 -> moved=8 charge="1520.00 NOK"
7x 2026-05-04 09:00 receive W case=D# diagnosis=true -> moved=-1 lot=B
receive W case=E diagnosis=true -> moved=-1 lot=B contact=true
7x receive W case=F# diagnosis=true -> uncovered=1
2027-01-20 renew W block=B next=B2 -> renewed=Proposal proposed=15 moved=8 charge="1520.00 NOK" ; HOT-30 HOT-31 HOT-28
proposal W block=B2 -> 15 "2850.00 NOK" true
2027-01-25 accept W block=B2 -> moved=7 charge="1330.00 NOK" ; HOT-31 HOT-28
accept W block=B2 -> refused NothingOffered ; HOT-31
2027-02-02 extendedremaining W -> 15
charges -> "4370.00 NOK"

== HOT-31.2 a proposal that is declined
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-02 12:00 conclude W block=B cases=8 from=2026-02-02 -> moved=8 charge="1520.00 NOK"
7x 2026-05-04 09:00 receive W case=D# diagnosis=true -> moved=-1 lot=B
receive W case=E diagnosis=true -> moved=-1 lot=B contact=true
7x receive W case=F# diagnosis=true -> uncovered=1
2027-01-20 renew W block=B next=B2 -> renewed=Proposal proposed=15 moved=8 charge="1520.00 NOK"
2027-01-25 decline W what=proposal block=B2 -> ok ; HOT-31
accept W block=B2 -> refused NothingOffered ; HOT-31
2027-02-02 extendedremaining W -> 8
charges -> "3040.00 NOK"

== HOT-30.9 the end of a block is ahead
2026-02-03 conclude W block=B cases=8 from=2026-02-03 -> moved=8 charge="1520.00 NOK"
2027-02-01 upcoming W until=2027-02-04 -> "2027-02-02 W/B ends 8 cases"
2026-02-03 upcoming W until=2026-02-04 -> "2026-02-03 W/B begins 8 cases"

== HOT-31.9 a proposal is to be taken up by the first day of its block
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-02 12:00 conclude W block=B cases=8 from=2026-02-02 -> moved=8 charge="1520.00 NOK"
7x 2026-05-04 09:00 receive W case=D# diagnosis=true -> moved=-1 lot=B
receive W case=E diagnosis=true -> moved=-1 lot=B contact=true
7x receive W case=F# diagnosis=true -> uncovered=1
2027-01-20 renew W block=B next=B2 -> renewed=Proposal proposed=15 moved=8 charge="1520.00 NOK"
2027-02-01 upcoming W until=2027-02-03 -> "2027-02-01 W/B ends" "2027-02-02 W/B2 begins 8 cases" "2027-02-02 W/B2 due 15 cases"
2027-02-02 accept W block=B2 -> moved=7 charge="1330.00 NOK"
2027-02-01 upcoming W until=2027-02-03 -> "2027-02-01 W/B ends" "2027-02-02 W/B2 begins 15 cases"
