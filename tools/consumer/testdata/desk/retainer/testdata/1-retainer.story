# A retainer of two call-outs, and a third.
given terms included=2 fee="9000.00 NOK" call_out="2400.00 NOK"
2026-01-15 09:00 sign retainer=R holder=ACME  -> moved=2 charge="9000.00 NOK" ; RET-01

== RET-02.1 what is included is taken first
2026-03-02 23:10 callout R what="file server" -> moved=-1 ; RET-02
left R                                        -> 1

== RET-02.2 whatever is used up is charged one by one
2x 2026-03-0# 23:10 callout R what=router     -> moved=-1 ; RET-02
2026-03-03 23:10 callout R what=router        -> charge="2400.00 NOK" ; RET-02 RET-03
2026-03-04 23:10 callout R what=router        -> charge="2400.00 NOK" ; RET-02 RET-03
left R                                        -> 0

== RET-04.1 the last day belongs to the term
2027-01-15 23:59 callout R what=router        -> moved=-1 ; RET-02
2027-01-16 00:00 callout R what=router        -> refused NotInForce ; RET-04
2026-01-14 12:00 callout R what=router        -> refused NotInForce ; RET-04

== RET-05.1 a mistake gives back what it took
2026-03-02 23:10 callout R ref=c1 what=router -> moved=-1 ; RET-02
2026-03-03 08:00 withdraw R of=c1 because="false alarm"  -> moved=1 ; RET-05
left R                                        -> 2
2026-03-03 08:05 withdraw R of=c1 because="once more"    -> conflict

== RET-05.2 or what it cost
2x 2026-03-0# 23:10 callout R what=router     -> moved=-1
2026-03-03 23:10 callout R ref=c3 what=router -> charge="2400.00 NOK"
2026-03-04 08:00 withdraw R of=c3 because="false alarm"  -> charge="-2400.00 NOK" ; RET-05
2026-03-04 08:00 withdraw R of=e1 because="changed mind" -> refused NotWithdrawn ; RET-05

== RET-01.1 nothing is signed without a price
given terms included=2 fee="9000.00 NOK"
2026-01-15 09:00 sign retainer=S holder=ACME  -> missing
2026-01-15 09:00 callout R                    -> invalid
