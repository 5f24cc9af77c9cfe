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

== PRI-08.1 a low case with a contract is taken before a critical one without
2026-03-10 09:30 take D -> ok ; PRI-16
take C -> ok
take A -> refused NotNext ; PRI-16
take B -> ok
take A -> ok

== PRI-08.2 one with a contract is next, however many wait
given queue
100x 2026-03-10 08:00 intake X# urgency=critical -> number=# group=WithoutContract
2026-03-10 09:00 intake B urgency=low -> number=101 group=WithContract
next -> B
ahead X1 -> 1
ahead X100 -> 100

== PRI-08.3 the hotline is for those with a contract
channelfor B -> Hotline "0800 1"

== PRI-09.1 the claim reaches as far as the scope
judge D subject=mail    -> group=WithContract claim=Contract billed_by=Contract ; PRI-02 PRI-09
judge D subject=printer -> group=WithContract claim=AtListPrice billed_by=PriceList ; PRI-02 PRI-10

== PRI-09.2 after the contract there is no claim
2026-12-31 09:00 judge D subject=mail -> group=WithContract claim=Contract billed_by=Contract
2027-01-01 09:00 judge D subject=mail -> group=WithoutContract claim=None billed_by=PriceList upgrade_hint="0800 3" ; PRI-02 PRI-19 PRI-20 PRI-23

== PRI-09.3 of two contracts that cover a case, the one that promises the shorter time
given contract slow customer=H scope=server within=8h
given contract fast customer=H scope=server within=4h
given contract silent customer=H scope=server
given contract other customer=H scope=mail within=1h
judge H subject=server -> group=WithContract claim=Contract billed_by=Contract contract=fast

== PRI-09.4 a contract that has ended covers nothing, though another is in force
given contract old customer=H scope=server last=2026-03-09
given contract new customer=H scope=mail
2026-03-10 09:00 judge H subject=server -> group=WithContract claim=AtListPrice billed_by=PriceList ; PRI-02 PRI-10

== PRI-09.5 of two that promise the same, the first by its id
given contract b customer=H scope=server
given contract a customer=H scope=server
judge H subject=server -> group=WithContract claim=Contract billed_by=Contract contract=a

== PRI-10.1 outside the scope the case keeps its place
given queue
given contract B scope="server mail"
2026-03-10 09:00 intake A urgency=critical -> number=1 group=WithoutContract
2026-03-10 09:05 intake D urgency=high subject=printer -> number=2 group=WithContract ; PRI-02 PRI-10 PRI-07
next -> D
claim D -> AtListPrice
billedby D -> PriceList

== PRI-10.2 within the scope the contract pays
claim D -> Contract
billedby D -> Contract
charge D service=hour units=2 -> "" ; PRI-09

== PRI-10.3 what the price list takes outside the scope
2026-03-10 09:30 intake G urgency=high subject=printer -> number=6 group=WithContract
charge G service=hour units=2 -> "240.00 EUR" ; PRI-10

== PRI-11.1 a case without a contract comes after one with
decides B A -> group ; PRI-08

== PRI-11.2 and by urgency among its own
decides A E -> urgency ; PRI-04

== PRI-12.1 a caller without a contract on the hotline is accepted, with a note
2026-03-10 09:30 intake F urgency=high channel=Hotline -> number=6 group=WithoutContract note=WrongChannel ; PRI-02 PRI-19 PRI-20 PRI-23 PRI-12 PRI-07
order -> D C B A F E

== PRI-12.2 on the service number there is nothing to note
2026-03-10 09:30 intake F urgency=high channel=ServiceNumber -> number=6 group=WithoutContract
order -> D C B A F E
channelfor F -> ServiceNumber "0800 2"

== PRI-12.3 nor is there with a contract, on either number
2026-03-10 09:30 intake G urgency=high channel=Hotline -> number=6 group=WithContract

== PRI-19.1 without a contract no time is promised
promisedby A -> NotPromised ; PRI-19 PRI-23

== PRI-19.2 with one, what it states
promisedby D -> NotStated ; PRI-09
given contract H scope="server mail" within=4h calendar=office
2026-03-10 15:00 intake H urgency=high -> number=6 group=WithContract
promisedby H -> Promised 2026-03-11T11:00:00+01:00 ; PRI-09
2026-03-10 15:00 intake h2 customer=H urgency=high subject=printer -> number=7 group=WithContract
promisedby h2 -> NotStated ; PRI-10

== PRI-19.3 a contract that ends while the case waits takes its promise along
given contract H scope="server mail" within=4h calendar=office last=2026-03-10
2026-03-10 15:00 intake H urgency=high -> number=6 group=WithContract
2026-03-11 00:00 setstanding H -> changed=1 ; PRI-21
promisedby H -> NotPromised ; PRI-19 PRI-23
claim H -> Contract

== PRI-20.1 without a contract the price list bills
billedby A -> PriceList
charge A service=hour units=2 -> "240.00 EUR" ; PRI-20
charge A service=hour units=0 -> "0.00 EUR"

== PRI-20.2 without a price there is an error, and no bill
charge A service=visit units=1 -> missing
given terms without=list
charge A service=hour units=2 -> missing

== PRI-20.3 the price is that of the day the case arrived
given price 2026-03-11 amount="150.00 EUR"
2026-03-12 09:00 charge A service=hour units=1 -> "120.00 EUR"
2026-03-11 09:00 intake F urgency=low -> number=6 group=WithoutContract
charge F service=hour units=1 -> "150.00 EUR"

== PRI-23.1 without a contract the customer is told where to ask for one
upgradehint A -> "0800 3"

== PRI-23.3 also with whatever is decided about a case of theirs
2026-03-10 09:30 intake F urgency=high -> number=6 group=WithoutContract upgrade_hint="0800 3"
2026-03-10 09:30 intake G urgency=high -> number=7 group=WithContract upgrade_hint=""
seturgency F urgency=low -> upgrade_hint="0800 3"

== PRI-23.2 with one there is nothing to tell
upgradehint D -> ""
