# Freight in arrears, and the quality report (SWP-39, SWP-40).

given agreement A
given user U level=PROF
given user W level=BAS
given pool P
given stock P model=X count=5

== SWP-39.1 two shipments in March and a label used in April
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
given case C2 registered="2026-03-30 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 freight="89.00 SEK" packaging="25.00 SEK" -> charge="114.00 SEK" sent=2026-03-10 ; SWP-11 SWP-14 SWP-18 SWP-36 SWP-39
2026-03-30 10:02 activate C2 P model=X -> status=Reserved promised=2026-03-31
2026-03-30 10:05 ship C2 P X2 freight="89.00 SEK" packaging="25.00 SEK" -> charge="114.00 SEK" sent=2026-03-30
2026-04-01 00:00 invoice A month=2026-03 -> lines=2 total="228.00 SEK" ; SWP-39
2026-04-01 00:00 invoice A month=2026-03 -> refused AlreadyInvoiced ; SWP-39
2026-04-07 10:05 receive C1 P device=F1 sent=2026-04-02 freight="89.00 SEK" -> charge="89.00 SEK" sent=2026-04-02 ; SWP-14 SWP-15 SWP-17 SWP-36 SWP-39
2026-05-01 00:00 invoice A month=2026-04 -> lines=1 total="89.00 SEK" ; SWP-39

== SWP-39.1 (recorded late) it is on the next invoice
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
given case C2 registered="2026-03-30 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-30 10:02 activate C2 P model=X -> status=Reserved promised=2026-03-31
2026-03-10 10:05 ship C1 P X1 freight="89.00 SEK" packaging="25.00 SEK" -> charge="114.00 SEK"
2026-04-01 00:00 invoice A month=2026-03 -> lines=1 total="114.00 SEK"
2026-03-31 10:05 ship C2 P X2 freight="80.00 SEK" packaging="20.00 SEK" entered=2026-04-03 -> charge="100.00 SEK" sent=2026-03-31
2026-05-01 00:00 invoice A month=2026-04 -> lines=1 total="100.00 SEK"
2026-06-01 00:00 invoice A month=2026-05 -> refused NothingToInvoice ; SWP-39

== SWP-39.1 (currencies) each has an invoice of its own
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
given case C2 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C2 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 freight="89.00 SEK" packaging="25.00 SEK" -> charge="114.00 SEK"
2026-03-10 10:05 ship C2 P X2 freight="9.00 EUR" packaging="0.00 EUR" -> charge="9.00 EUR"
2026-04-01 00:00 invoice A month=2026-03 -> lines=1 total="114.00 SEK"
2026-04-01 00:00 invoice A month=2026-03 currency=EUR -> lines=1 total="9.00 EUR"
2026-04-01 00:00 invoice A month=2026-03 currency=NOK -> refused NothingToInvoice ; SWP-39
2026-04-01 00:00 invoice A month=2026-03 currency="" -> missing
2026-03-31 00:00 report -> freight="[9.00 EUR 114.00 SEK]" exchanges=2

== SWP-39.1 (told wrong) it is credited and told again
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 ref=s1 freight="890.00 SEK" packaging="25.00 SEK" -> charge="915.00 SEK"
2026-04-01 00:00 invoice A month=2026-03 -> lines=1 total="915.00 SEK"
2026-04-02 00:00 credit A of=s1 -> charge="-915.00 SEK" sent=2026-03-10 ; SWP-11 SWP-14 SWP-18 SWP-36 SWP-39
2026-04-02 00:00 credit A of=s1 -> refused NothingToCredit ; SWP-39
2026-04-02 00:00 credit A of=s2 -> refused NothingToCredit ; SWP-39
2026-04-02 00:00 parcel A ref=s3 freight="0.00 SEK" packaging="0.00 SEK" -> sent=2026-04-02
2026-04-02 00:00 credit A of=s3 -> refused NothingToCredit ; SWP-39
2026-04-02 00:00 parcel A freight="89.00 SEK" packaging="25.00 SEK" -> charge="114.00 SEK" sent=2026-04-02
2026-05-01 00:00 invoice A month=2026-04 -> lines=3 total="-801.00 SEK"

== SWP-39.1 (two customers) each has an invoice of its own
given agreement B customer=N
2026-03-12 10:00 parcel B freight="7.00 SEK" packaging="0.00 SEK" -> charge="7.00 SEK" sent=2026-03-12
2026-03-12 10:00 parcel A freight="40.00 SEK" packaging="12.50 SEK" -> charge="52.50 SEK" sent=2026-03-12
2026-04-01 10:00 invoice A month=2026-03 -> lines=1 total="52.50 SEK"
2026-04-01 10:00 invoice B month=2026-03 -> lines=1 total="7.00 SEK"

== SWP-39.1 (sent to the user) the repaired phone is a shipment too
2026-02-01 10:00 change A from=2026-03-01 mode=Loan after_repair=ToUser -> ok
given case C1 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 -> ok
2026-03-12 10:05 receive C1 P device=F1 -> ok
2026-04-01 10:05 repair C1 P F1 freight="89.00 SEK" packaging="25.00 SEK" -> charge="114.00 SEK" sent=2026-04-01 ; SWP-17 SWP-18 SWP-41 SWP-36 SWP-39
2026-04-03 10:05 return C1 P X1 freight="89.00 SEK" -> charge="89.00 SEK" sent=2026-04-03 ; SWP-18 SWP-36 SWP-39
2026-05-01 00:00 invoice A month=2026-03 -> lines=1 total="0.00 SEK"
2026-05-01 00:00 invoice A month=2026-04 -> lines=2 total="203.00 SEK"

== SWP-39.1 (service bags) what is sent apart from the phones
2026-03-12 10:00 parcel A freight="40.00 SEK" packaging="12.50 SEK" -> charge="52.50 SEK" sent=2026-03-12 ; SWP-39
2026-03-12 10:00 parcel A freight="40.00 SEK" packaging="12.50 NOK" -> invalid
2026-03-12 10:00 parcel A freight="40.00 SEK" -> missing
2026-04-01 10:00 invoice A month=2026-03 -> lines=1 total="52.50 SEK"

== SWP-39.2 the month is not over
given case C1 registered="2026-03-10 10:00" result=DefiniteFault
2026-03-10 10:02 activate C1 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:05 ship C1 P X1 freight="89.00 SEK" packaging="25.00 SEK" -> charge="114.00 SEK"
2026-03-10 10:05 ship C1 P X1 freight="-1.00 SEK" -> invalid
2026-03-31 23:59 invoice A month=2026-03 -> refused MonthNotOver ; SWP-39
2026-04-01 00:00 invoice A month=2026-03 -> lines=1

== SWP-40.1 ten cases in March
given case C1 registered="2026-03-02 10:00" result=HandlingError
given case C2 registered="2026-03-02 10:00" result=HandlingError
given case C3 registered="2026-03-03 10:00" result=NotThePhone
given case C4 registered="2026-03-04 10:00" subject=password
given case C5 registered="2026-03-05 10:00" subject=sync
given case C6 user=W registered="2026-03-06 10:00" result=RemediedByPhone
6x 2026-03-09 10:00 close C# outcome=SolvedByPhone -> ok
given case C7 user=W registered="2026-03-09 10:00" warranty=2026-03-08 result=DefiniteFault
2026-03-09 10:30 close C7 outcome=ReferredToWorkshop -> ok
given case C8 registered="2026-03-10 10:00" warranty=2026-12-31 result=DefiniteFault
given case C9 registered="2026-03-10 10:00" result=DefiniteFault
given case C10 registered="2026-03-10 10:00" model=Y result=DefiniteFault
2026-03-10 10:02 activate C8 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C9 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 activate C10 P model=X -> status=Reserved promised=2026-03-11
2026-03-10 10:02 fleet P model=X phones=40 -> ok
2026-03-10 10:05 ship C8 P X1 freight="89.00 SEK" packaging="25.00 SEK" -> charge="114.00 SEK"
2026-03-10 10:05 ship C9 P X2 freight="89.00 SEK" packaging="25.00 SEK" -> charge="114.00 SEK"
2026-03-10 10:05 ship C10 P X3 -> ok
2026-03-11 10:05 deliver C8 X1 -> ok
2026-03-11 12:00 report -> cases=10 SolvedByPhone=6 ReferredToWorkshop=1 SwapSent=3 kept=1 late=0 under=2 share="100 %"
2026-03-11 10:05 deliver C9 X2 -> ok
2026-03-12 10:05 deliver C10 X3 -> late=1
2026-04-01 00:00 report -> cases=0
2026-03-31 12:00 report -> cases=10 SolvedByPhone=6 ReferredToWorkshop=1 SwapSent=3 kept=2 late=1 under=0 share="66.67 %" SwapSent-share="30 %" X-share="90 %" loans=0 exchanges=3 BAS=2 PROF=8 Diagnosis=8 OperatingSystem=1 Sync=1 HandlingError=2 NotThePhone=1 RemediedByPhone=1 DefiniteFault=4 none=2 X=9 Y=1 in=1 out=1 notstated=8 handling=2 target=4 onhand=2 requests=0 freight="[228.00 SEK]" ; SWP-40
given case C11 registered="2026-03-31 23:59"
2026-03-31 23:59 report -> cases=11 Open=1

== SWP-40.1 (stock) of all pools, and the refills asked for in the month
given pool Q
given stock Q model=Y count=2
2026-03-02 10:00 fleet P model=X phones=100 -> ok
2026-03-02 10:00 fleet Q model=Y phones=50 -> ok
2026-02-28 10:00 refill P order=R0 model=X -> asked=3
2026-03-02 10:00 decide P R0 quantity=1 -> note=BelowGuide
2026-03-02 10:00 refill P order=R1 model=X -> asked=2
2026-03-02 10:00 refill Q order=R2 model=Y -> asked=2
2026-03-31 12:00 report -> cases=0 target=12 onhand=7 requests=2

== SWP-40.1 (back-ordered and refused) are categories too
given case C1 registered="2026-03-02 10:00" result=DefiniteFault
2026-03-02 10:00 activate C1 P model=Z -> status=Backordered
2026-03-02 10:00 register case=C2 user=W subject=sync -> lacks="Sync PROF"
2026-03-02 10:00 close C2 outcome=Refused -> ok
2026-03-02 10:00 report -> cases=2 Backordered=1 Refused=1 under=0

== SWP-40.2 a month without cases
2026-02-28 10:00 report -> cases=0 kept=0 late=0 share=undefined loans=0 exchanges=0 freight=[] ; SWP-40

== SWP-39.9 the months ahead that can be invoiced once they are over
2026-03-02 upcoming A until=2026-06-01 -> "2026-04-01 A/2026-03 billed" "2026-05-01 A/2026-04 billed"
2026-04-01 upcoming A until=2026-04-02 -> "2026-04-01 A/2026-03 billed"

== SWP-39.10 no month is billed before the agreement began
2020-01-01 upcoming A until=2026-03-02 -> "2026-01-01 A begins" "2026-02-01 A/2026-01 billed" "2026-03-01 A/2026-02 billed"
