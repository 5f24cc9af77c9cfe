# Two cases for a published tip.
# Workshop W has two subscriptions and so ten free cases a year from 15 January.

given workshop W
given request usual channel=web-site version=v1 accepted_by=p7 accepted_at=2025-01-01T08:00:00+01:00
given subscription S1 product=diagnostic-tester sold_by_provider=true from=2026-01-15
given subscription S2 product=data-program from=2026-01-15

== HOT-32.1 a published tip brings two cases
2026-05-01 submit feedback=F workshop=W -> ok ; HOT-32
publish F -> moved=2 ; HOT-32 HOT-33
remaining W -> 12
rewards W -> 2

== HOT-32.2 one that is not published brings none
2026-05-01 submit feedback=F workshop=W -> ok
remaining W -> 10
reject F -> ok ; HOT-34
remaining W -> 10
publish F -> refused AlreadyDecided ; HOT-34

== HOT-32.3 published twice by mistake
2026-05-01 submit feedback=F workshop=W -> ok
publish F -> moved=2
publish F -> refused AlreadyDecided ; HOT-34
remaining W -> 12

== HOT-33.1 cases on rewards do not count in an estimate
2026-02-01 submit feedback=F workshop=W -> ok
publish F -> moved=2
10x 2026-02-02 09:00 receive W case=C# diagnosis=true -> moved=-1
2x 2026-03-02 09:00 receive W case=D# diagnosis=true -> moved=-1 lot=F
receive W case=E1 diagnosis=true -> uncovered=1 contact=true
5x receive W case=F# diagnosis=true -> uncovered=1
2027-01-15 quote W -> cases=6 total="1140.00 NOK" used=16 yearly=16 grant=10

== HOT-33.2 a reward has no end
2026-05-01 submit feedback=F workshop=W -> ok
publish F -> moved=2
2027-06-01 rewards W -> 2

== HOT-33.2 (12 months) a reward with an end
given terms usual reward_validity=12
2026-05-01 submit feedback=F workshop=W -> ok
publish F -> moved=2
2027-04-30 upcoming W until=2027-05-31 -> "2027-05-01 W/F ends 2 cases"
2027-05-01 23:59:59 rewards W -> 2
2027-06-01 rewards W -> 0
lapsedunits W from=2027-05-01 until=2027-05-03 -> 2

== HOT-34.1 two workshops with the same tip
given workshop V
given subscription V1 workshop=V product=data-program from=2026-01-15
2026-05-01 submit feedback=A workshop=W -> ok
submit feedback=B workshop=V -> ok
publish A -> moved=2
reject B -> ok ; HOT-34
remaining W -> 12
remaining V -> 5

== HOT-34.2 a publication that is withdrawn
2026-05-01 submit feedback=F workshop=W -> ok
2026-05-01 10:00 retract F -> refused NotPublished ; HOT-34
publish F -> moved=2
2026-06-01 retract F -> ok ; HOT-34
remaining W -> 12

== HOT-33.9 a reward without an end hides nothing that has one, and one that is used up has none
2026-05-01 submit feedback=F workshop=W -> ok
publish F -> moved=2
2026-05-02 conclude W block=B cases=3 from=2026-05-02 -> moved=3 charge="570.00 NOK"
2026-05-02 upcoming W until=2027-05-02 -> "2026-05-02 W/B begins 3 cases" "2027-01-14 W/S1 lapses 5 cases" "2027-01-14 W/S2 lapses 5 cases" "2027-01-15 W/S1 renews 5 cases" "2027-01-15 W/S2 renews 5 cases" "2027-05-01 W/B ends 3 cases"

== HOT-33.10 a reward that is used up has no end ahead
given terms usual reward_validity=12
2026-05-01 submit feedback=F workshop=W -> ok
publish F -> moved=2
10x 2026-06-01 09:00 receive W case=C# diagnosis=true -> moved=-1
2027-04-30 upcoming W until=2027-05-31 -> "2027-05-01 W/F ends 2 cases"
2x 2027-01-14 09:00 receive W case=D# diagnosis=true -> moved=-1
2027-04-30 upcoming W until=2027-05-31 -> none
