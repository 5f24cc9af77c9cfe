# The call-out guarantee: a consultant begins on site within 4, 6 or 8 working
# hours. Faults are reported under guarantees that run since 2026-01-01.

given price 2021-01-01 amount="1000.00 DKK"
given product call-out-4 clips=2
given product call-out-6 clips=1
given product call-out-8 clips=1
given card K sold=2026-01-01 size=20
given card KD holder=D sold=2026-01-01 size=20
given card KE holder=E sold=2026-01-01 size=20
given addon G4 product=call-out-4 from=2026-01-01
given addon G6 holder=D product=call-out-6 from=2026-01-01
given addon G8 holder=E product=call-out-8 from=2026-01-01

== PCH-34.1 four working hours within a day
2026-03-10 09:15 report G4 K fault=F what="mail is down" -> deadline=2026-03-10T13:15:00+01:00 ; PCH-34 PCH-35 PCH-36
2026-03-10 13:15 state F -> Waiting
2026-03-10 13:15:01 state F -> Missed

== PCH-34.2 overnight
2026-03-10 14:30 report G4 K fault=F -> deadline=2026-03-11T10:30:00+01:00

== PCH-34.3 over a weekend
2026-03-13 15:00 report G4 K fault=F -> deadline=2026-03-16T11:00:00+01:00
report G8 KE fault=F8 -> deadline=2026-03-16T15:00:00+01:00

== PCH-35.1 Easter is closed
2026-04-01 14:30 report G4 K fault=F -> deadline=2026-04-07T10:30:00+02:00 ; PCH-34 PCH-35 PCH-36

== PCH-35.2 24 December is open unless it is listed
2026-12-23 13:00 report G6 KD fault=F -> deadline=2026-12-24T11:00:00+01:00
given closed 2026-12-24
2026-12-23 13:00 report G6 KD fault=F2 -> deadline=2026-12-28T11:00:00+01:00

== PCH-36.1 from opening to closing time
2026-03-10 08:00 report G8 KE fault=F -> deadline=2026-03-10T16:00:00+01:00 ; PCH-34 PCH-35 PCH-36

== PCH-36.2 from closing time
2026-03-10 16:00 report G4 K fault=F -> deadline=2026-03-11T12:00:00+01:00 ; PCH-34 PCH-35 PCH-36 PCH-38

== PCH-36.3 to the minute
2026-03-10 10:00 report G6 KD fault=F -> deadline=2026-03-10T16:00:00+01:00
2026-03-10 10:01 report G6 KD fault=F2 -> deadline=2026-03-11T08:01:00+01:00

== PCH-36.4 on a Saturday
2026-03-14 11:00 report G6 KD fault=F -> deadline=2026-03-16T14:00:00+01:00 ; PCH-34 PCH-35 PCH-36 PCH-38

== PCH-36.5 across the switch to summer time
2026-03-27 15:00 report G4 K fault=F -> deadline=2026-03-30T11:00:00+02:00

== PCH-37.1 at the deadline is in time, a second later is not
2026-03-10 09:15 report G4 K fault=F -> deadline=2026-03-10T13:15:00+01:00
2026-03-10 13:15 begin F by=PH place=outside -> ok ; PCH-37
state F -> Met
2026-03-10 09:15 report G4 K fault=F2 -> deadline=2026-03-10T13:15:00+01:00
2026-03-10 13:15:01 begin F2 by=PH place=onsite -> late=1s ; PCH-37 PCH-39
state F2 -> Missed

== PCH-37.2 cured from afar
2026-03-10 09:15 report G4 K fault=F -> deadline=2026-03-10T13:15:00+01:00
2026-03-10 10:00 begin F by=PH place=remote -> refused NotOnSite ; PCH-37
2026-03-10 11:00 cure F what="restarted by phone" by=PH -> ok ; PCH-37
state F -> Met
2026-03-10 12:00 begin F by=PH place=inside -> refused NotWaiting ; PCH-37

== PCH-38.1 a mail in the evening counts from the next opening
2026-03-09 22:00 report G4 K fault=F channel=mail -> deadline=2026-03-10T12:00:00+01:00 ; PCH-34 PCH-35 PCH-36 PCH-38

== PCH-38.2 and a call before it opens as well
2026-03-10 07:30 report G4 K fault=F channel=phone -> deadline=2026-03-10T12:00:00+01:00 ; PCH-34 PCH-35 PCH-36 PCH-38

== PCH-39.1 late by working time
2026-03-10 09:15 report G4 K fault=F -> deadline=2026-03-10T13:15:00+01:00
2026-03-11 08:30 lateness F -> 3h15m
2026-03-11 09:00 begin F by=PH place=inside -> late=3h45m ; PCH-37 PCH-39
lateness F -> 3h45m
charges -> "54000.00 DKK" 3

== PCH-39.2 in time is not late
2026-03-10 09:15 report G4 K fault=F -> deadline=2026-03-10T13:15:00+01:00
2026-03-10 13:15 begin F by=PH place=inside -> ok ; PCH-37
lateness F -> 0s

== PCH-39.2 (reading) begun while closed after a deadline at closing time: missed by no working time
2026-03-10 08:00 report G8 KE fault=F -> deadline=2026-03-10T16:00:00+01:00
2026-03-10 17:00 begin F by=PH place=inside -> ok ; PCH-37 PCH-39
state F -> Missed
lateness F -> 0s

== PCH-34.1 (reading) one level at a time, clipped month by month
2026-01-01 09:00 addon K G4 addon=B holder=C product=call-out-8 from=2026-02-01 -> refused AlreadyRunning ; PCH-34
2026-01-01 period G4 K task=A1 -> moved=-2 ; PCH-29 PCH-34
2026-01-20 09:00 endaddon G4 last=2026-01-31 -> ok
2026-01-20 09:00 addon K G4 addon=B holder=C product=call-out-8 from=2026-02-01 -> ok ; PCH-29 PCH-34
2026-02-02 09:00 report G4 K fault=F -> refused NotRunning ; PCH-29

== PCH-28.2 (reading) a report or an answer that was a mistake is taken back
2026-03-10 09:15 report G4 K fault=F ref=r -> deadline=2026-03-10T13:15:00+01:00
2026-03-10 14:00 begin F by=PH place=inside ref=b -> late=45m
2026-03-10 15:00 reverse of=r because="wrong customer" -> refused NotNewest ; PCH-28
2026-03-10 15:00 reverse of=b because="begun at one" -> ok ; PCH-28
2026-03-10 13:00 state F -> Waiting
2026-03-10 13:00 begin F by=PH place=inside ref=c -> ok ; PCH-37
state F -> Met
2026-03-10 15:00 reverse of=c because="wrong customer" -> ok ; PCH-28
2026-03-10 15:00 reverse of=r because="wrong customer" -> ok ; PCH-28
state F -> TakenBack
2026-03-10 15:30 begin F by=PH place=inside -> refused NotWaiting ; PCH-37

== PCH-29.3 (reading) the guarantee is clipped like phone support, and a report taken back undoes no period
2026-02-15 duepunches G4 K -> 2026-01-01 2026-02-01
2026-01-01 period G4 K task=A1 -> moved=-2 ; PCH-29 PCH-34
2026-01-20 09:15 report G4 K fault=F ref=r -> deadline=2026-01-20T13:15:00+01:00
2026-01-20 10:00 reverse of=r because="wrong customer" -> ok ; PCH-28
2026-01-01 period G4 K task=A2 -> refused NotDue ; PCH-29
2026-02-15 duepunches G4 K -> 2026-02-01
2026-02-15 statement K holder=C -> lines=1 line1="A1 2026-01-01 00:00-00:00 call-out guarantee   +0s: 2, 18 left"

== PCH-40.1 (reading) a guarantee that is clipped serves to the end of its month, and rests when the card is used up
given task T
2026-01-01 period G4 K task=A1 -> moved=-2
2026-01-10 09:00 session T K what=server by=PH place=remote work=18h -> moved=-18
2026-01-30 09:00 report G4 K fault=F -> deadline=2026-01-30T13:00:00+01:00
2026-02-02 09:00 report G4 K fault=F2 -> refused NoActiveCard ; PCH-40

== PCH-36.9 a deadline is ahead until the fault is answered
2026-03-10 14:30 report G4 K fault=F -> deadline=2026-03-11T10:30:00+01:00
2026-03-10 upcoming F until=2026-03-12 -> "2026-03-11 F due"
2026-03-10 upcoming F until=2026-03-11 -> none
2026-03-11 09:00 begin F by=PH place=onsite -> ok
2026-03-10 upcoming F until=2026-03-12 -> none
