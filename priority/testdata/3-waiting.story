# A, E and F have no contract; B, C, D and G have. It is Tuesday 2026-03-10.
given contract B scope="server mail"
given contract C scope="server mail"
given contract D scope="server mail"
given contract G scope="server mail"
2026-03-10 08:00 intake E urgency=low      -> number=1 group=WithoutContract
2026-03-10 09:00 intake A urgency=critical -> number=2 group=WithoutContract
2026-03-10 09:05 intake D urgency=high     -> number=3 group=WithContract
2026-03-10 09:10 intake B urgency=low      -> number=4 group=WithContract
2026-03-10 09:20 intake C urgency=high     -> number=5 group=WithContract

== PRI-13.1 a message can be left from the third minute on, that instant included
given queue
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=1 group=WithoutContract
2026-03-10 09:02:59 voicemailoffered F -> false
2026-03-10 09:02:59 leavevoicemail F   -> refused NotOffered ; PRI-13
2026-03-10 09:03:00 voicemailoffered F -> true

== PRI-13.2 with a contract it is not offered
given queue
2026-03-10 09:00 intake G urgency=high channel=Hotline -> number=1 group=WithContract
2026-03-10 09:10 voicemailoffered G -> false
2026-03-10 09:10 leavevoicemail G   -> refused NotOffered ; PRI-13

== PRI-13.2 (for all) unless it is offered to all
given terms voicemail_for_all=true
given queue
2026-03-10 09:00 intake G urgency=high channel=Hotline -> number=1 group=WithContract
2026-03-10 09:02:59 voicemailoffered G -> false
2026-03-10 09:03 voicemailoffered G -> true

== PRI-13.3 what was offered stays so after a contract was signed
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=6 group=WithoutContract
given contract F from=2026-03-10T09:03
2026-03-10 09:03 setstanding F -> changed=1 ; PRI-21
2026-03-10 09:04 voicemailoffered F -> true
2026-03-10 09:02 voicemailoffered F -> false

== PRI-13.4 what was not offered yet is not after a contract was signed
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=6 group=WithoutContract
given contract F from=2026-03-10T09:02
2026-03-10 09:02 setstanding F -> changed=1
2026-03-10 09:04 voicemailoffered F -> false

== PRI-13.6 what was offered stays so, whatever is told late or done meanwhile
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=6 group=WithoutContract
given contract F from=2026-03-10T09:04
2026-03-10 09:04 setstanding F -> changed=1
2026-03-10 09:05 voicemailoffered F -> true
given queue
given contract F from=2026-03-11T09:04
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=1 group=WithoutContract
2026-03-10 09:04 take F -> ok
given contract F from=2026-03-10T09:05
2026-03-10 09:05 setstanding F -> changed=1
2026-03-10 09:06 putback F -> ok
2026-03-10 09:07 voicemailoffered F -> true
2026-03-10 09:02 take F -> ok
2026-03-10 09:06 putback F -> ok
2026-03-10 09:07 voicemailoffered F -> true
given contract F from=2026-03-11T09:04
2026-03-10 09:02 setstanding F -> changed=1
given contract F from=2026-03-10T09:02
2026-03-10 09:02 setstanding F -> changed=1
2026-03-10 09:07 voicemailoffered F -> true

== PRI-13.7 a call that was taken before the limit and whose caller has signed was offered nothing
given queue
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=1 group=WithoutContract
2026-03-10 09:02 take F -> ok
given contract F from=2026-03-10T09:05
2026-03-10 09:05 setstanding F -> changed=1
2026-03-10 09:06 putback F -> ok
2026-03-10 09:07 voicemailoffered F -> false

== PRI-13.5 it is offered to calls, and not to who is being served
2026-03-10 09:30 voicemailoffered A -> false
given queue
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=1 group=WithoutContract
2026-03-10 09:04 take F -> ok
2026-03-10 09:05 voicemailoffered F -> false
2026-03-10 09:05 leavevoicemail F -> refused NotWaiting ; PRI-17

== PRI-14.1 a message keeps the place of its call
given queue
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=1 group=WithoutContract
2026-03-10 09:02 intake A urgency=high -> number=2 group=WithoutContract
2026-03-10 09:04 leavevoicemail F -> ok ; PRI-13 PRI-14
order -> F A
channel F -> Voicemail
2026-03-10 09:10 leavevoicemail F -> refused NotOffered ; PRI-13

== PRI-14.2 and so comes behind a call that began before
given queue
2026-03-10 08:59 intake A urgency=high channel=ServiceNumber -> number=1 group=WithoutContract
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=2 group=WithoutContract
2026-03-10 09:04 leavevoicemail F -> ok
order -> A F

== PRI-14.3 a message that is taken in later counts from the start of its call
given queue
2026-03-10 09:02 intake A urgency=high -> number=1 group=WithoutContract
2026-03-10 09:04 intake F urgency=high channel=Voicemail arrived=2026-03-10T09:00:00+01:00 -> number=2 group=WithoutContract
order -> F A

== PRI-15.1 a ticket before a call that came later
given queue
2026-03-10 08:59 intake A urgency=high channel=TicketSystem  -> number=1 group=WithoutContract
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=2 group=WithoutContract
order -> A F

== PRI-15.2 a ticket behind a call that came before
given queue
2026-03-10 09:00 intake F urgency=high channel=ServiceNumber -> number=1 group=WithoutContract
2026-03-10 09:01 intake A urgency=high channel=TicketSystem  -> number=2 group=WithoutContract
order -> F A

== PRI-16.1 nothing is worked on while something higher waits
2026-03-10 09:30 maywork A -> no D ; PRI-16
take D -> ok
maywork A -> no C
take C -> ok
maywork A -> no B
take B -> ok
maywork A -> yes
order -> A E

== PRI-16.2 of its own group too
given queue
2026-03-10 08:00 intake E urgency=low      -> number=1 group=WithoutContract
2026-03-10 09:00 intake A urgency=critical -> number=2 group=WithoutContract
maywork A -> yes
maywork E -> no A ; PRI-16

== PRI-17.1 what is being worked on is not interrupted
given queue
2026-03-10 08:00 intake E urgency=low  -> number=1 group=WithoutContract
2026-03-10 08:01 take E                -> ok
2026-03-10 09:05 intake D urgency=high -> number=2 group=WithContract
inwork E -> true
next -> D
take E -> refused NotWaiting ; PRI-17
rank E -> refused NotWaiting ; PRI-17

== PRI-17.2 a person may put it back, and it keeps its arrival
given queue
2026-03-10 08:00 intake E urgency=low  -> number=1 group=WithoutContract
2026-03-10 08:01 take E                -> ok
2026-03-10 08:30 intake F urgency=low  -> number=2 group=WithoutContract
2026-03-10 09:05 intake D urgency=high -> number=3 group=WithContract
2026-03-10 09:05 putback E -> ok ; PRI-17
next -> D
order -> D E F
arrived E -> 2026-03-10T08:00:00+01:00
putback E -> refused NotInWork ; PRI-17

== PRI-17.4 who is at work
2026-03-10 09:30 take D -> ok
take C -> ok
working -> D C
of D -> D

== PRI-17.3 what is finished or withdrawn leaves the queue, and the order of the rest stays
2026-03-10 09:30 take D -> ok
remove D -> ok ; PRI-17
remove B -> ok ; PRI-04
order -> C A E
len -> 3

== PRI-18.1 the longest wait of each group
given queue
2026-03-10 09:00 intake E urgency=low  -> number=1 group=WithoutContract
2026-03-10 09:30 intake A urgency=high -> number=2 group=WithoutContract
2026-03-10 09:50 intake D urgency=high -> number=3 group=WithContract
2026-03-10 10:00 longestwait WithoutContract -> waiting=2 longest=1h ticket=E ; PRI-18
longestwait WithContract -> waiting=1 longest=10m ticket=D ; PRI-18

== PRI-18.2 nobody waits, nothing to wait for
given queue
2026-03-10 10:00 longestwait WithContract -> longest=0s

== PRI-21.1 who signs moves up at once, and pays as before
given contract A from=2026-03-10T09:30
2026-03-10 09:30 setstanding A -> changed=1 ; PRI-21
order -> A D C B E
billedby A -> PriceList
upgradehint A -> ""
promisedby A -> NotPromised ; PRI-19

== PRI-21.2 where the group is that of the arrival, nothing changes
given terms group_at=Arrival
given queue
2026-03-10 08:00 intake E urgency=low      -> number=1 group=WithoutContract
2026-03-10 09:00 intake A urgency=critical -> number=2 group=WithoutContract
2026-03-10 09:05 intake D urgency=high     -> number=3 group=WithContract
2026-03-10 09:10 intake B urgency=low      -> number=4 group=WithContract
2026-03-10 09:20 intake C urgency=high     -> number=5 group=WithContract
given contract A from=2026-03-10T09:30
2026-03-10 09:30 setstanding A -> changed=0
order -> D C B A E
2026-03-10 09:40 intake a2 customer=A urgency=low -> number=6 group=WithContract
order -> D C B a2 A E

== PRI-21.3 who has no contract any more moves down
given contract D last=2026-03-09
2026-03-10 09:30 setstanding D -> changed=1 ; PRI-21
order -> C B A D E
billedby D -> Contract
2026-03-10 09:30 setstanding D -> changed=0

== PRI-21.4 with another contract the standing stays
given contract D last=2026-03-09
given contract d2 customer=D
2026-03-10 09:30 setstanding D -> changed=0
order -> D C B A E

== PRI-21.5 what is in work takes its new group along when it is put back
given queue
2026-03-10 08:00 intake E urgency=low      -> number=1 group=WithoutContract
2026-03-10 08:01 take E -> ok
2026-03-10 09:00 intake A urgency=critical -> number=2 group=WithoutContract
given contract E from=2026-03-10T09:30
2026-03-10 09:30 setstanding E -> changed=1
len -> 1
putback E -> ok
order -> E A

== PRI-21.6 who signs between the arrival and the intake is in the new group, and pays as before
given queue
given contract F from=2026-03-10T09:02
2026-03-10 09:04 intake F urgency=high channel=Hotline arrived=2026-03-10T09:00:00+01:00 -> number=1 group=WithContract claim=None ; PRI-02 PRI-21 PRI-19 PRI-20 PRI-07

== PRI-21.7 and the other way round, whose contract ends then
given queue
given contract F last=2026-03-10
2026-03-11 00:01 intake F urgency=high channel=Hotline arrived=2026-03-10T23:59:00+01:00 -> number=1 group=WithoutContract claim=Contract note=WrongChannel upgrade_hint="0800 3" ; PRI-02 PRI-21 PRI-09 PRI-23 PRI-12 PRI-07
billedby F -> Contract

== PRI-22.1 raised to critical
2026-03-10 09:25 seturgency B urgency=critical -> ok ; PRI-22
order -> B D C A E

== PRI-22.2 lowered to low, it keeps its arrival among its new equals
2026-03-10 09:25 seturgency D urgency=low -> ok ; PRI-22
order -> C D B A E
seturgency D urgency=urgentish -> invalid
