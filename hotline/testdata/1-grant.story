# What subscriptions bring, and in which order it is used.
# Workshop W has S1, a subscription on a diagnostic tester, and S2, one on a data
# program, both since Thursday 15 January 2026. It has accepted version v1 of the
# terms and asks through the web site.

given workshop W
given request usual channel=web-site version=v1 accepted_by=p7 accepted_at=2026-01-01T08:00:00+01:00
given subscription S1 product=diagnostic-tester sold_by_provider=true from=2026-01-15
given subscription S2 product=data-program from=2026-01-15

== HOT-02.1 without a subscription nobody is a customer
given workshop W
2026-02-01 09:00 entitled W -> false
receive W case=C1 diagnosis=true -> refused NotACustomer ; HOT-02
receive W case=C1 product_use=true relevant=true -> refused NotACustomer ; HOT-02
remaining W -> 0

== HOT-02.2 a data program opens the hotline for any question about a car
given workshop W
given subscription S2 product=data-program from=2026-01-15
2026-02-01 09:00 entitled W -> true
receive W case=C1 diagnosis=true -> moved=-1 lot=S2 ; HOT-16 HOT-10 HOT-05

== HOT-03.1 a tester bought elsewhere brings nothing
given workshop W
2026-01-15 subscribe W subscription=S3 product=diagnostic-tester from=2026-01-15 -> ok ; HOT-03
qualifies product=diagnostic-tester sold=false -> false
2026-02-01 09:00 remaining W -> 0
receive W case=C1 diagnosis=true -> refused NotACustomer ; HOT-02

== HOT-03.2 two testers bring ten cases
given workshop W
2026-01-15 subscribe W subscription=S1 product=diagnostic-tester sold_by_provider=true from=2026-01-15 -> ok ; HOT-03 HOT-05
2026-01-20 subscribe W subscription=S3 product=diagnostic-tester sold_by_provider=true from=2026-01-20 -> ok ; HOT-03 HOT-05
2026-02-01 09:00 remaining W -> 10

== HOT-04.1 a data program alone brings five
given workshop W
2026-01-15 subscribe W subscription=S2 product=data-program from=2026-01-15 -> ok ; HOT-04 HOT-05
qualifies product=data-program sold=false -> true
2026-02-01 09:00 remaining W -> 5

== HOT-04.2 another subscription brings none, but free support
given workshop W
2026-01-15 subscribe W subscription=S3 product=calibration-service from=2026-01-15 -> ok ; HOT-04
qualifies product=calibration-service sold=true -> false
2026-02-01 09:00 remaining W -> 0
receive W case=C1 diagnosis=true -> refused NotACustomer ; HOT-02
receive W case=C1 product_use=true relevant=true -> class=Support ; HOT-13 HOT-11

== HOT-05.1 two subscriptions bring ten
2026-02-01 granted W -> 10
remaining W -> 10

== HOT-05.2 after three cases seven are left
3x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1 ; HOT-16 HOT-10 HOT-05 HOT-35
remaining W -> 7
used W -> 3

== HOT-05.3 the eleventh is beyond the grant
10x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1
remaining W -> 0
receive W case=C11 diagnosis=true -> uncovered=1 contact=true ; HOT-16 HOT-10 HOT-25 HOT-24

== HOT-05.4 three subscriptions bring fifteen
given subscription S3 product=data-program from=2026-01-15
2026-02-01 granted W -> 15

== HOT-06.1 a year of its own from March to March
given workshop W
given subscription S1 product=data-program from=2026-03-01
5x 2026-12-07 09:00 receive W case=C# diagnosis=true -> moved=-1
2027-01-10 09:00 nextrenewal W -> 2027-03-01
periodof W of=S1 -> 2026-03-01 2027-03-01 true
receive W case=C6 diagnosis=true -> uncovered=1 contact=true ; HOT-16 HOT-10 HOT-25 HOT-24

== HOT-06.1 (calendar years) a year counted from January
given workshop W
2026-03-01 subscribe W subscription=S1 product=data-program from=2026-03-01 counted=2026-01-01 -> ok ; HOT-04 HOT-05 HOT-06
5x 2026-12-07 09:00 receive W case=C# diagnosis=true -> moved=-1
2027-01-10 09:00 receive W case=C6 diagnosis=true -> moved=-1
remaining W -> 4
periodof W of=S1 -> 2027-01-01 2028-01-01 true

== HOT-06.2 the year begins at midnight
given workshop W
given subscription S1 product=data-program from=2026-01-15
2027-01-14 23:59:59 receive W case=C1 diagnosis=true -> moved=-1 lot=S1 year=2026-01-15
2027-01-15 receive W case=C2 diagnosis=true -> moved=-1 lot=S1 year=2027-01-15
2027-01-14 remaining W -> 4
2027-01-15 remaining W -> 4

== HOT-06.3 a start on a leap day
given workshop W
given subscription S1 product=data-program from=2024-02-29
2027-03-01 nextrenewal W -> 2028-02-29
2028-02-28 periodof W of=S1 -> 2027-02-28 2028-02-29 true
2028-02-29 periodof W of=S1 -> 2028-02-29 2029-02-28 true

== HOT-07.1 which product a case concerns does not matter
10x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1

== HOT-07.2 the sixth engine case is drawn from the data program
5x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1 lot=S1
receive W case=C6 diagnosis=true -> moved=-1 lot=S2 ; HOT-16 HOT-10 HOT-05

== HOT-08.1 what is left lapses with the year
given workshop W
given subscription S1 product=data-program from=2026-01-15
2x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1
2027-01-14 23:59:59 remaining W -> 3
lapsedunits W from=2026-01-15 until=2027-01-15 -> 0
2027-01-15 remaining W -> 5
lapsedunits W from=2026-01-15 until=2027-01-16 -> 3

== HOT-08.2 two years without a case are five cases
given workshop W
given subscription S1 product=data-program from=2026-01-15
2028-02-01 remaining W -> 5
lapsedunits W from=2026-01-15 until=2028-02-01 -> 10

== HOT-09.1 a subscription that starts in mid-year brings all five
given workshop W
given subscription S1 product=data-program from=2026-01-15
4x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-06-01 subscribe W subscription=S2 product=data-program from=2026-06-01 -> ok ; HOT-04 HOT-05
2026-06-10 remaining W -> 6

== HOT-09.2 one that ends takes its cases along
given workshop W
given subscription S1 product=data-program from=2026-01-15
given subscription S2 product=data-program from=2026-06-01
4x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-08-01 cancel W subscription=S2 last=2026-08-31 -> ok ; HOT-09
2026-08-31 23:59:59 remaining W -> 6
2026-09-01 remaining W -> 1
cancel W subscription=S2 last=2026-12-31 -> refused NotRunning ; HOT-09

== HOT-09.2 (LotSurvivesCancellation) one that ends leaves its cases until the year is over
given terms usual cancelled=LotSurvivesCancellation
given workshop W
given subscription S1 product=data-program from=2026-01-15
given subscription S2 product=data-program from=2026-06-01
4x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-08-01 cancel W subscription=S2 last=2026-08-31 -> ok ; HOT-09
2026-09-01 remaining W -> 6
2027-06-01 remaining W -> 5

== HOT-35.1 the lot that ends first is drawn first
given workshop W
given subscription S1 product=data-program from=2026-01-15
given subscription S2 product=data-program from=2026-06-01
4x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1 lot=S1
2026-06-10 lots W -> "Grant S1 4 of 5 until 2027-01-15" "Grant S2 0 of 5 until 2027-06-01"
2026-06-10 09:00 receive W case=C5 diagnosis=true -> moved=-1 lot=S1 ; HOT-16 HOT-10 HOT-05 HOT-35

== HOT-35.2 a block that ends before a reward that does not
given workshop W
given subscription S1 product=data-program from=2026-01-15
5x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-07-01 conclude W block=B cases=3 from=2026-07-01 -> moved=3 charge="570.00 NOK" ; HOT-29 HOT-28
2026-07-02 submit feedback=F workshop=W -> ok ; HOT-32
2026-07-03 publish F -> moved=2 ; HOT-32 HOT-33
2026-07-04 09:00 lots W -> "Grant S1 5 of 5 until 2027-01-15" "Block B 0 of 3 until 2027-07-01" "Reward F 0 of 2 without end"
receive W case=C6 diagnosis=true -> moved=-1 lot=B ; HOT-16 HOT-10 HOT-29 HOT-35
2x receive W case=D# diagnosis=true -> moved=-1 lot=B
receive W case=C9 diagnosis=true -> moved=-1 lot=F ; HOT-16 HOT-10 HOT-32

== HOT-08.9 what a workshop has ahead
given workshop W
given subscription S1 product=data-program from=2026-03-01
3x 2026-12-07 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-03-01 upcoming W until=2027-03-01 -> "2026-03-01 W/S1 renews 5 cases" "2027-02-28 W/S1 lapses 2 cases"
2026-03-02 upcoming W until=2028-03-01 -> "2027-02-28 W/S1 lapses 2 cases" "2027-03-01 W/S1 renews 5 cases" "2028-02-29 W/S1 lapses 5 cases"
2026-12-08 cancel W subscription=S1 last=2027-01-31 -> ok
2026-03-02 upcoming W until=2028-03-01 -> "2027-01-31 W/S1 ends" "2027-01-31 W/S1 lapses 2 cases"
2020-01-01 upcoming W until=2026-03-02 -> "2026-03-01 W/S1 renews 5 cases"

== HOT-08.10 what is used up does not lapse, and a subscription that never began does not end
given workshop W
given subscription S1 product=data-program from=2026-03-01
5x 2026-12-07 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-03-01 upcoming W until=2027-03-02 -> "2026-03-01 W/S1 renews 5 cases" "2027-03-01 W/S1 renews 5 cases"
2026-12-08 subscribe W subscription=S2 product=data-program from=2027-02-01 -> ok
2026-12-09 cancel W subscription=S2 last=2027-01-31 -> ok
2027-01-01 upcoming W until=2027-03-02 -> "2027-03-01 W/S1 renews 5 cases"
