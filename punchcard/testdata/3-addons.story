# Add-ons: checks and phone support, clipped and never invoiced.

given price 2021-01-01 amount="1000.00 DKK"
given product phone-support clips=1
given product monthly-check
given product quarterly-check clips=2
given card K sold=2026-01-01 size=20

== PCH-29.1 twelve months of phone support
given addon A product=phone-support from=2026-01-10
2026-12-31 duepunches A K -> 2026-01-10 2026-02-10 2026-03-10 2026-04-10 2026-05-10 2026-06-10 2026-07-10 2026-08-10 2026-09-10 2026-10-10 2026-11-10 2026-12-10
2026-01-10 period A K task=A1 -> moved=-1 ; PCH-29
2026-02-10 period A K task=A2 -> moved=-1
2026-02-10 period A K task=A2 -> refused NotDue ; PCH-29
2026-02-11 period A K task=A3 -> refused NotDue ; PCH-29
2026-03-10 period A K task=A3 -> moved=-1
2026-04-10 period A K task=A4 -> moved=-1
2026-05-10 period A K task=A5 -> moved=-1
2026-06-10 period A K task=A6 -> moved=-1
2026-07-10 period A K task=A7 -> moved=-1
2026-08-10 period A K task=A8 -> moved=-1
2026-09-10 period A K task=A9 -> moved=-1
2026-10-10 period A K task=A10 -> moved=-1
2026-11-10 period A K task=A11 -> moved=-1
2026-12-10 period A K task=A12 -> moved=-1
2026-12-31 balance K -> 8
duepunches A K -> none
charges -> "18000.00 DKK" 1

== PCH-29.2 a monthly check by time used
given addon A product=monthly-check from=2026-01-10
2026-01-20 09:00 check A K task=A1 by=PH place=remote work=1h20m -> moved=-2 ; PCH-30 PCH-10 PCH-17

== PCH-30.1 a missed month is reported
given addon A product=monthly-check from=2026-01-10
2026-01-20 09:00 check A K task=A1 by=PH place=remote work=30m -> moved=-1
2026-02-28 09:00 check A K task=A2 by=PH place=remote work=30m -> moved=-1
2026-04-01 09:00 checksdue A K -> "2026-03-01 missed" "2026-04-01 due"

== PCH-30.2 one check a month
given addon A product=monthly-check from=2026-01-10
2026-02-10 09:00 check A K task=A1 by=PH place=remote work=30m -> moved=-1
2026-02-28 09:00 check A K task=A2 by=PH place=remote work=30m -> refused AlreadyChecked ; PCH-30
2026-03-01 09:00 check A K task=A2 by=PH place=remote work=30m -> moved=-1

== PCH-31.1 monthly or quarterly, not both
given addon A product=monthly-check from=2026-01-10
2026-02-01 09:00 addon K A addon=B holder=C product=quarterly-check from=2026-04-01 -> refused AlreadyChecked ; PCH-31
2026-02-01 09:00 endaddon A last=2026-03-31 -> ok ; PCH-29
2026-02-01 09:00 addon K A addon=B holder=C product=quarterly-check from=2026-04-01 -> ok ; PCH-29 PCH-31

== PCH-31.2 the next check is due in the next quarter
given addon A product=quarterly-check from=2026-02-01
2026-02-15 09:00 check A K task=A1 by=PH place=remote work=30m -> moved=-2 ; PCH-31
2026-03-31 09:00 checksdue A K -> none
2026-04-01 09:00 checksdue A K -> "2026-04-01 due"

== PCH-32.1 a finding leads to a task of its own
given addon A product=monthly-check from=2026-01-10
2026-01-20 09:00 check A K task=A1 by=PH place=remote work=30m disk="95 % full" -> moved=-1 findings="disk: 95 % full"
2026-01-20 09:30 open task=T holder=C -> ok ; PCH-06
2026-01-20 10:00 session T K what="clear the disk" by=PH place=remote work=30m -> moved=-1
balance K -> 18

== PCH-32.2 a check without findings
given addon A product=monthly-check from=2026-01-10
2026-01-20 09:00 check A K task=A1 by=PH place=remote work=30m -> moved=-1 findings=none

== PCH-33.1 with phone support calls are free
given addon A product=phone-support from=2026-01-10
30x 2026-01-12 09:00 call A K what="question #" by=PH work=45m -> ok ; PCH-33
balance K -> 20

== PCH-33.2 without it a call is a task
given task T
2026-01-12 09:00 session T K what="short question" by=PH place=remote work=5m -> moved=-1

== PCH-40.1 used up, the add-on rests
given card K sold=2022-01-01 size=10
given addon A product=phone-support from=2022-02-01
given task T
2022-02-01 period A K task=A1 -> moved=-1 ; PCH-29
2022-03-01 09:00 session T K what=server by=PH place=remote work=9h -> moved=-9
2022-02-28 23:00 active A K -> true
2022-03-02 09:00 active A K -> false
call A K what=question by=PH work=5m -> refused NoActiveCard ; PCH-40
2022-03-01 period A K task=A2 -> refused NoActiveCard ; PCH-40
2022-03-10 09:00 renew K card=K2 size=10 -> charge="9500.00 DKK"
2022-03-10 09:00 active A K K2 -> true
2022-04-02 duepunches A K K2 -> 2022-04-01

== PCH-40.2 what was asked while the card was active is served
given card K sold=2022-01-01 size=10
given addon A product=phone-support from=2022-03-01
given task T
2022-02-01 09:00 session T K what=server by=PH place=remote work=9h -> moved=-9
2022-03-01 10:00 session T K what=server by=PH place=remote work=1h -> moved=-1
2022-03-01 10:00 call A K what=question by=AK work=5m -> ok ; PCH-33
2022-03-01 10:59:59 call A K what=question by=AK work=5m -> ok ; PCH-33
2022-03-01 11:00 call A K what=question by=AK work=5m -> refused NoActiveCard ; PCH-40

== PCH-30.4 the checks ahead, and those made are not
given addon A product=monthly-check from=2026-01-10
2026-01-20 09:00 check A K task=A1 by=PH place=remote work=30m -> moved=-1
2026-01-01 upcoming A until=2026-04-30 -> "2026-02-28 A due" "2026-03-31 A due"
2026-03-15 endaddon A last=2026-03-20 -> ok
2026-01-01 upcoming A until=2027-01-01 -> "2026-02-28 A due" "2026-03-20 A due" "2026-03-20 A ends"

== PCH-31.9 the quarters ahead
given addon A product=quarterly-check from=2026-02-10
2026-01-01 upcoming A until=2026-10-01 -> "2026-03-31 A due" "2026-06-30 A due" "2026-09-30 A due"
2026-04-01 upcoming A until=2026-06-30 -> none

== PCH-29.9 the months of phone support ahead, counted from the first
given addon A product=phone-support from=2026-01-31
2026-01-31 period A K task=A1 -> moved=-1
2026-01-01 upcoming A until=2026-06-01 -> "2026-02-28 A due" "2026-03-31 A due" "2026-04-30 A due" "2026-05-31 A due"
2026-02-28 upcoming A until=2026-03-01 -> "2026-02-28 A due"
