# The pool: how large, orders and refills, movements and counts, leaving, and
# that no phone is lost (SWP-29 to SWP-38, SWP-43, SWP-45).

given agreement A
given user U level=PROF
given pool P

== SWP-29.1 the pool of another customer does not help
given agreement B customer=N
given user V customer=N
given pool Q customer=N
given stock Q model=X count=5
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 Q model=X -> refused NotOfCustomer ; SWP-29
2026-03-10 10:02 activate C1 P model=X -> status=Backordered
2026-03-10 10:02 move X1 P to=OnHold -> refused NotOfCustomer ; SWP-29

== SWP-29.1 (a phone of another) is not sent
given stock P model=X count=1
given pool Q customer=N
given stock Q model=Y count=1
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P Y1 -> refused NotOfCustomer ; SWP-29
2026-03-10 10:02 receive C1 P device=Y1 model=Y -> refused NotOfCustomer ; SWP-29

== SWP-29.1 (two pools) each has its own phones
given stock P model=X count=1
given pool P2
2026-03-10 10:02 move X1 P2 to=OnHold -> refused NotOfCustomer ; SWP-29
2026-03-10 10:02 count P2 X1 model=X found=0 -> refused NotThere ; SWP-36
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
given stock P2 model=Y count=1
2026-03-10 10:02 ship C1 P Y1 -> refused NotThere ; SWP-36

== SWP-29.2 M leaves with 30 phones
given stock P model=X count=30
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 move X1 P to=HandedOver -> refused NotThere ; SWP-29
2026-03-10 10:05 handover P -> refused CasesOpen ; SWP-29
2026-03-10 10:06 cancel C1 P -> ok
2026-03-10 10:07 handover P -> 30
onhand P -> 0
closed P -> true
audit P -> devices=30 HandedOver=30
2026-03-11 10:00 activate C1 P model=X -> refused PoolClosed ; SWP-29
2026-03-11 10:00 order P order=O2 model=X quantity=1 -> refused PoolClosed ; SWP-29
2026-03-11 10:00 leave P -> refused PoolClosed ; SWP-29

== SWP-30.1 about eight per cent
targetstock phones=400 -> 32
targetstock phones=1000 -> 80
targetstock phones=25 -> 2
targetstock phones=0 -> 0
2026-01-02 10:00 fleet P model=X phones=400 -> ok ; SWP-30 SWP-31 SWP-34
targetstock P -> 32

== SWP-30.2 30 are bought for 400
2026-01-02 10:00 fleet P model=X phones=400 -> ok
2026-01-02 10:00 order P order=O1 model=X quantity=30 price="1000.00 SEK" -> charge="30000.00 SEK" note=BelowGuide ; SWP-35 SWP-30
30x 2026-01-05 10:00 arrive P O1 device=X# -> moved=1
shortfall P -> 2
surplus P -> 0
2026-01-05 10:00 arrive P O1 device=X31 -> refused NotApproved ; SWP-37

== SWP-30.2 (as advised) 32 are bought for 400
2026-01-02 10:00 fleet P model=X phones=400 -> ok
2026-01-02 10:00 order P order=O1 model=X quantity=31 -> note=BelowGuide
2026-01-02 10:00 order P order=O2 model=X quantity=1 -> ok ; SWP-35

== SWP-30.3 ten per cent are agreed
given terms stock_share=1000
targetstock phones=400 -> 40

== SWP-31.1 401 phones
targetstock phones=401 -> 33

== SWP-31.1 (nearest) 401 phones
given terms stock_rounding=Nearest
targetstock phones=401 -> 32

== SWP-31.2 399 phones
targetstock phones=399 -> 32

== SWP-31.2 (nearest) 399 phones
given terms stock_rounding=Nearest
targetstock phones=399 -> 32

== SWP-31.3 407 phones
targetstock phones=407 -> 33

== SWP-31.3 (nearest) 407 phones
given terms stock_rounding=Nearest
targetstock phones=407 -> 33

== SWP-31.4 5 phones
targetstock phones=5 -> 1

== SWP-31.4 (nearest) 5 phones
given terms stock_rounding=Nearest
targetstock phones=5 -> 0

== SWP-31.5 13 phones
targetstock phones=13 -> 2

== SWP-31.5 (nearest) 13 phones
given terms stock_rounding=Nearest
targetstock phones=13 -> 1

== SWP-32.1 the fleet grows
2026-01-02 10:00 fleet P model=X phones=400 -> ok
given stock P model=X count=32
shortfall P -> 0
surplus P -> 0
2026-03-02 10:00 fleet P model=X phones=450 -> ok ; SWP-30 SWP-31 SWP-34
targetstock P -> 36
shortfall P -> 4
surplus P -> 0
outstanding order-X -> 0

== SWP-32.2 the fleet shrinks
given stock P model=X count=32
2026-03-02 10:00 fleet P model=X phones=300 -> ok
targetstock P -> 24
shortfall P -> 0
surplus P -> 8
2026-03-02 10:00 fleet P model=X phones=-1 -> invalid

== SWP-33.1 three models are few
modeladvice fleet="A:10 B:10 C:10" -> 0
modeladvice fleet="A:10 B:10 C:10 D:0 A:1" -> 0

== SWP-33.2 seven are not
modeladvice fleet="A:10 B:10 C:10 D:10 E:10 F:10 G:10" -> 7
modeladvice fleet="A:10 B:10 C:10 D:10" -> 4
2026-01-02 10:00 fleet P model=X phones=400 -> ok
modeladvice P -> 0

== SWP-34.1 shared out by models
targetpermodel fleet="A:250 B:100 C:50" -> "{A 20}" "{B 8}" "{C 4}"
targetpermodel fleet="B:60 A:200 C:50 A:50 B:40" -> "{A 20}" "{B 8}" "{C 4}"

== SWP-34.2 the rest by the largest remainder
targetpermodel fleet="A:210 B:140 C:60" -> "{A 17}" "{B 11}" "{C 5}"
targetstock phones=210 -> 17
targetstock phones=140 -> 12
targetstock phones=60 -> 5

== SWP-34.3 seven models of ten, the lower names first
targetpermodel fleet="G:10 F:10 E:10 D:10 C:10 B:10 A:10" -> "{A 1}" "{B 1}" "{C 1}" "{D 1}" "{E 1}" "{F 1}" "{G 0}"
targetstock phones=10 -> 1

== SWP-35.1 the fee does not know the pool
given users P level=PROF count=149
given users B level=BAS count=250
2026-03-10 10:00 monthlyfee -> total="10600.00 SEK"
given stock P model=X count=32
2026-03-10 10:00 monthlyfee -> total="10600.00 SEK"
2026-03-10 10:00 rentalfee -> total=0.00 ; SWP-35

== SWP-35.2 32 phones are rented
2026-03-01 00:00 order P order=O1 model=X quantity=32 acquisition=Rental price="50.00 SEK" -> ok ; SWP-35
2026-03-01 00:00 arrive P O1 device=X0 -> missing
32x 2026-03-01 10:00 arrive P O1 device=X# owner=LEASE -> moved=1 owner=LEASE ; SWP-35 SWP-36
2026-02-10 10:00 rentalfee -> total=0.00
2026-03-10 10:00 rentalfee -> total="1600.00 SEK" X="1600.00 SEK" X-count=32 ; SWP-35
2026-03-20 10:00 move X1 P to=SentBack -> moved=-1
2026-04-01 10:00 move X2 P to=Lost -> moved=-1
2026-03-10 10:00 rentalfee -> total="1600.00 SEK"
2026-04-10 10:00 rentalfee -> total="1550.00 SEK"
2026-05-10 10:00 rentalfee -> total="1500.00 SEK"

== SWP-36.1 on hand is what came in, less what went out
given stock P model=X count=32
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
given case C2 registered="2026-03-10 10:00" result=DefiniteFault
given case C3 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C2 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C3 P model=X -> status=Reserved promised=2026-03-11
shelf P model=X -> onhand=32 reserved=3
2026-03-10 10:05 ship C1 P X1 -> moved=-1
2026-03-10 10:05 ship C2 P X2 -> moved=-1
2026-03-10 10:05 ship C3 P X3 -> moved=-1
2026-03-10 10:06 receive C1 P device=F1 warranty=2027-01-01 -> ok
2026-03-12 10:06 repair C1 P F1 -> moved=1
onhand P -> 30
2026-03-12 10:06 ship C1 P X4 -> refused AlreadyClosed ; SWP-11

== SWP-36.2 a count finds 29
given stock P model=X count=30
missing model=X found="X1 X2 X3 X4 X5 X6 X7 X8 X9 X10 X11 X12 X13 X14 X15 X16 X17 X18 X19 X20 X21 X22 X23 X24 X25 X26 X27 X28 X29" -> 1 X30
missing model=X found="X1 X31" -> invalid
missing model=X found="X1 X1" -> invalid
missing model=Y found="X1" -> invalid
2026-03-10 10:00 count P X30 model=X found=28 -> refused CountDiffers ; SWP-36
2026-03-10 10:00 count P X30 model=Y found=29 -> refused NotThere ; SWP-36
2026-03-10 10:00 count P X30 model=X found=29 -> moved=-1 place=Lost ; SWP-36
onhand P -> 29
place X30 -> Lost
2026-03-10 10:00 count P X30 model=X found=28 -> refused NotThere ; SWP-36
2026-03-10 10:00 count P model=X found=29 -> moved=0
audit P -> devices=30 InStock=29 Lost=1

== SWP-37.1 a model is discontinued, and the proposal declined
given stock P model=X count=30
2026-03-10 10:00 propose P order=O1 model=Y quantity=10 because="X is discontinued" -> asked=10 ; SWP-37
2026-03-10 10:00 arrive P O1 device=Y1 -> refused NotApproved ; SWP-37
2026-03-11 10:00 decide P O1 quantity=0 -> ok ; SWP-37
state O1 -> Rejected
2026-03-12 10:00 decide P O1 quantity=10 -> refused AlreadyDecided ; SWP-37
2026-03-12 10:00 arrive P O1 device=Y1 -> refused NotApproved ; SWP-37
2026-03-12 10:00 propose P order=O2 model=Y quantity=0 -> invalid

== SWP-37.2 ten phones are approved
2026-03-10 10:00 propose P order=O1 model=Y quantity=12 because="X is discontinued" -> asked=12
2026-03-11 10:00 decide P O1 quantity=10 price="2000.00 SEK" -> charge="20000.00 SEK" ; SWP-37 SWP-35
state O1 -> Approved
outstanding O1 -> 10
2026-03-12 10:00 arrive P O1 device=Y1 -> moved=1
outstanding O1 -> 9
shelf P model=Y -> onhand=1 onorder=9

== SWP-37.2 (never comes) the order is ended
2026-03-11 10:00 order P order=O1 model=Y quantity=8 price="2000.00 SEK" -> charge="16000.00 SEK"
2026-03-12 10:00 arrive P O1 device=Y1 -> moved=1
2026-03-13 10:00 end P O1 -> charge="-14000.00 SEK" ; SWP-37 SWP-35
state O1 -> Ended
shelf P model=Y -> onhand=1
2026-03-13 10:00 end P O1 -> refused NotApproved ; SWP-37
2026-03-13 10:00 arrive P O1 device=Y2 -> refused NotApproved ; SWP-37
2026-03-11 10:00 order P order=O2 model=Y quantity=8 acquisition=Rental price="20.00 SEK" -> ok
2026-03-13 10:00 end P O2 -> ok ; SWP-37 SWP-35

== SWP-38.1 the target is missed by one
2026-01-02 10:00 fleet P model=X phones=400 -> ok
given stock P model=X count=31
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
given case C2 registered="2026-03-10 10:00" result=DefiniteFault
given case C3 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C2 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C3 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 -> ok
2026-03-10 10:05 ship C2 P X2 -> ok
2026-03-10 10:05 ship C3 P X3 -> ok
2026-03-10 10:06 receive C1 P device=F1 -> ok
2026-03-10 10:06 receive C2 P device=F2 -> ok
2026-03-10 10:06 receive C3 P device=F3 -> ok
shelf P model=X -> phones=400 onhand=28 coming=3
2026-03-11 10:00 refilldue P model=X -> 1
2026-03-11 10:00 refill P order=R1 model=X -> asked=1 ; SWP-38
2026-03-11 10:00 refilldue P model=X -> 0
2026-03-11 10:00 refill P order=R2 model=X -> refused RequestOpen ; SWP-38
shelf P model=X -> phones=400 onhand=28 coming=3 request=R1
2026-03-12 10:00 decide P R1 quantity=2 price="1000.00 SEK" -> charge="2000.00 SEK" ; SWP-37 SWP-38 SWP-35
shelf P model=X -> phones=400 onhand=28 coming=3 onorder=2
2026-03-12 10:00 refill P order=R2 model=X -> refused NoRefillDue ; SWP-38

== SWP-38.2 what is in repair makes up for it
2026-01-02 10:00 fleet P model=X phones=400 -> ok
given stock P model=X count=32
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
given case C2 registered="2026-03-10 10:00" result=DefiniteFault
given case C3 registered="2026-03-10 10:00" result=DefiniteFault
given case C4 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C2 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C3 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C4 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 -> ok
2026-03-10 10:05 ship C2 P X2 -> ok
2026-03-10 10:05 ship C3 P X3 -> ok
2026-03-10 10:05 ship C4 P X4 -> ok
shelf P model=X -> phones=400 onhand=28 coming=4
2026-03-11 10:00 refilldue P model=X -> 0
2026-03-11 10:00 refill P order=R1 model=X -> refused NoRefillDue ; SWP-38

== SWP-38.2 (declined) it is asked for again after a further fall
2026-01-02 10:00 fleet P model=X phones=400 -> ok
given stock P model=X count=31
2026-03-11 10:00 refill P order=R1 model=X -> asked=1
2026-03-12 10:00 decide P R1 quantity=0 -> ok ; SWP-37 SWP-38
2026-04-12 10:00 refilldue P model=X -> 0
2026-04-12 10:00 refill P order=R2 model=X -> refused NoRefillDue ; SWP-38
2026-04-13 10:00 move X1 P to=WrittenOff -> moved=-1
2026-04-13 10:00 refilldue P model=X -> 2
2026-04-13 10:00 refill P order=R3 model=X -> asked=2
2026-04-14 10:00 decide P R3 quantity=0 -> ok
2026-04-14 10:00 refilldue P model=X -> 0
2026-04-15 10:00 move X1 P to=InStock -> moved=1
2026-04-15 10:00 refilldue P model=X -> 0
2026-04-16 10:00 move X1 P to=Lost -> moved=-1
2026-04-16 10:00 refilldue P model=X -> 2

== SWP-38.2 (approved) what is still missing is due again
2026-01-02 10:00 fleet P model=X phones=400 -> ok
given stock P model=X count=30
2026-03-11 10:00 refill P order=R1 model=X -> asked=2
2026-03-12 10:00 decide P R1 quantity=1 -> note=BelowGuide ; SWP-37 SWP-38 SWP-35 SWP-30
2026-03-12 10:00 refilldue P model=X -> 1
2026-04-12 10:00 fleet P model=X phones=450 -> ok
2026-04-12 10:00 refilldue P model=X -> 5

== SWP-38.2 (waiting) it is asked for again after 30 days
given terms refill_days=30
given pool Q
2026-01-02 10:00 fleet Q model=X phones=400 -> ok
given stock Q model=X count=31
2026-03-11 10:00 refill Q order=R1 model=X -> asked=1
2026-03-12 10:00 decide Q R1 quantity=0 -> ok
2026-04-10 23:00 refilldue Q model=X -> 0
2026-04-11 00:00 refilldue Q model=X -> 1
2026-01-01 upcoming Q until=2027-01-01 -> "2026-04-11 Q/X due 1 phone"
2026-01-01 upcoming Q until=2026-04-11 -> none
2026-04-11 10:00 refill Q order=R2 model=X -> asked=1
2026-01-01 upcoming Q until=2027-01-01 -> none
2026-04-12 10:00 decide Q R2 quantity=0 -> ok
2026-04-13 10:00 move X1 Q to=Lost -> moved=-1
2026-04-13 10:00 refilldue Q model=X -> 2
2026-01-01 upcoming Q until=2027-01-01 -> none

== SWP-38.1 (on hold) what is not to be sent out is owned, and does not come back
2026-01-02 10:00 fleet P model=X phones=400 -> ok
given stock P model=X count=32
2026-03-10 10:00 refilldue P model=X -> 0
2026-03-10 10:00 move X1 P to=OnHold -> moved=-1 ; SWP-29 SWP-36
shelf P model=X -> phones=400 onhand=31 onhold=1
shortfall P -> 0
surplus P -> 0
2026-03-10 10:00 refilldue P model=X -> 1
2026-03-10 10:00 refill P order=R1 model=X -> asked=1 ; SWP-38
2026-03-11 10:00 decide P R1 quantity=0 -> ok
2026-03-11 10:00 refilldue P model=X -> 0
2026-03-12 10:00 move X2 P to=OnHold -> moved=-1
2026-03-12 10:00 refilldue P model=X -> 2
2026-03-12 10:00 order P order=O2 model=X quantity=1 -> ok ; SWP-35
2026-03-12 10:00 refilldue P model=X -> 0
2026-03-13 10:00 move X1 P to=InStock -> moved=1
shelf P model=X -> phones=400 onhand=31 onhold=1 onorder=1
2026-03-13 10:00 refilldue P model=X -> 0
2026-03-13 10:00 move X2 P to=WrittenOff -> moved=0
shelf P model=X -> phones=400 onhand=31 onorder=1
shortfall P -> 1

== SWP-38.1 (on hold and leaving) the pool is closed when that is handed over too
given stock P model=X count=2
2026-03-10 10:00 move X1 P to=OnHold -> moved=-1
2026-03-10 10:00 handover P -> 1
closed P -> false
2026-03-10 10:00 move X1 P to=HandedOver -> moved=0
closed P -> true

== SWP-38.1 (a loan) is coming back until it is back, and then to be sent out or on hold
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
2026-01-02 10:00 fleet P model=X phones=400 -> ok
given stock P model=X count=32
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 -> ok
2026-03-11 10:05 deliver C1 X1 -> ok
2026-03-20 10:00 takein device=X1 -> place=OnHold
shelf P model=X -> phones=400 onhand=31 coming=1
2026-03-20 10:00 refilldue P model=X -> 0
2026-03-21 10:00 return C1 P X1 unfit=true -> place=OnHold moved=0 ; SWP-18 SWP-36
shelf P model=X -> phones=400 onhand=31 onhold=1
2026-03-21 10:00 refilldue P model=X -> 1

== SWP-43.1 ten back-up phones
given stock P model=X count=32
2026-01-02 10:00 fleet P model=X phones=400 -> ok
2026-03-10 10:00 backup order=O9 quantity=10 price="300.00 SEK" -> charge="3000.00 SEK" ; SWP-43
targetstock P -> 32
surplus P -> 0
outstanding O9 -> 0
2026-03-10 10:00 arrive P O9 device=B1 -> refused NotApproved ; SWP-37
2026-03-10 10:00 backup order=O8 quantity=10 acquisition=Rental price="20.00 SEK" -> ok ; SWP-43

== SWP-43.2 a back-up phone that is lent on site is no case
given stock P model=X count=32
2026-03-10 10:00 backup order=O9 quantity=10 -> ok ; SWP-43
shelf P model=X -> onhand=32
2026-03-10 10:00 backorders -> none
2026-03-31 10:00 report -> cases=0 onhand=32

== SWP-45.1 two of three faulty phones have come in
given stock P model=X count=32
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
given case C2 registered="2026-03-10 10:00" result=DefiniteFault
given case C3 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C2 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C3 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 -> ok
2026-03-10 10:05 ship C2 P X2 -> ok
2026-03-10 10:05 ship C3 P X3 -> ok
2026-03-11 10:05 deliver C1 X1 -> ok
2026-03-11 10:05 deliver C2 X2 -> ok
2026-03-11 10:05 deliver C3 X3 -> ok
2026-03-12 10:06 receive C1 P device=F1 -> ok
2026-03-12 10:06 receive C2 P device=F2 -> ok
audit P -> devices=34 InStock=29 WithUser=3 InRepair=2

== SWP-45.2 one of them, lent, is finished
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given stock P model=X count=32
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
given case C2 registered="2026-03-10 10:00" result=DefiniteFault
given case C3 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C2 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C3 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 -> ok
2026-03-10 10:05 ship C2 P X2 -> ok
2026-03-10 10:05 ship C3 P X3 -> ok
2026-03-11 10:05 deliver C1 X1 -> ok
2026-03-11 10:05 deliver C2 X2 -> ok
2026-03-11 10:05 deliver C3 X3 -> ok
2026-03-12 10:06 receive C1 P device=F1 -> ok
2026-03-12 10:06 receive C2 P device=F2 -> ok
2026-03-16 10:06 repair C1 P F1 -> place=GivenBack
2026-03-18 10:06 return C1 P X1 -> place=InStock
audit P -> devices=34 InStock=30 WithUser=2 InRepair=1 GivenBack=1
