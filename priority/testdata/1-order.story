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

== PRI-01.1 the order does not know how many people work
2026-03-10 09:30 next -> D

== PRI-01.2 an empty queue has no next
given queue
next -> none
len  -> 0

== PRI-02.1 the last day of a contract belongs to it
given contract K from=2026-01-01 last=2026-12-31
2026-12-31 groupof K          -> WithContract
2026-12-31 23:59:59 groupof K -> WithContract
2027-01-01 groupof K          -> WithoutContract

== PRI-02.2 who is not known is without a contract
2026-03-10 09:30 groupof nobody -> WithoutContract

== PRI-02.3 before it begins it is not in force
given contract K from=2026-03-10T09:30
2026-03-10 09:29:59 groupof K -> WithoutContract
2026-03-10 09:30 groupof K    -> WithContract

== PRI-03.1 a contract gives priority and a claim
judge D -> group=WithContract claim=Contract billed_by=Contract ; PRI-02 PRI-09

== PRI-03.2 outside its scope it gives priority alone
judge D subject=printer -> group=WithContract claim=AtListPrice billed_by=PriceList ; PRI-02 PRI-10

== PRI-04.1 group, then urgency, then arrival
order -> D C B A E
rank D -> 1
rank A -> 4
ahead A -> 3
ahead E -> 4

== PRI-04.2 without a contract the most urgent case comes behind the least urgent with one
decides B A -> group ; PRI-08

== PRI-04.3 of equals the first to arrive
decides D C -> arrival ; PRI-04

== PRI-04.4 within the group the more urgent
decides C B -> urgency ; PRI-04

== PRI-05.1 (one measure) urgency alone
given queue
given contract F scope="server mail"
2026-03-10 09:00 intake F urgency=high -> number=1
2026-03-10 09:30 intake G urgency=high -> number=2
order -> F G

== PRI-05.1 (two measures) then severity
given queue
given contract F scope="server mail"
2026-03-10 09:00 intake F urgency=high severity=minor -> number=1
2026-03-10 09:30 intake G urgency=high severity=major -> number=2
order -> G F
decides G F -> severity ; PRI-05

== PRI-05.2 equal severities change nothing
given queue
given contract F scope="server mail"
2026-03-10 09:00 intake F urgency=high severity=major -> number=1
2026-03-10 09:30 intake G urgency=high severity=major -> number=2
order -> F G
decides F G -> arrival ; PRI-04

== PRI-05.3 urgency comes before severity, and a severity before none
given queue
2026-03-10 09:00 intake B urgency=high                  -> number=1
2026-03-10 09:10 intake C urgency=high severity=minor   -> number=2
2026-03-10 09:30 intake G urgency=medium severity=major -> number=3
order -> C B G

== PRI-05.4 severity that is measured later ranks the case anew
given queue
2026-03-10 09:00 intake C urgency=high severity=minor -> number=1
2026-03-10 09:30 intake G urgency=high -> number=2
order -> C G
2026-03-10 09:40 setseverity G severity=major -> ok ; PRI-05
order -> G C
setseverity G severity=awful -> invalid
setseverity G severity=""    -> ok ; PRI-05
order -> C G

== PRI-06.1 a level that is not on the scale is an error
parseurgency urgentish                        -> invalid
2026-03-10 09:30 intake G urgency=urgentish   -> invalid
2026-03-10 09:30 intake G urgency=low severity=awful -> invalid
order -> D C B A E

== PRI-06.2 the levels, the highest first
levels -> critical high medium low

== PRI-07.1 two at the same instant are served by their numbers
given queue last=16
2026-03-10 09:05 intake G urgency=high -> number=17
2026-03-10 09:05 intake B urgency=high -> number=18
order -> G B
decides G B -> number ; PRI-07

== PRI-07.3 an instant is the same on every clock
given queue
2026-03-10T08:05:00Z intake G urgency=high arrived=2026-03-10T08:05:00Z -> number=1
2026-03-10 09:05 intake B urgency=high -> number=2
order -> G B
decides G B -> number ; PRI-07

== PRI-07.2 the order they are handed in never changes theirs
restored E B D A C -> D C B A E
restored A B C D E -> D C B A E
