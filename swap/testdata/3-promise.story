# The promise of the working day after, and the empty pool (SWP-19 to SWP-28,
# SWP-44).

given agreement A
given user U level=PROF
given pool P
given stock P model=X count=3

== SWP-19.1 Friday before 14:00
2026-03-13T13:59:00+01:00 promiseddate -> 2026-03-16
given case C1 registered="2026-03-13 13:59" result=DefiniteFault
2026-03-13 13:59 activate C1 P model=X -> status=Reserved promised=2026-03-16 ; SWP-05 SWP-13 SWP-21 SWP-19 SWP-25
2026-03-14 09:00 isworkingday calendar -> false

== SWP-19.2 Tuesday before 14:00
2026-03-10 13:59 promiseddate -> 2026-03-11

== SWP-20.1 dispatched late on 31 March
given case C1 registered="2026-03-31 10:00" result=DefiniteFault
2026-03-31 10:00 activate C1 P model=X -> status=Reserved promised=2026-04-01
2026-03-31T23:30:00+02:00 ship C1 P X1 freight="89.00 SEK" packaging="25.00 SEK" -> sent=2026-03-31 charge="114.00 SEK"
2026-04-01 00:00 invoice A month=2026-03 -> lines=1 total="114.00 SEK" ; SWP-39

== SWP-20.2 dispatched in the first half hour of April
given case C1 registered="2026-03-31 10:00" result=DefiniteFault
2026-03-31 10:00 activate C1 P model=X -> status=Reserved promised=2026-04-01
2026-03-31T22:30:00Z ship C1 P X1 freight="89.00 SEK" packaging="25.00 SEK" -> sent=2026-04-01 charge="114.00 SEK"
2026-04-01 10:00 invoice A month=2026-03 -> refused NothingToInvoice ; SWP-39
2026-05-01 00:00 invoice A month=2026-04 -> lines=1 total="114.00 SEK" ; SWP-39

== SWP-21.1 called before, registered after 14:00
given case C1 called=2026-03-10T13:55:00+01:00 registered="2026-03-10 14:02" result=DefiniteFault
2026-03-10 14:10 activate C1 P model=X -> status=Reserved promised=2026-03-12 ; SWP-05 SWP-13 SWP-21 SWP-19 SWP-25 SWP-26

== SWP-21.2 called and registered before
given case C1 called=2026-03-10T13:50:00+01:00 registered="2026-03-10 13:58" result=DefiniteFault
2026-03-10 14:10 activate C1 P model=X -> status=Reserved promised=2026-03-11

== SWP-22.1 a phone that is lent
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given case C1 registered="2026-03-10 13:59" result=DefiniteFault
2026-03-10 14:10 activate C1 P model=X -> status=Reserved promised=2026-03-11

== SWP-22.2 a phone that is exchanged
given case C1 registered="2026-03-10 13:59" result=DefiniteFault
2026-03-10 14:10 activate C1 P model=X -> status=Reserved promised=2026-03-11

== SWP-23.1 the diagnosis is done after 14:00
given case C1 registered="2026-03-10 13:50"
2026-03-10 14:15 answer C1 question=on -> ok
2026-03-10 14:15 answer C1 question=dropped -> ok
2026-03-10 14:15 answer C1 question=wet -> ok
2026-03-10 14:15 answer C1 question=reset -> ok
2026-03-10 14:20 diagnose C1 result=DefiniteFault -> ok
2026-03-10 14:21 activate C1 P model=X -> status=Reserved promised=2026-03-11

== SWP-23.2 the diagnosis is done before
given case C1 registered="2026-03-10 13:50" result=DefiniteFault
2026-03-10 13:55 activate C1 P model=X -> status=Reserved promised=2026-03-11

== SWP-24.1 two working days late
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:00 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:00 deliver C1 X1 -> refused NotThere ; SWP-36
2026-03-10 10:00 ship C1 P X1 -> ok
promisekept C1 -> false 0
2026-03-13 09:00 deliver C1 X1 -> late=2 ; SWP-19 SWP-24
promisekept C1 -> false 2

== SWP-24.1 (over a weekend) only working days count
given case C1 registered="2026-03-12 10:00" result=DefiniteFault
2026-03-12 10:00 activate C1 P model=X -> status=Reserved promised=2026-03-13
2026-03-12 10:00 ship C1 P X1 -> ok
2026-03-14 09:00 deliver C1 X1 -> late=1

== SWP-24.1 (told late) after the phone has moved on
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
given case C2 registered="2026-03-16 10:00" result=DefiniteFault
2026-03-10 10:00 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:00 ship C1 P X1 -> ok
2026-03-16 10:00 return C1 P X1 -> place=InStock
2026-03-16 10:00 activate C2 P model=X -> status=Reserved promised=2026-03-17
2026-03-16 10:00 ship C2 P X1 -> place=InTransit
2026-03-11 12:00 deliver C1 X1 -> place=InTransit
promisekept C1 -> true 0
2026-03-11 12:00 deliver C1 X1 -> refused NotThere ; SWP-36
2026-03-17 12:00 deliver C2 X1 -> place=WithUser
finished C1 -> false

== SWP-24.2 late in the evening of the day
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:00 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:00 ship C1 P X1 -> ok
2026-03-11 23:00 deliver C1 X1 -> place=WithUser ; SWP-19 SWP-24
promisekept C1 -> true 0

== SWP-25.1 a second before the cutoff
2026-03-10T13:59:59+01:00 promiseddate -> 2026-03-11
2026-03-10T13:59:59+01:00 timetocutoff -> 1s
2026-03-10 09:00 cutofffor -> 14:00
2026-03-10 09:00 timetocutoff -> 5h

== SWP-25.2 the cutoff itself is too late
2026-03-10T14:00:00+01:00 promiseddate -> 2026-03-12
2026-03-10T14:00:00+01:00 timetocutoff -> 0s
2026-03-10T14:00:00+01:00 effectiveregistrationday -> 2026-03-11
2026-03-10T13:00:00Z promiseddate -> 2026-03-12

== SWP-25.3 over the weekend
2026-03-13 13:59 promiseddate -> 2026-03-16
2026-03-13 14:00 promiseddate -> 2026-03-17

== SWP-25.4 in summer time, before the clocks change
2026-10-23T13:59:59+02:00 promiseddate -> 2026-10-26
2026-10-23T12:59:59+01:00 promiseddate -> 2026-10-26
2026-10-25 09:00 timetocutoff -> 0s

== SWP-26.1 Saturday morning
2026-03-14T10:00:00+01:00 promiseddate -> 2026-03-17
2026-03-14T10:00:00+01:00 effectiveregistrationday -> 2026-03-16

== SWP-26.1 (literal) of that day itself
given terms closed_day=Literal
2026-03-14T10:00:00+01:00 promiseddate -> 2026-03-16
2026-03-14T10:00:00+01:00 effectiveregistrationday -> 2026-03-14
2026-03-14T10:00:00+01:00 timetocutoff -> 4h
given case C1 registered="2026-03-14 10:00" result=DefiniteFault
2026-03-14 10:00 activate C1 P model=X -> status=Reserved promised=2026-03-16 ; SWP-05 SWP-13 SWP-21 SWP-19 SWP-25 SWP-26

== SWP-26.2 Saturday afternoon
2026-03-14 15:00 promiseddate -> 2026-03-17

== SWP-26.2 (literal) the same
given terms closed_day=Literal
2026-03-14 15:00 promiseddate -> 2026-03-17

== SWP-26.3 Sunday night
2026-03-15T23:00:00+01:00 promiseddate -> 2026-03-17

== SWP-26.4 Tuesday after the cutoff
2026-03-10 14:30 promiseddate -> 2026-03-12

== SWP-27.1 over Easter
2026-04-02T13:00:00+02:00 promiseddate -> 2026-04-07
2026-04-02T14:30:00+02:00 promiseddate -> 2026-04-08

== SWP-27.2 Midsummer Eve
2026-06-18 13:00 promiseddate -> 2026-06-22
2026-06-19 13:00 isworkingday calendar -> false

== SWP-27.2 (eves as working days) the day is one
given eves working
2026-06-18 13:00 promiseddate -> 2026-06-19

== SWP-27.3 Christmas Eve
2025-12-23 13:00 promiseddate -> 2025-12-29

== SWP-27.3 (eves as working days) the day is one
given eves working
2025-12-23 13:00 promiseddate -> 2025-12-24

== SWP-27.4 Epiphany
2026-01-05 13:00 promiseddate -> 2026-01-07

== SWP-27.5 New Year's Eve
2026-12-30 13:00 promiseddate -> 2027-01-04

== SWP-28.1 before anybody is there
2026-03-10 06:00 promiseddate -> 2026-03-11

== SWP-28.2 after everybody has left
2026-03-10 23:00 promiseddate -> 2026-03-12

== SWP-44.1 a phone is back on Thursday
given case C1 registered="2026-03-09 10:00" warranty=2026-12-31 result=DefiniteFault
given case C2 registered="2026-03-09 10:00" result=DefiniteFault
given case C3 registered="2026-03-09 10:00" result=DefiniteFault
2026-03-09 10:00 activate C1 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 10:00 activate C2 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 10:00 activate C3 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 10:00 unitavailable P model=X -> false
2026-03-09 10:00 ship C1 P X1 -> ok
2026-03-10 09:00 receive C1 P device=F1 -> ok
given case C4 registered="2026-03-10 13:00" result=DefiniteFault
2026-03-10 13:10 activate C4 P model=X -> status=Backordered ; SWP-05 SWP-13 SWP-44
promiseddate C4 -> none false
2026-03-10 13:10 ship C4 P X1 -> refused NotActivated ; SWP-44
2026-03-10 13:10 backorders -> C4
2026-03-12 13:30 repair C1 P F1 -> place=InStock moved=1 served=C4 promised=2026-03-13 ; SWP-17 SWP-18 SWP-41 SWP-36 SWP-44 SWP-19 SWP-25
promiseddate C4 -> 2026-03-13 true
swap C4 -> Reserved
shelf P model=X -> onhand=3 reserved=3
2026-03-12 14:00 ship C4 P F1 -> place=InTransit

== SWP-44.1 (promise stands) and counts from the registration
given terms when_empty=PromiseStands
given pool Q
given stock Q model=Y count=1
given case C1 registered="2026-03-09 10:00" model=Y warranty=2026-12-31 result=DefiniteFault
2026-03-09 10:00 activate C1 Q model=Y -> status=Reserved promised=2026-03-10
2026-03-09 10:00 ship C1 Q Y1 -> ok
2026-03-10 09:00 receive C1 Q device=F1 model=Y -> ok
given case C4 registered="2026-03-10 13:00" model=Y result=DefiniteFault
2026-03-10 13:10 activate C4 Q model=Y -> status=Backordered promised=2026-03-11 ; SWP-05 SWP-13 SWP-44 SWP-21 SWP-19 SWP-25
promiseddate C4 -> 2026-03-11 true
2026-03-12 13:30 repair C1 Q F1 -> place=InStock served=C4 promised=2026-03-11 ; SWP-17 SWP-18 SWP-41 SWP-36 SWP-44
2026-03-12 14:00 ship C4 Q F1 -> place=InTransit
2026-03-13 10:00 deliver C4 F1 -> late=2

== SWP-44.1 (told late) the phone was there before the report
given case C1 registered="2026-03-02 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-02 10:00 activate C1 P model=X -> status=Reserved promised=2026-03-03
2026-03-02 10:00 ship C1 P X1 -> ok
2026-03-03 10:00 receive C1 P device=F1 -> ok
2026-03-03 10:00 move X2 P to=Lost -> moved=-1
2026-03-03 10:00 move X3 P to=Lost -> moved=-1
given case C2 registered="2026-03-12 13:00" result=DefiniteFault
2026-03-12 13:10 activate C2 P model=X -> status=Backordered
2026-03-09 10:00 repair C1 P F1 entered=2026-03-12 -> served=C2 promised=2026-03-13

== SWP-44.2 two wait and one phone is back
given case C1 registered="2026-03-09 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-09 10:00 activate C1 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 10:00 ship C1 P X1 -> ok
2026-03-10 09:00 receive C1 P device=F1 -> ok
2026-03-10 09:00 move X2 P to=Lost -> moved=-1
2026-03-10 09:00 move X3 P to=WrittenOff -> moved=-1
given case C5 registered="2026-03-11 09:00" result=DefiniteFault
2026-03-11 09:10 activate C5 P model=X -> status=Backordered
given case C9 registered="2026-03-10 13:00" result=DefiniteFault
2026-03-11 13:10 activate C9 P model=X -> status=Backordered
2026-03-11 13:10 backorders -> C9 C5
shelf P model=X -> waiting=2 coming=1
2026-03-12 13:30 repair C1 P F1 -> place=InStock served=C9 promised=2026-03-13
2026-03-12 13:30 backorders -> C5
2026-03-12 13:40 move X2 P to=InStock -> moved=1 served=C5 promised=2026-03-13 ; SWP-29 SWP-36 SWP-44 SWP-19 SWP-25
shelf P model=X -> onhand=2 reserved=2

== SWP-44.2 (no jumping the queue) one who is registered later waits behind
given case C1 registered="2026-03-09 10:00" result=DefiniteFault
given case C2 registered="2026-03-09 10:01" result=DefiniteFault
given case C3 registered="2026-03-09 10:02" result=DefiniteFault
given case C4 registered="2026-03-09 10:03" result=DefiniteFault
given case C5 registered="2026-03-09 10:04" result=DefiniteFault
2026-03-09 11:00 activate C5 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 11:00 activate C4 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 11:00 activate C3 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 11:00 activate C2 P model=X -> status=Backordered
2026-03-09 11:00 activate C1 P model=X -> status=Backordered
2026-03-09 12:00 cancel C2 P -> ok ; SWP-11
2026-03-09 12:00 activate C2 P model=X -> status=Backordered
2026-03-09 15:00 cancel C5 P -> served=C1 promised=2026-03-11 ; SWP-11 SWP-44 SWP-19 SWP-25 SWP-26
shelf P model=X -> onhand=3 reserved=3 waiting=1
2026-03-09 15:00 activate C5 P model=X -> status=Backordered
2026-03-09 15:30 cancel C4 P -> served=C2 promised=2026-03-11
2026-03-09 15:30 close C4 outcome=SolvedByPhone -> ok

== SWP-44.2 (a phone that was reserved is lost) the next one makes up for it
given case C1 registered="2026-03-09 10:00" result=DefiniteFault
given case C2 registered="2026-03-09 10:01" result=DefiniteFault
given case C3 registered="2026-03-09 10:02" result=DefiniteFault
given case C4 registered="2026-03-09 10:03" result=DefiniteFault
2026-03-09 11:00 activate C1 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 11:00 activate C2 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 11:00 activate C3 P model=X -> status=Reserved promised=2026-03-10
2026-03-09 11:00 activate C4 P model=X -> status=Backordered
2026-03-09 11:00 move X1 P to=SentBack -> refused CasesOpen ; SWP-44
2026-03-09 11:00 move X1 P to=Lost -> moved=-1
shelf P model=X -> onhand=2 reserved=3 waiting=1
2026-03-09 12:00 move X1 P to=InStock -> moved=1
shelf P model=X -> onhand=3 reserved=3 waiting=1

== SWP-24.9 a promise is ahead until the phone is delivered
given case C1 registered="2026-03-10 13:59" result=DefiniteFault
2026-03-01 upcoming C1 until=2026-04-01 -> none
2026-03-10 14:10 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-01 upcoming C1 until=2026-04-01 -> "2026-03-11 C1 promised"
2026-03-10 14:12 ship C1 P X1 -> place=InTransit
2026-03-01 upcoming C1 until=2026-04-01 -> "2026-03-11 C1 promised"
2026-03-11 09:00 deliver C1 X1 -> place=WithUser
2026-03-01 upcoming C1 until=2026-04-01 -> none
