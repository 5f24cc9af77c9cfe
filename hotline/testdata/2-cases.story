# What is a case, what is support, and what becomes of each.
# Workshop W has S1, a subscription on a diagnostic tester, since 15 January 2026.

given workshop W
given request usual channel=web-site version=v1 accepted_by=p7 accepted_at=2026-01-01T08:00:00+01:00
given subscription S1 product=diagnostic-tester sold_by_provider=true from=2026-01-15

== HOT-01.1 a request without an acceptance
given request usual channel=web-site
2026-02-01 09:00 receive W case=C1 diagnosis=true -> refused TermsNotAccepted ; HOT-01
cansubmit -> refused TermsNotAccepted ; HOT-01

== HOT-01.2 an acceptance of the version before
given version v2 from=2026-02-01
2026-01-31 23:59:59 receive W case=C1 diagnosis=true -> moved=-1
2026-02-01 receive W case=C2 diagnosis=true -> refused TermsNotAccepted ; HOT-01

== HOT-01.3 an acceptance of last week, of the version in force
given version v2 from=2026-02-01
2026-02-09 09:00 receive W case=C1 diagnosis=true version=v2 accepted_by=p7 accepted_at=2026-02-02T10:00:00+01:00 -> moved=-1

== HOT-10.1 follow-ups are free
2026-02-01 09:00 receive W case=C1 diagnosis=true -> moved=-1
2026-02-01 10:00 answer C1 -> ok ; HOT-10
2x 2026-02-02 09:00 followup C1 -> ok ; HOT-10
2026-02-03 09:00 reopen C1 -> ok ; HOT-10
2026-02-03 10:00 followup C1 -> ok
remaining W -> 4
consumption W from=2026-01-15 until=2027-01-15 -> grant=1

== HOT-10.2 received on the last evening, answered the next day
2027-01-14 23:59 receive W case=C1 diagnosis=true entered=2027-01-15 -> moved=-1 lot=S1 year=2026-01-15
2027-01-15 09:00 answer C1 -> ok
remaining W -> 5
2027-01-14 23:59 remaining W -> 4

== HOT-10.3 withdrawn before anyone answered
2027-01-10 09:00 receive W case=C1 diagnosis=true -> moved=-1
2027-01-10 10:00 withdraw C1 -> moved=1 ; HOT-10
remaining W -> 5
withdraw C1 -> refused TakenBack ; HOT-10
receive W case=C2 diagnosis=true -> moved=-1
2027-01-15 withdraw C2 -> moved=1 ; HOT-10 HOT-08
remaining W -> 5

== HOT-10.3 (answered) what was answered counts
2027-01-10 09:00 receive W case=C1 diagnosis=true -> moved=-1
2027-01-10 10:00 reopen C1 -> refused NotAnswered ; HOT-10
answer C1 -> ok
withdraw C1 -> refused AlreadyAnswered ; HOT-10
remaining W -> 4

== HOT-10.3 (duplicate) a duplicate does not count
2027-01-10 09:00 receive W case=C1 diagnosis=true -> moved=-1
2027-01-10 09:05 receive W case=C2 diagnosis=true -> moved=-1
2027-01-10 09:10 answer C2 -> ok
duplicate C2 of=C1 -> moved=1 ; HOT-10
duplicate C1 of=C2 -> refused TakenBack ; HOT-10
reopen C2 -> refused TakenBack ; HOT-10
remaining W -> 4

== HOT-11.1 forty calls to support
40x 2026-02-01 09:00 receive W case=C# product_use=true relevant=true -> class=Support ; HOT-13 HOT-11
remaining W -> 5
charges -> 0.00
consumption W from=2026-02-01 until=2026-03-01 -> support=40

== HOT-11.2 support that is charged by agreement
given exception "on-site IT set-up" agreement=A17 price="900.00 NOK"
2026-02-01 09:00 receive W case=C1 product_use=true relevant=true topic="on-site IT set-up" -> class=Support agreement=A17 charge="900.00 NOK" ; HOT-13 HOT-11
supportprice topic="on-site IT set-up" -> "900.00 NOK" A17
supportprice topic=printing -> 0.00 ""
withdraw C1 -> charge="-900.00 NOK" ; HOT-10

== HOT-12.1 printing in a program that is subscribed
classify product_use=true relevant=true -> Support ; HOT-13

== HOT-12.2 printing in a program that is not
classify product_use=true -> OutOfScope ; HOT-12
2026-02-01 09:00 receive W case=C1 product_use=true -> refused OutOfScope ; HOT-12

== HOT-13.1 the tester will not connect to the network
classify product_use=true relevant=true -> Support ; HOT-13

== HOT-13.2 how to print a report
2026-02-01 09:00 receive W case=C1 product_use=true relevant=true -> class=Support ; HOT-13 HOT-11

== HOT-14.1 a torque that is missing in the program
classify car_question=true relevant=true in_subject=true -> Support ; HOT-14
classify car_question=true relevant=true -> Hotline ; HOT-14

== HOT-14.2 a torque that is there, and was not found
classify car_question=true relevant=true in_subject=true answer_in_product=true -> Support ; HOT-13

== HOT-15.1 an unknown code, read with the subscribed tester
classify fault_code=true relevant=true read_with_sold_tester=true -> Support ; HOT-15

== HOT-15.2 a code read with a foreign tester
classify fault_code=true relevant=true -> Hotline ; HOT-15
2026-02-01 09:00 receive W case=C1 fault_code=true relevant=true -> moved=-1 ; HOT-15 HOT-10 HOT-05

== HOT-16.1 stuck on an intermittent misfire
classify stuck_fault_finding=true -> Hotline ; HOT-16
2026-02-01 09:00 receive W case=C1 any_repair=true stuck_fault_finding=true diagnosis=true specific_system_info=true -> moved=-1 ; HOT-16 HOT-10 HOT-05

== HOT-16.2 which pin carries the sensor signal
classify specific_system_info=true relevant=true -> Hotline ; HOT-16
classify specific_system_info=true car_question=true relevant=true in_subject=true -> Support ; HOT-14 HOT-17

== HOT-17.1 a fault code and a diagnosis
classify fault_code=true relevant=true read_with_sold_tester=true diagnosis=true -> Support ; HOT-15 HOT-17

== HOT-17.1 (HotlineFirst) a fault code and a diagnosis
given terms usual precedence=HotlineFirst
classify fault_code=true relevant=true read_with_sold_tester=true diagnosis=true -> Hotline ; HOT-16 HOT-17

== HOT-17.2 specific information
classify specific_system_info=true -> Hotline ; HOT-16

== HOT-17.3 nothing that fits
classify -> Unclassified ; HOT-17
2026-02-01 09:00 receive W case=C1 -> refused Unclassified ; HOT-17
remaining W -> 5

== HOT-18.1 support that becomes a hotline case
4x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-02 09:00 receive W case=D product_use=true relevant=true -> class=Support
2026-02-02 10:00 reclassify D class=Hotline -> refused NotTold ; HOT-18
reclassify D class=Hotline told=true -> moved=-1 class=Hotline ; HOT-18 HOT-10 HOT-05
used W -> 5

== HOT-18.2 and back again
4x 2026-02-01 09:00 receive W case=C# diagnosis=true -> moved=-1
2026-02-02 09:00 receive W case=D product_use=true relevant=true -> class=Support
2026-02-02 10:00 reclassify D class=Hotline told=true -> moved=-1
2026-02-02 11:00 reclassify D class=Support -> moved=1 class=Support ; HOT-18 HOT-11
used W -> 4
charges -> 0.00
withdraw D -> ok ; HOT-10
reclassify D class=Hotline told=true -> refused TakenBack ; HOT-18

== HOT-20.1 through the web site
channeloffered channel=web-site -> true
2026-02-01 09:00 receive W case=C1 diagnosis=true -> moved=-1
receive W case=C2 diagnosis=true channel=autofrontal -> moved=-1

== HOT-20.2 by telephone
channeloffered channel=telephone -> false
2026-02-01 09:00 receive W case=C1 diagnosis=true channel=telephone -> refused ChannelNotOffered ; HOT-20
receive W case=C1 product_use=true relevant=true channel=telephone -> class=Support

== HOT-20.2 (telephone listed) by telephone
given channel telephone
2026-02-01 09:00 receive W case=C1 diagnosis=true channel=telephone -> moved=-1
