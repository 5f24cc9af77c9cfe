# Cases: questions, diagnosis, the ways in which they end, both phones on their
# ways, repairs and what they cost (SWP-10 to SWP-18, SWP-41, SWP-42).

given agreement A
given user U level=PROF
given user W level=BAS
given pool P
given stock P model=X count=32

== SWP-10.1 three questions of four are answered
2026-03-10 10:00 register case=C1 -> level=PROF
2026-03-10 10:01 answer C1 question=on text=yes -> ok ; SWP-10
2026-03-10 10:01 answer C1 question=dropped text=no -> ok
2026-03-10 10:01 answer C1 question=wet -> ok
2026-03-10 10:02 questions C1 -> reset
2026-03-10 10:02 diagnose C1 result=DefiniteFault -> refused ControlQuestionsOpen ; SWP-10
2026-03-10 10:02 activate C1 P model=X -> refused ControlQuestionsOpen ; SWP-10
2026-03-10 10:02 ship C1 P X1 -> refused ControlQuestionsOpen ; SWP-10

== SWP-10.2 all four
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 canship C1 P -> yes
2026-03-10 10:02 ship C1 P X1 -> refused NotActivated ; SWP-13
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11 ; SWP-05 SWP-13 SWP-21 SWP-19 SWP-25
2026-03-10 10:02 canship C1 P -> yes

== SWP-11.1 a definite fault at BAS
given case C1 user=W registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> refused NotIncluded ; SWP-05
2026-03-10 10:05 close C1 outcome=ReferredToWorkshop -> ok ; SWP-11 SWP-06
outcome C1 -> ReferredToWorkshop
2026-03-10 10:06 close C1 outcome=SolvedByPhone -> refused AlreadyClosed ; SWP-11
2026-03-10 10:06 activate C1 P model=X -> refused AlreadyClosed ; SWP-11

== SWP-11.2 a definite fault at PROF, and stock
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 close C1 outcome=SolvedByPhone -> refused SwapUnderWay ; SWP-11
2026-03-10 10:05 diagnose C1 result=HandlingError -> refused SwapUnderWay ; SWP-11
2026-03-10 10:05 activate C1 P model=X -> refused SwapUnderWay ; SWP-11
2026-03-10 15:00 ship C1 P X1 -> place=InTransit moved=-1 sent=2026-03-10 ; SWP-11 SWP-14 SWP-18 SWP-36 SWP-39
outcome C1 -> SwapSent
faulty C1 -> Awaited
2026-03-10 15:00 ship C1 P X2 -> refused AlreadyClosed ; SWP-11
2026-03-11 10:00 deliver C1 X1 -> place=WithUser ; SWP-19 SWP-24
2026-03-13 10:00 receive C1 P device=F1 warranty=2027-01-01 -> place=InRepair pooled=true ; SWP-14 SWP-15 SWP-17 SWP-36
2026-03-13 10:00 receive C1 P device=F2 -> refused NotAwaited ; SWP-14

== SWP-12.1 the mailbox on the server is full
given case C1 subject=e-mail registered="2026-03-10 10:00"
2026-03-10 10:01 answer C1 question=on -> ok
2026-03-10 10:01 answer C1 question=dropped -> ok
2026-03-10 10:01 answer C1 question=wet -> ok
2026-03-10 10:01 answer C1 question=reset -> ok
2026-03-10 10:02 diagnose C1 result=NotThePhone -> ok ; SWP-06 SWP-10 SWP-12
2026-03-10 10:02 diagnose C1 result=Broken -> invalid
2026-03-10 10:02 close C1 outcome=SolvedByPhone -> ok
onhand P -> 32

== SWP-12.2 a user without a fault asks for a new phone
given case C1 registered="2026-03-10 10:00" result=NotThePhone necessary=true
2026-03-10 10:02 activate C1 P model=X -> refused NoFault ; SWP-12
2026-03-10 10:02 close C1 outcome=ReferredToWorkshop -> refused NoFault ; SWP-06
2026-03-10 10:02 close C1 outcome=Refused -> ok ; SWP-11
2026-03-10 10:02 close C1 outcome=SwapSent -> refused AlreadyClosed ; SWP-11
onhand P -> 32

== SWP-13.1 a handling error at PROF
given case C1 registered="2026-03-10 10:00" result=HandlingError
2026-03-10 10:02 canship C1 P -> refused NoFault ; SWP-13
2026-03-10 10:02 activate C1 P model=X -> refused NoFault ; SWP-13
2026-03-10 10:02 close C1 outcome=SwapSent -> invalid

== SWP-13.2 a definite fault at BAS
given case C1 user=W registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 canship C1 P -> refused NotIncluded ; SWP-05

== SWP-13.3 a definite fault at PROF, and nothing in stock
given pool P9 customer=N
given agreement A9 customer=N
given user V customer=N
given case C1 user=V agreement=A9 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 canship C1 P9 -> refused NotActivated ; SWP-44
2026-03-10 10:02 activate C1 P9 model=X -> status=Backordered ; SWP-05 SWP-13 SWP-44
2026-03-10 10:02 canship C1 P9 -> refused NotActivated ; SWP-44
2026-03-10 10:02 ship C1 P9 X1 -> refused NotActivated ; SWP-44

== SWP-13.3 (loan) the need of a phone suffices
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok ; SWP-16 SWP-17 SWP-18
given case C1 registered="2026-03-10 10:00" result=Undetermined
2026-03-10 10:02 activate C1 P model=X -> refused NoFault ; SWP-13
2026-03-10 10:02 diagnose C1 result=Undetermined necessary=true -> ok
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 cancel C1 P -> ok ; SWP-11
2026-03-10 10:02 cancel C1 P -> refused NotActivated ; SWP-44
2026-03-10 10:02 diagnose C1 result=DefiniteFault -> ok
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11

== SWP-13.3 (loan, no fault) of nothing found nothing is lent
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given case C1 registered="2026-03-10 10:00" result=HandlingError necessary=true
2026-03-10 10:02 activate C1 P model=X -> refused NoFault ; SWP-13

== SWP-13.3 (exchange) it does not
given case C1 registered="2026-03-10 10:00" result=Undetermined necessary=true
2026-03-10 10:02 activate C1 P model=X -> refused NoFault ; SWP-13

== SWP-14.1 the faulty phone comes back
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 receive C1 P device=F1 -> refused NotSent ; SWP-14
2026-03-10 10:02 ship C1 P X1 -> place=InTransit
2026-03-10 10:02 returnsopen -> C1 U false
2026-03-15 10:02 returnsopen -> C1 U false
2026-03-16 10:00 receive C1 P device=F1 -> place=InRepair
2026-03-16 10:00 returnsopen -> none
2026-03-16 10:00 writeoff C1 P phone=faulty -> refused NotAwaited ; SWP-14

== SWP-14.2 a reminder after 14 days
given terms return_days=14
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> place=InTransit
2026-03-24 23:59 returnsopen -> C1 U false
2026-03-25 00:00 returnsopen -> C1 U true
2026-03-25 10:00 writeoff C1 P phone=faulty -> ok ; SWP-14
2026-03-25 10:00 returnsopen -> none
shelf P model=X -> onhand=31

== SWP-14.2 (late) the phone comes after all
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> place=InTransit
2026-04-25 10:00 writeoff C1 P phone=faulty -> ok
2026-05-25 10:00 receive C1 P device=F1 -> place=InRepair
shelf P model=X -> onhand=31 coming=1

== SWP-15.1 without a slip, and then with it
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> place=InTransit
2026-03-16 10:00 takein device=F1 -> place=OnHold ; SWP-15 SWP-36
2026-03-16 10:00 takein device=F1 -> refused NotThere ; SWP-36
faulty C1 -> Awaited
audit P -> devices=33 InStock=31 InTransit=1 OnHold=1
2026-03-17 10:00 receive C1 P device=F1 -> place=InRepair
faulty C1 -> Arrived
audit P -> devices=33 InStock=31 InTransit=1 InRepair=1

== SWP-15.2 with a slip
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> place=InTransit
slipprinted C1 -> false
2026-03-12 10:00 slip C1 -> ok ; SWP-15
slipprinted C1 -> true
2026-03-16 10:00 receive C1 P device=F1 -> place=InRepair
audit P -> devices=33 InStock=31 InTransit=1 InRepair=1
2026-03-16 10:00 takein device=F1 -> refused NotThere ; SWP-36
2026-03-16 10:00 slip C1 -> refused NotAwaited ; SWP-15

== SWP-16.1 lent until 30 June
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
2026-06-01 10:00 change A from=2026-07-01 mode=Exchange after_repair=ToPool -> ok ; SWP-16 SWP-17 SWP-18
2026-06-30 10:00 setting A -> 2026-03-01 Loan ToUser
given case C1 registered="2026-06-30 10:00" result=DefiniteFault
2026-06-30 10:00 activate C1 P model=X -> status=Reserved promised=2026-07-01
2026-07-01 10:00 ship C1 P X1 -> place=InTransit pooled=true
swapback C1 -> Awaited
2026-07-31 10:00 report -> cases=0
2026-06-30 23:00 report -> cases=1 loans=0
2025-12-31 10:00 setting A -> none

== SWP-16.2 exchanged from 1 July
2026-06-01 10:00 change A from=2026-07-01 mode=Exchange after_repair=ToPool -> ok
2026-07-01 10:00 setting A -> 2026-07-01 Exchange ToPool
given case C1 registered="2026-07-01 00:00" result=DefiniteFault
2026-07-01 10:00 activate C1 P model=X -> status=Reserved promised=2026-07-02
2026-07-01 10:00 ship C1 P X1 -> place=InTransit pooled=false
swapback C1 -> none
2026-07-01 10:00 change A from=2025-12-31 mode=Loan after_repair=ToPool -> invalid
2026-07-01 10:00 change A from=2026-08-01 mode=Gift after_repair=ToPool -> invalid
2026-07-01 10:00 change A from=2026-08-01 mode=Loan after_repair=ToNobody -> invalid

== SWP-17.1 repaired for the pool
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> moved=-1
2026-03-16 10:00 receive C1 P device=F1 -> moved=0
onhand P -> 31
2026-03-20 10:00 repair C1 P F1 -> place=InStock moved=1 ; SWP-17 SWP-18 SWP-41 SWP-36
onhand P -> 32
repaired C1 -> Repaired
finished C1 -> false
2026-03-20 10:00 deliver C1 X1 -> late=7
finished C1 -> true

== SWP-17.2 repaired for the user
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> moved=-1
2026-03-11 10:00 deliver C1 X1 -> ok
2026-03-16 10:00 receive C1 P device=F1 -> moved=0 pooled=false
2026-03-20 10:00 repair C1 P F1 -> place=GivenBack moved=0
onhand P -> 31
finished C1 -> false
2026-03-25 10:00 return C1 P X1 -> place=InStock moved=1 ; SWP-18 SWP-36
onhand P -> 32
finished C1 -> true
2026-03-25 10:00 return C1 P X1 -> refused NotAwaited ; SWP-18

== SWP-18.1 lent, and back to the user
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
onhand P -> 32
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> moved=-1
onhand P -> 31
2026-03-25 10:00 return C1 P X1 -> moved=1
onhand P -> 32

== SWP-18.2 exchanged, and repaired for the pool
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> moved=-1
onhand P -> 31
2026-03-11 10:00 deliver C1 X1 -> place=WithUser
2026-03-16 10:00 receive C1 P device=F1 -> ok
2026-03-20 10:00 repair C1 P F1 -> moved=1
onhand P -> 32
place F1 -> InStock
place X1 -> WithUser
2026-03-25 10:00 return C1 P X1 -> refused NotAwaited ; SWP-18

== SWP-18.3 exchanged, and beyond repair
2026-01-02 10:00 fleet P model=X phones=400 -> ok
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> moved=-1
2026-03-11 10:02 deliver C1 X1 -> ok
2026-03-16 10:00 receive C1 P device=F1 -> ok
2026-03-16 10:00 refilldue P model=X -> 0
2026-03-20 10:00 repair C1 P F1 failed=true -> place=WrittenOff moved=0 ; SWP-17 SWP-18 SWP-41 SWP-36
finished C1 -> true
repaired C1 -> BeyondRepair
onhand P -> 31
2026-03-20 10:00 refilldue P model=X -> 1
2026-03-20 10:00 refill P order=R1 model=X -> asked=1 ; SWP-38

== SWP-18.3 (loan into the pool) the loan becomes an exchange
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToPool -> ok
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=Undetermined necessary=true
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> pooled=false moved=-1
2026-03-11 10:02 deliver C1 X1 -> ok
2026-03-16 10:00 receive C1 P device=F1 -> pooled=true
2026-03-20 10:00 repair C1 P F1 -> moved=1
finished C1 -> true

== SWP-18.3 (exchange back to the user) the swap phone comes back
2026-02-01 10:00 change A from=2026-03-01 mode=Exchange after_repair=ToUser -> ok
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> pooled=true moved=-1
2026-03-16 10:00 receive C1 P device=F1 -> pooled=false
2026-03-20 10:00 repair C1 P F1 -> place=GivenBack
2026-03-25 10:00 return C1 P X1 unfit=true -> place=OnHold moved=0
onhand P -> 31
2026-03-26 10:00 move X1 P to=InStock -> moved=1 ; SWP-29 SWP-36
onhand P -> 32

== SWP-18.3 (written off) the swap phone never comes back
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> moved=-1
2026-05-25 10:00 writeoff C1 P phone=swap -> invalid
2026-05-25 10:00 writeoff C1 P X1 phone=swap -> place=WrittenOff ; SWP-14 SWP-18 SWP-36
2026-05-25 10:00 writeoff C1 P X1 phone=swap -> refused NotAwaited ; SWP-18
swapback C1 -> GivenUp
shelf P model=X -> onhand=31
2026-06-25 10:00 return C1 P X1 sent=2026-06-26 -> invalid
2026-06-25 10:00 return C1 P X1 sent=2026-06-25 -> place=InStock moved=1
given case C2 registered="2026-06-26 10:00" result=DefiniteFault
2026-06-26 10:02 activate C2 P model=X -> status=Reserved promised=2026-06-29
2026-06-26 10:02 ship C2 P X1 -> moved=-1
2026-06-26 10:02 writeoff C1 P X1 phone=swap -> refused NotAwaited ; SWP-18
2026-06-26 10:02 return C2 P X1 -> moved=1
shelf P model=X -> onhand=32

== SWP-18.3 (not delivered) an exchange phone comes back
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> pooled=false moved=-1
2026-03-12 10:02 takein device=X1 -> place=OnHold
2026-03-13 10:02 return C1 P X1 -> place=InStock pooled=true moved=1 ; SWP-18 SWP-36
2026-03-13 10:02 deliver C1 X1 -> place=InStock late=2
2026-03-16 10:02 writeoff C1 P phone=faulty -> ok
finished C1 -> true
shelf P model=X -> onhand=32

== SWP-18.3 (lost by the post) and found
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> moved=-1
2026-03-20 10:02 writeoff C1 P X1 phone=swap -> place=WrittenOff
2026-03-20 10:02 move X1 P to=InStock -> refused NotThere ; SWP-36
2026-04-20 10:02 return C1 P X1 -> place=InStock moved=1
swapback C1 -> Arrived

== SWP-18.3 (written off and faulty) it comes in for another case
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
given case C2 registered="2026-03-10 11:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 12:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 12:02 activate C2 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 12:02 ship C1 P X1 -> moved=-1
2026-03-10 12:02 ship C2 P X2 -> moved=-1
2026-03-20 10:02 writeoff C1 P X1 phone=swap -> place=WrittenOff
2026-03-21 10:02 receive C2 P device=X1 -> place=InRepair pooled=true
2026-03-22 10:02 repair C2 P X1 failed=true -> place=WrittenOff
2026-03-22 10:02 return C1 P X1 -> refused NotAwaited ; SWP-18
shelf P model=X -> onhand=30 coming=1

== SWP-18.3 (lent, written off and faulty) it comes in for another case
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
given case C2 registered="2026-03-10 11:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 12:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 12:02 activate C2 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 12:02 ship C1 P X1 -> moved=-1
2026-03-10 12:02 ship C2 P X2 -> moved=-1
2026-03-20 10:02 move X3 P to=Lost -> moved=-1
2026-03-20 10:02 receive C2 P device=X3 -> refused NotThere ; SWP-36
2026-03-20 10:02 writeoff C1 P X1 phone=swap -> place=WrittenOff
2026-03-21 10:02 receive C2 P device=X1 -> place=InRepair pooled=true
2026-03-22 10:02 repair C2 P X1 -> place=InStock moved=1
shelf P model=X -> onhand=30 coming=1

== SWP-18.3 (never told that it was delivered) it comes in for another case
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
given case C2 registered="2026-03-17 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-17 12:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-17 12:02 activate C2 P model=X -> status=Reserved promised=2026-03-18
2026-03-17 12:02 ship C1 P X1 -> moved=-1
2026-03-17 12:02 ship C2 P X2 -> moved=-1
2026-03-20 10:02 receive C2 P device=X1 -> invalid
2026-03-20 10:02 receive C2 C1 P device=X1 -> place=InRepair pooled=true lent=C1
2026-03-22 10:02 writeoff C1 P phone=faulty -> ok
finished C1 -> true

== SWP-18.3 (lent phone fails) and comes in as the faulty one of another case
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> moved=-1
2026-03-11 10:02 deliver C1 X1 -> ok
given case C2 registered="2026-03-17 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-17 10:02 activate C2 P model=X -> status=Reserved promised=2026-03-18
2026-03-17 10:02 ship C2 P X2 -> moved=-1
2026-03-19 10:02 receive C2 P device=X1 -> invalid
2026-03-19 10:02 receive C2 C1 P device=X1 -> place=InRepair pooled=true lent=C1
swapback C1 -> Arrived
shelf P model=X -> onhand=30 coming=2
2026-03-29 10:02 repair C2 P X1 -> place=InStock moved=1
2026-03-29 10:02 return C2 P X2 -> place=InStock moved=1
shelf P model=X -> onhand=32
finished C2 -> true
2026-03-29 10:02 receive C1 P device=F1 -> place=InRepair pooled=false

== SWP-41.1 registered on the last day of the warranty
given case C1 registered="2026-03-10 16:00" warranty=2026-03-10 result=DefiniteFault
2026-03-10 16:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-10 16:02 ship C1 P X1 -> ok
2026-03-12 10:00 receive C1 P device=F1 -> ok
warrantystatus C1 -> In
2026-03-12 10:00 estimate C1 fee="0.00 SEK" amount="1900.00 SEK" -> refused InWarranty ; SWP-41
2026-03-12 10:00 repair C1 P F1 -> place=InStock ; SWP-17 SWP-18 SWP-41 SWP-36
charges -> "0.00 SEK"
2026-03-12 10:00 estimate C1 fee="0.00 SEK" amount="1900.00 SEK" handling=true -> refused AlreadyDecided ; SWP-42

== SWP-41.1 (device) the last day is included
2026-03-09 10:00 takein device=F1 -> ok
2026-03-10 10:00 warrantystatus F1 -> NotStated

== SWP-41.2 registered the day after
given case C1 registered="2026-03-11 10:00" warranty=2026-03-10 result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-11 10:02 estimate C1 fee="0.00 SEK" amount="1900.00 SEK" -> refused NotSent ; SWP-42
2026-03-13 10:00 receive C1 P device=F1 -> ok
warrantystatus C1 -> Out
2026-03-13 10:00 repair C1 P F1 -> refused NotApproved ; SWP-42
2026-03-13 10:00 estimate C1 fee="0.00 SEK" amount="1900.00 SEK" -> ok ; SWP-42 SWP-41
2026-03-14 10:00 accept C1 -> charge="1900.00 SEK" ; SWP-42 SWP-41
2026-03-14 10:00 repair C1 P F1 -> place=InStock moved=1
charges -> "1900.00 SEK"

== SWP-41.2 (handling) damage by water is outside whatever the day
given case C1 user=W registered="2026-03-11 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-11 10:02 close C1 outcome=ReferredToWorkshop -> ok
2026-03-13 10:00 estimate C1 fee="300.00 SEK" amount="1900.00 SEK" -> refused InWarranty ; SWP-41
2026-03-13 10:00 estimate C1 fee="300.00 SEK" amount="1900.00 SEK" handling=true -> charge="300.00 SEK"
warrantystatus C1 -> Out

== SWP-41.2 (not told) when the warranty ends
given case C1 registered="2026-03-11 10:00" result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-13 10:00 receive C1 P device=F1 -> ok
warrantystatus C1 -> NotStated
2026-03-13 10:00 estimate C1 fee="0.00 SEK" amount="1900.00 SEK" -> missing
2026-03-13 10:00 repair C1 P F1 -> missing
2026-03-13 10:00 repair C1 P F1 failed=true -> place=WrittenOff

== SWP-41.2 (told afterwards) when the warranty ends
given case C1 registered="2026-03-11 10:00" result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-13 10:00 receive C1 P device=F1 -> ok
2026-03-13 10:00 repair C1 P F1 warranty=2026-03-10 -> refused NotApproved ; SWP-42
2026-03-13 10:00 estimate C1 fee="0.00 SEK" amount="1900.00 SEK" warranty=2026-03-11 -> refused InWarranty ; SWP-41
2026-03-13 10:00 repair C1 P F1 warranty=2026-03-11 freight="1.00 SEK" -> invalid
2026-03-13 10:00 repair C1 P F1 warranty=2026-03-11 -> place=InStock
warrantystatus C1 -> In
given case C2 user=W registered="2026-03-11 10:00" result=DefiniteFault
2026-03-11 10:02 close C2 outcome=ReferredToWorkshop -> ok
2026-03-13 10:00 estimate C2 fee="0.00 SEK" amount="1900.00 SEK" -> missing
2026-03-13 10:00 estimate C2 fee="0.00 SEK" amount="1900.00 SEK" warranty=2026-03-10 -> ok
warrantystatus C2 -> Out

== SWP-41.2 (without a slip) it is the customer's as soon as that is known
given case C1 registered="2026-03-11 10:00" result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-13 10:00 takein device=F1 -> ok
2026-03-13 10:00 receive C1 P device=F1 warranty=2027-01-01 -> place=InRepair owner=M
2027-01-01 10:00 warrantystatus F1 -> In
2026-03-20 10:00 move X2 P to=Lost -> ok
2026-03-20 10:00 receive C1 P device=X2 -> refused NotAwaited ; SWP-14

== SWP-41.2 (a swap phone fails) its own warranty is known
2026-01-02 10:00 order P order=O2 model=Z quantity=1 -> ok
2026-01-05 10:00 arrive P O2 device=Z1 warranty=2026-06-30 -> moved=1
2026-06-30 10:00 warrantystatus Z1 -> In
2026-07-01 10:00 warrantystatus Z1 -> Out
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=Z -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P Z1 -> pooled=false
2026-03-11 10:02 deliver C1 Z1 -> ok
given case C2 registered="2026-07-01 10:00" model=Z result=DefiniteFault
2026-07-01 10:02 activate C2 P model=X -> status=Reserved promised=2026-07-02
2026-07-01 10:02 ship C2 P X1 -> ok
2026-07-03 10:02 receive C2 P device=Z1 model=Z -> place=InRepair pooled=true
warrantystatus C2 -> Out
shelf P model=Z -> coming=1
shelf P model=X -> onhand=31 coming=1

== SWP-42.1 an estimate that is declined
given case C1 registered="2026-03-11 10:00" result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-13 10:00 receive C1 P device=F1 warranty=2026-03-10 -> ok
2026-03-13 10:00 accept C1 -> refused AlreadyDecided ; SWP-42
2026-03-13 10:00 estimate C1 fee="300.00 SEK" amount="1900.00 SEK" -> charge="300.00 SEK" ; SWP-42 SWP-41
estimated C1 -> Open "1900.00 SEK"
2026-03-14 10:00 decline C1 P F1 then=Sell -> invalid
2026-03-14 10:00 decline C1 P F1 then=Scrap -> place=WrittenOff ; SWP-42 SWP-36
estimated C1 -> Declined "1900.00 SEK"
repaired C1 -> NotRepaired
charges -> "300.00 SEK"
2026-03-14 10:00 accept C1 -> refused AlreadyDecided ; SWP-42
shelf P model=X -> onhand=31

== SWP-42.1 (given back) the phone goes to the user
given case C1 registered="2026-03-11 10:00" warranty=2026-03-10 result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-13 10:00 receive C1 P device=F1 -> ok
2026-03-13 10:00 estimate C1 fee="300.00 SEK" amount="1900.00 SEK" -> charge="300.00 SEK"
2026-03-14 10:00 decline C1 P F1 then=GiveBack -> place=GivenBack pooled=false
shelf P model=X -> onhand=31

== SWP-42.1 (referred) the workshop has the phone
given case C1 user=W registered="2026-03-11 10:00" warranty=2026-03-10 result=DefiniteFault
2026-03-11 10:02 close C1 outcome=ReferredToWorkshop -> ok
2026-03-13 10:00 estimate C1 fee="300.00 SEK" amount="1900.00 SEK" -> charge="300.00 SEK"
2026-03-13 10:00 estimate C1 fee="0.00 SEK" amount="1200.00 SEK" -> ok
2026-03-14 10:00 decline C1 then=GiveBack freight="89.00 SEK" -> invalid
2026-03-14 10:00 decline C1 then=GiveBack packaging="25.00 SEK" -> invalid
2026-03-14 10:00 decline C1 then=GiveBack -> ok ; SWP-42

== SWP-42.1 (sent to the user) what that costs is billed with the month
given case C1 registered="2026-03-11 10:00" warranty=2026-03-10 result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-13 10:00 receive C1 P device=F1 -> ok
2026-03-13 10:00 estimate C1 fee="300.00 SEK" amount="1900.00 SEK" -> charge="300.00 SEK"
2026-03-14 10:00 decline C1 P F1 then=Scrap freight="89.00 SEK" -> invalid
2026-03-14 10:00 decline C1 P F1 then=GiveBack freight="89.00 SEK" packaging="25.00 SEK" -> place=GivenBack charge="114.00 SEK" sent=2026-03-14 ; SWP-42 SWP-36 SWP-39

== SWP-42.2 (beyond repair) what was accepted is credited
given case C1 registered="2026-03-11 10:00" warranty=2026-03-10 result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-13 10:00 receive C1 P device=F1 -> ok
2026-03-13 10:00 estimate C1 ref=est1 fee="300.00 SEK" amount="1900.00 SEK" -> charge="300.00 SEK"
2026-03-14 10:00 accept C1 ref=acc1 -> charge="1900.00 SEK"
2026-03-15 10:00 credit A of=acc1 -> refused NothingToCredit ; SWP-39
2026-03-15 10:00 repair C1 P F1 failed=true -> place=WrittenOff charge="-1900.00 SEK" ; SWP-17 SWP-18 SWP-41 SWP-36 SWP-42
charges -> "300.00 SEK"
2026-03-15 10:00 credit A of=est1 -> charge="-300.00 SEK" ; SWP-42 SWP-41
2026-03-15 10:00 accept C1 -> refused AlreadyDecided ; SWP-42

== SWP-42.2 (beyond repair first) there is nothing to accept
given case C1 registered="2026-03-11 10:00" warranty=2026-03-10 result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-13 10:00 receive C1 P device=F1 -> ok
2026-03-13 10:00 estimate C1 fee="300.00 SEK" amount="1900.00 SEK" -> charge="300.00 SEK"
2026-03-14 10:00 repair C1 P F1 failed=true -> place=WrittenOff
2026-03-15 10:00 accept C1 -> refused AlreadyDecided ; SWP-42

== SWP-42.2 an estimate that is accepted
given case C1 registered="2026-03-11 10:00" warranty=2026-03-10 result=DefiniteFault
2026-03-11 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-12
2026-03-11 10:02 ship C1 P X1 -> ok
2026-03-13 10:00 receive C1 P device=F1 -> ok
2026-03-13 10:00 estimate C1 fee="300.00 SEK" amount="1900.00 SEK" -> charge="300.00 SEK"
2026-03-14 10:00 accept C1 -> charge="1900.00 SEK" ; SWP-42 SWP-41
charges -> "2200.00 SEK"
2026-03-14 10:00 estimate C1 fee="300.00 SEK" amount="1900.00 SEK" -> refused AlreadyDecided ; SWP-42

== SWP-14.9 the faulty phone is due
given terms return_days=14
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 ship C1 P X1 -> place=InTransit
2026-03-12 upcoming C1 until=2026-04-01 -> "2026-03-24 C1 due"
2026-03-24 23:59 returnsopen -> C1 U false
2026-03-25 00:00 returnsopen -> C1 U true
2026-03-25 10:00 receive C1 P device=F1 -> place=InRepair
2026-03-12 upcoming C1 until=2026-04-01 -> none
