# Users, levels and what they cost (SWP-01 to SWP-09).
# Customer M: 250 users at BAS and 150 at PROF, all from 1 January.

given agreement A

== SWP-01.1 a user who is attached
given user U level=BAS
2026-03-10 10:00 levelat U -> BAS
2026-03-10 10:00 register case=C1 -> level=BAS registered=2026-03-10T10:00:00+01:00 warning=SIMReminderMissing ; SWP-01 SWP-08 SWP-21 SWP-16 SWP-17 SWP-07

== SWP-01.2 an employee who is not
2026-03-10 10:00 register case=C1 user=E -> refused NotAttached ; SWP-01
2026-03-10 10:00 attach user=E level=BAS from=2026-03-11 -> ok ; SWP-01 SWP-02
2026-03-10 10:00 register case=C1 user=E -> refused NotAttached ; SWP-01
2026-03-11 00:00 register case=C1 user=E -> level=BAS
2026-03-12 00:00 detach E last=2026-03-31 -> ok ; SWP-01
2026-03-31 23:59 register case=C2 user=E -> level=BAS
2026-04-01 00:00 register case=C3 user=E -> refused NotAttached ; SWP-01
2026-04-01 00:00 levelat E -> none
2026-04-01 00:00 detach E last=2026-04-01 -> refused NotAttached ; SWP-01

== SWP-01.2 (planned) a detachment ends what was planned for later too
given user U level=BAS
2026-03-10 10:00 attach user=U level=PROF from=2026-05-01 -> ok
2026-03-20 10:00 detach U last=2026-03-31 -> ok ; SWP-01
2026-03-31 23:59 levelat U -> BAS
2026-04-01 00:00 levelat U -> none
2026-05-01 00:00 levelat U -> none
2026-05-01 10:00 register case=C1 -> refused NotAttached ; SWP-01
2026-03-10 upcoming U until=2027-01-01 -> "2026-03-31 U/BAS ends"
2026-03-10 10:00 monthlyfee -> total="19.00 SEK" BAS="19.00 SEK"
2026-04-10 10:00 monthlyfee -> total=0.00
2026-05-10 10:00 monthlyfee -> total=0.00

== SWP-01.2 (never begun) a planned attachment is taken back before its first day
2026-03-10 10:00 attach user=E level=PROF from=2026-05-01 -> ok
2026-03-20 10:00 detach E last=2026-04-30 -> ok ; SWP-01
2026-05-01 00:00 levelat E -> none
2026-05-10 10:00 monthlyfee -> total=0.00
2026-05-20 10:00 detach E last=2026-04-30 -> refused NotAttached ; SWP-01
2026-05-20 10:00 attach user=E level=BAS from=2026-06-01 -> ok
2026-06-01 00:00 levelat E -> BAS

== SWP-01.2 (between) what had ended stays as it was, and what was to begin does not
given user U level=BAS
2026-03-10 10:00 detach U last=2026-03-31 -> ok
2026-03-20 10:00 attach user=U level=PROF from=2026-05-01 -> ok
2026-04-10 10:00 detach U last=2026-04-10 -> ok ; SWP-01
2026-03-31 10:00 levelat U -> BAS
2026-04-01 10:00 levelat U -> none
2026-05-01 10:00 levelat U -> none
2026-04-10 10:00 detach U last=2026-04-10 -> refused NotAttached ; SWP-01

== SWP-01.2 (attached again) before an agreed last day, which is then open again
given user U level=BAS
2026-01-10 10:00 detach U last=2026-03-31 -> ok
2026-02-01 10:00 attach user=U level=PROF from=2026-02-10 -> ok
2026-02-09 10:00 levelat U -> BAS
2026-04-01 10:00 levelat U -> PROF

== SWP-01.2 (other customer) whose employee is at a level of N
given user F customer=N
2026-03-10 10:00 register case=C1 user=F -> refused NotAttached ; SWP-01

== SWP-02.1 BAS and e-mail, at a price agreed
given level BASM features="Diagnosis Registration Phone OperatingSystem Sync" price="25.00 SEK"
features level=BASM -> "Diagnosis Registration Phone OperatingSystem Sync"
allows level=BASM feature=Sync -> ok
allows level=BASM feature=SwapActivation -> refused NotIncluded ; SWP-05
features level=BAS -> "Diagnosis Registration Phone OperatingSystem"
given user U level=BASM
2026-03-10 10:00 monthlyfee -> total="25.00 SEK" BASM="25.00 SEK"

== SWP-02.2 a department moves to its own level
given level BASM features="Diagnosis Registration Phone OperatingSystem Sync" price="25.00 SEK"
given user U level=BAS
2026-04-15 10:00 attach user=U level=BASM from=2026-05-01 -> ok ; SWP-01 SWP-02
2026-04-30 10:00 register case=C1 subject=e-mail -> lacks="Sync PROF" level=BAS ; SWP-01 SWP-08 SWP-21 SWP-16 SWP-17 SWP-05
2026-04-30 10:00 close C1 outcome=SolvedByPhone -> refused NotIncluded ; SWP-05
2026-04-30 10:00 close C1 outcome=Refused -> ok ; SWP-11 SWP-05
2026-05-01 10:00 register case=C2 subject=e-mail -> level=BASM
2026-05-01 10:00 close C2 outcome=SolvedByPhone -> ok ; SWP-11
2026-05-01 10:00 attach user=U level=GOLD from=2026-05-01 -> invalid

== SWP-03.1 the monthly fee of M
given users B level=BAS count=250
given users P level=PROF count=150
2026-03-10 10:00 monthlyfee -> total="10600.00 SEK" BAS="4750.00 SEK" PROF="5850.00 SEK" ; SWP-03 SWP-04
2026-03-10 10:00 headcountof level=BAS -> 250

== SWP-03.2 no users
2026-03-10 10:00 monthlyfee -> total=0.00 ; SWP-03 SWP-04
2026-03-10 10:00 headcountof level=BAS -> 0

== SWP-04.1 ten users join on 16 March
given users B level=BAS count=250
given users P level=PROF count=150
10x 2026-03-02 10:00 attach user=Q# level=PROF from=2026-03-16 -> ok
2026-03-10 10:00 monthlyfee -> total="10600.00 SEK"
2026-04-10 10:00 monthlyfee -> total="10990.00 SEK" BAS="4750.00 SEK" PROF="6240.00 SEK"

== SWP-04.1 (by day) the same, by days
given terms headcount=ByDay
given users B level=BAS count=250
given users P level=PROF count=150
10x 2026-03-02 10:00 attach user=Q# level=PROF from=2026-03-16 -> ok
2026-03-10 10:00 monthlyfee -> total="10801.29 SEK" BAS="4750.00 SEK" PROF="6051.29 SEK" PROF-count=4810 ; SWP-03 SWP-04
2026-02-10 10:00 monthlyfee -> total="10600.00 SEK"
2026-04-10 10:00 monthlyfee -> total="10990.00 SEK"

== SWP-04.2 ten users leave on 16 March
given users B level=BAS count=250
given users P level=PROF count=150
10x 2026-03-02 10:00 detach P# last=2026-03-15 -> ok ; SWP-01
2026-03-10 10:00 monthlyfee -> total="10600.00 SEK"
2026-04-10 10:00 monthlyfee -> total="10210.00 SEK"

== SWP-04.2 (change) of level in the month: the price of the next, the services at once
given user U level=BAS
2026-03-02 10:00 attach user=U level=PROF from=2026-03-16 -> ok
2026-03-10 10:00 monthlyfee -> total="19.00 SEK"
2026-04-10 10:00 monthlyfee -> total="39.00 SEK"
2026-03-15 10:00 register case=C1 subject=sync -> lacks="Sync PROF"
2026-03-16 10:00 register case=C2 subject=sync -> level=PROF

== SWP-05.1 diagnosis at BAS
allows level=BAS feature=Diagnosis -> ok

== SWP-05.2 no swap phones at BAS
allows level=BAS feature=SwapActivation -> refused NotIncluded ; SWP-05
allows level=BAS feature=SwapAdministration -> refused NotIncluded ; SWP-05

== SWP-05.3 all seven at PROF
allows level=PROF feature=Diagnosis -> ok
allows level=PROF feature=Registration -> ok
allows level=PROF feature=Phone -> ok
allows level=PROF feature=OperatingSystem -> ok
allows level=PROF feature=Sync -> ok
allows level=PROF feature=SwapAdministration -> ok
allows level=PROF feature=SwapActivation -> ok
allows level=PROF feature="Diagnosis Phone" -> invalid
allows level=GOLD feature=Phone -> invalid

== SWP-06.1 the ring tone is muted
given user U level=BAS
given case C1 registered="2026-03-10 10:00" result=HandlingError
2026-03-10 10:20 close C1 outcome=ReferredToWorkshop -> refused NoFault ; SWP-06
2026-03-10 10:20 close C1 outcome=SolvedByPhone -> ok ; SWP-11
2026-03-31 10:00 report -> cases=1 SolvedByPhone=1 HandlingError=1 handling=1

== SWP-06.2 the battery is swollen
given user U level=BAS
given case C1 registered="2026-03-10 10:00"
2026-03-10 10:10 close C1 outcome=ReferredToWorkshop -> refused NotDiagnosed ; SWP-06
2026-03-10 10:10 answer C1 question=on -> ok ; SWP-10
2026-03-10 10:10 answer C1 question=on -> invalid
2026-03-10 10:10 answer C1 question=color -> invalid

== SWP-06.2 (diagnosed) goes to a workshop
given user U level=BAS
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:20 close C1 outcome=ReferredToWorkshop -> ok ; SWP-11 SWP-06
finished C1 -> true

== SWP-06.2 (undetermined) may go to a workshop too
given user U level=BAS
given case C1 registered="2026-03-10 10:00" result=Undetermined
2026-03-10 10:20 close C1 outcome=ReferredToWorkshop -> ok

== SWP-07.1 registered without a reminder
given user U level=BAS
2026-03-10 10:10 register case=C1 -> warning=SIMReminderMissing ; SWP-01 SWP-08 SWP-21 SWP-16 SWP-17 SWP-07
2026-03-10 10:12 advise C1 given=SIMReminder -> ok ; SWP-07
2026-03-10 10:13 advise C1 given=ServiceBag -> ok ; SWP-07
helpgiven C1 help=ServiceBag -> 2026-03-10T10:13:00+01:00
2026-03-10 10:13 advise C1 given=Flowers -> invalid

== SWP-07.2 the reminder was given before
given user U level=BAS
2026-03-10 10:10 register case=C1 sim_reminder_given=2026-03-10T10:05:00+01:00 -> registered=2026-03-10T10:10:00+01:00 ; SWP-01 SWP-08 SWP-21 SWP-16 SWP-17
2026-03-10 10:10 register case=C2 sim_reminder_given=2026-03-10T10:10:00+01:00 -> level=BAS ; SWP-01 SWP-08 SWP-21 SWP-16 SWP-17

== SWP-07.2 (given afterwards) the reminder is told by itself
given user U level=BAS
2026-03-10 10:10 register case=C1 sim_reminder_given=2026-03-10T10:10:01+01:00 -> invalid
2026-03-10 10:10 register case=C1 -> warning=SIMReminderMissing ; SWP-01 SWP-08 SWP-21 SWP-16 SWP-17 SWP-07
2026-03-10 10:20 advise C1 given=SIMReminder -> ok ; SWP-07
helpgiven C1 help=SIMReminder -> 2026-03-10T10:20:00+01:00

== SWP-08.1 a password at BAS
featureof subject=password -> OperatingSystem
given user U level=BAS
2026-03-10 10:10 register case=C1 subject=password -> level=BAS ; SWP-01 SWP-08 SWP-21 SWP-16 SWP-17
2026-03-10 10:10 close C1 outcome=SolvedByPhone -> ok

== SWP-08.2 contacts are missing, at BAS
featureof subject=contacts -> Sync
featureof subject=weather -> invalid
given user U level=BAS
2026-03-10 10:10 register case=C1 subject=contacts -> lacks="Sync PROF"
2026-03-10 10:10 close C1 outcome=SolvedByPhone -> refused NotIncluded ; SWP-05
2026-03-10 10:10 register case=C2 subject=weather -> invalid

== SWP-09.1 the calendar does not synchronise, at BAS
allows level=BAS feature=Sync -> refused NotIncluded ; SWP-05
given level BASM features="Diagnosis Registration Phone OperatingSystem Sync" price="25.00 SEK"
allows level=BASM feature=Sync -> ok

== SWP-09.2 the same at PROF
allows level=PROF feature=Sync -> ok

== SWP-01.9 what a user has ahead
2026-03-10 10:00 attach user=E level=BAS from=2026-04-01 -> ok
2026-03-10 10:00 attach user=E level=PROF from=2026-06-01 -> ok
2026-03-12 00:00 detach E last=2026-08-31 -> ok
2026-03-10 upcoming E until=2027-01-01 -> "2026-04-01 E/BAS begins" "2026-05-31 E/BAS ends" "2026-06-01 E/PROF begins" "2026-08-31 E/PROF ends"
