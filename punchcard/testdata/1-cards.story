# The card itself: what is sold, at what price, and when it ends.
# Customer C buys card K of 10 clips on Wednesday 12 May 2021; an hour lists at 1,000.00 DKK.

given price 2021-01-01 amount="1000.00 DKK"
given card K sold=2021-05-12 size=10

== PCH-01.1 a new card has all its clips
2021-05-12 09:00 balance K -> 10

== PCH-01.2 three clips punched leave seven
given task T
2021-06-01 09:00 session T K what=server by=PH place=remote work=3h -> moved=-3 ; PCH-11 PCH-10 PCH-17
balance K -> 7

== PCH-02.1 there is no card of 15
2021-05-12 buy card=X holder=C size=15 -> refused NoSuchCard ; PCH-02

== PCH-02.2 cards of 10, 20 and 30 are sold
2021-05-12 buy card=K10 holder=C size=10 -> charge="9500.00 DKK" ; PCH-04 PCH-03
2021-05-12 buy card=K20 holder=C size=20 -> charge="18000.00 DKK"
2021-05-12 buy card=K30 holder=C size=30 -> charge="25500.00 DKK"

== PCH-03.1 two cards of 10 are dearer than one of 20
2021-05-12 buy card=A holder=C size=10 -> charge="9500.00 DKK"
2021-05-12 buy card=B holder=C size=10 -> charge="9500.00 DKK"
2021-05-12 buy card=D holder=C size=20 -> charge="18000.00 DKK"

== PCH-03.2 the bigger the card, the bigger the discount
discount size=10 -> "5 %"
discount size=20 -> "10 %"
discount size=30 -> "15 %"

== PCH-04.1 prices at a list price of 1,000.00
2021-05-12 price size=10 -> "9500.00 DKK"
price size=20 -> "18000.00 DKK"
price size=30 -> "25500.00 DKK"
saving size=10 -> "500.00 DKK"
saving size=20 -> "2000.00 DKK"
saving size=30 -> "4500.00 DKK"
given card K20 sold=2021-05-12 size=20
given card K30 sold=2021-05-12 size=30
perclip K -> 950
perclip K20 -> 900
perclip K30 -> 850

== PCH-04.2 prices at a list price of 1,095.00
given price 2021-03-01 amount="1095.00 DKK"
2021-05-12 price size=10 -> "10402.50 DKK"
price size=20 -> "19710.00 DKK"
price size=30 -> "27922.50 DKK"

== PCH-04.3 rounded once, half away from zero
given price 2021-03-01 amount="999.99 DKK"
2021-05-12 price size=10 -> "9499.91 DKK"
price size=20 -> "17999.82 DKK"
price size=30 -> "25499.75 DKK"

== PCH-05.1 one invoice, whatever the number of visits
given task T
6x 2021-06-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
2021-06-09 09:00 session T K what=server by=PH place=remote work=4h -> moved=-4
balance K -> 0
charges -> "9500.00 DKK" 1

== PCH-05.2 two cards are two invoices
2021-05-20 buy card=K2 holder=C size=10 -> charge="9500.00 DKK"
charges -> "19000.00 DKK" 2

== PCH-07.1 used up, then renewed
given task T
2022-03-01 09:00 session T K what=server by=PH place=remote work=10h -> moved=-10
2022-03-01 18:59:59 state K -> Active
2022-03-01 19:00 state K -> UsedUp
2022-03-10 09:00 renew K card=K2 size=20 -> charge="18000.00 DKK" ; PCH-07 PCH-04 PCH-03
expirydate K2 -> 2027-03-10
enddate K2 -> 2025-03-10

== PCH-07.1 (work going on) renewed while the work that took the last clip goes on
given task T
given task U
2022-03-01 09:00 session T K what=server by=PH place=remote work=10h -> moved=-10
2022-03-01 10:00 session U K what=printer by=AK place=remote work=1h -> uncovered=1
2022-03-01 11:00 state K -> Active
balance K -> 0
renew K card=K2 size=10 -> charge="9500.00 DKK" ; PCH-07 PCH-04 PCH-03
settle U K2 by=renewal -> moved=-1 uncovered=-1 ; PCH-09

== PCH-07.2 used up, then stopped
given task T
2022-03-01 09:00 stop K -> refused StillActive ; PCH-07
2022-03-01 09:00 session T K what=server by=PH place=remote work=10h -> moved=-10
2022-03-02 09:00 stop K -> ok ; PCH-07
stopped K -> true
charges -> "9500.00 DKK" 1
statement K holder=C -> used=10 left=0 lines=1

== PCH-18.1 no transfer without an agreement
2022-01-10 transfer K to=BETA -> refused NotTransferable ; PCH-18
holder K -> C

== PCH-18.2 a transfer changes nothing but the holder
2022-01-10 transfer K to=BETA agreement=X17 -> ok ; PCH-18
holder K -> BETA
balance K -> 10
expirydate K -> 2026-05-12
lapsedate K -> 2024-05-12

== PCH-18.3 a third party cannot punch
given task T holder=BETA
2022-01-10 session T K what=server by=PH place=remote work=1h -> refused NotHolder ; PCH-18
balance K -> 10

== PCH-19.1 three years after the last use
given task T
2022-03-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
lapsedate K -> 2025-03-01
daystolapse K -> 1096
2025-03-01 23:59:59 state K -> Active
daystolapse K -> 0
2025-03-02T00:00:00+01:00 state K -> Lapsed
balance K -> 0
daystolapse K -> 0

== PCH-19.2 a card never used lapses three years after its purchase
given card U sold=2023-02-28 size=10
lapsedate U -> 2026-02-28
2026-02-28 23:59:59 state U -> Active
2026-03-01 state U -> Lapsed

== PCH-19.3 used on the last day, it lives on until it expires
given task T
2022-03-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
2025-03-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
2025-03-02 state K -> Active
lapsedate K -> 2028-03-01
enddate K -> 2026-05-12

== PCH-19.4 last used on 29 February
given card U sold=2023-02-28 size=10
given task T
2024-02-29 09:00 session T U what=server by=PH place=remote work=1h -> moved=-1
lapsedate U -> 2027-02-28
given card V sold=2024-02-28 size=10
given task S
2025-02-28 09:00 session S V what=server by=PH place=remote work=1h -> moved=-1
2028-02-28 state V -> Active
2028-02-29 state V -> Lapsed

== PCH-21.1 the last day is usable, the next is not
given task T
2024-01-10 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
2026-05-12 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
2026-05-13T00:00:00+02:00 session T K what=server by=PH place=remote work=1h -> uncovered=1 ; PCH-11 PCH-10 PCH-17 PCH-09 PCH-21
balance K -> 0
state K -> Expired

== PCH-21.2 bought on 29 February
given card U sold=2024-02-29 size=10
expirydate U -> 2029-02-28

== PCH-22.1 the lapse comes first
given task T
2022-03-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
enddate K -> 2025-03-01
2025-03-01 state K -> Active
2025-03-02 state K -> Lapsed
2026-06-01 state K -> Lapsed

== PCH-22.2 the expiry comes first
given task T
2024-01-10 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
lapsedate K -> 2027-01-10
2026-05-12 state K -> Active
2026-05-13 state K -> Expired

== PCH-22.3 both on one day: expired
given task T
2023-05-12 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
lapsedate K -> 2026-05-12
expirydate K -> 2026-05-12
2026-05-13 state K -> Expired
2026-05-13 session T K what=server by=PH place=remote work=1h -> uncovered=1 ; PCH-11 PCH-10 PCH-17 PCH-09 PCH-21

== PCH-23.1 what is left is forfeited
given task T
2024-01-10 09:00 session T K what=server by=PH place=remote work=6h -> moved=-6
2026-05-12 23:59:59 balance K -> 4
forfeited K -> 0 0.00
2026-05-13 balance K -> 0
forfeited K -> 4 "3800.00 DKK"

== PCH-23.2 nothing is left to forfeit
given task T
2024-01-10 09:00 session T K what=server by=PH place=remote work=10h -> moved=-10
2026-05-13 state K -> UsedUp
forfeited K -> 0 0.00

== PCH-42.1 a card of 30 saves 4,500.00
given card L sold=2021-05-12 size=30
saving L -> "4500.00 DKK"

== PCH-42.2 a card of 10 saves 500.00
saving K -> "500.00 DKK"

== GEN-13.1 a use entered late brings a lapsed card back
given task T
2022-03-01 09:00 session T K what=server by=PH place=remote work=1h -> moved=-1
2025-03-05 state K -> Lapsed
2025-02-20 09:00 session T K what=server by=PH place=remote work=1h entered=2025-03-06 -> moved=-1
2025-03-06 state K -> Active
lapsedate K -> 2028-02-20
enddate K -> 2026-05-12

== PCH-22.9 what a card has ahead: the lapse as long as it comes first, then the expiry
2022-01-01 upcoming K until=2030-01-01 -> "2024-05-12 K lapses 10 clips"
given task T
2023-06-01 09:00 session T K what=server by=PH place=remote work=2h -> moved=-2
2022-01-01 upcoming K until=2030-01-01 -> "2026-05-12 K expires 8 clips"
2022-01-01 upcoming K until=2026-05-12 -> none
2026-05-12 upcoming K until=2026-05-13 -> "2026-05-12 K expires 8 clips"
2023-06-02 09:00 session T K what=server by=PH place=remote work=8h -> moved=-8
2022-01-01 upcoming K until=2030-01-01 -> none

== PCH-22.10 a lapse and an expiry on one day: it expires
given task T
2023-05-12 09:00 session T K what=server by=PH place=remote work=2h -> moved=-2
lapsedate K -> 2026-05-12
2022-01-01 upcoming K until=2030-01-01 -> "2026-05-12 K expires 8 clips"
2026-05-13 state K -> Expired
