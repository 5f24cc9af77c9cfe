// Package avtale is the map of this module; it holds no code.
//
// avtale answers, exactly and with reasons, what a support contract gives a
// customer. Each contract is a plain value; everything that happens to it is a
// pure transition that returns the next value and a ledger entry naming the
// clauses that decided. There is no clock, no database and no goroutine in
// here: a service hands in what it knows and stores what comes out.
//
// # Where to start
//
// Start with [github.com/avtale/avtale/punchcard], a punch card of prepaid
// consultant hours. Who has read one contract package can find the way in all.
// Most readers can skip the rest of this list until a signature sends them
// there.
//
//	calendar                     instants, civil time, terms, business hours, holidays, deadlines
//	entitlement                  clause, reason, refusal, money, lot, entry; answers, and the choice
//	entitlement/ledger           append, replay, verify, as-of, restate, receipts; for any contract type
//	entitlement/wire             the stored form of opaque values
//	entitlement/entitlementtest  laws and stories, for any contract type
//	punchcard                    prepaid hours: rounding, travel, lapse, renewal, add-ons
//	timeaccount                  free, prepaid in quarter hours, or by the hour; opening hours, consent
//	swap                         mobile support: levels, cases, promises, a pool of phones
//	priority                     a queue: who is served first, with what claim, and who waits longest
//	hotline                      a yearly allowance of cases, and what happens beyond it
//	examples/tour                a year of one customer with all five contracts, as a story
//	examples/advisor             a year of work under other contracts, side by side
//	examples/replay              a real service-desk log under each contract
//	benchmarks                   a module of its own: answers beside those of other libraries
//
// Each imports only what stands above it in this list: calendar knows nothing of
// the others, and no contract package knows another.
//
// # Glossary
//
//   - Contract: a value that covers something for a holder: a card, a time
//     account, a workshop's subscriptions. It is opaque.
//   - Terms: the provider's conditions, as an open record of plain data.
//   - Clause: the number of a rule, such as PCH-10. Reading: how a vague text is
//     understood.
//   - Fact: what a caller tells, verbatim. Event: its reference, when it
//     happened and when it was told.
//   - Entry: what a transition decided: the fact, the values it moves and by how
//     much, what is uncovered, what is charged, and why.
//   - Case: one fault, of a vehicle or a phone, asked of a hotline or a support
//     centre. Task: a piece of work that takes time. Enquiry: one call or mail,
//     with all work on it. Session: work of one person without a break.
//   - Increment: the step by which time is charged: a started hour, an interval.
//   - Allowance: units that come again each year. Block: units agreed on and paid
//     ahead. Reward: units for something given back.
//   - Clip: one started hour on a punch card. Figures: what a value was concluded
//     with, which never changes. Holding: the values a fact is told to. Outcome: what
//     an entry has decided beyond its head. Statement: a card or an account as its
//     customer reads it.
//   - Lot: units that can be drawn in a stretch of days. Balance: what can be
//     drawn now. Uncovered: what no lot covered.
//   - Exchange: the user keeps the swap phone. Loan: it comes back. Pool: a
//     customer's stock of swap phones. Back-order: a case that waits for one.
//     In arrears: billed once the month is over.
//   - Lapse: an end for want of use. Expiry: an end by age. Term: a right that
//     dies. Period: a right that is renewed.
//   - Horizon: the days a calendar answers for. Working day: a day that counts in
//     promises, settable apart from the hours. Cutoff: the time of day from which
//     something counts as the next working day's.
//   - Ticket: a case in a queue. Standing: whether its customer has a contract now.
//     Claim: what the customer can ask for; it is no rank. Urgency and severity: levels
//     of scales that the provider names.
//   - Answer: what one contract would do about a request, before it is made.
//     Decision: the choice between answers. Cover: how much of the request is
//     served. Notice: what the desk has to know. Restatement: what would be decided
//     otherwise, had all been told when it happened; to rectify is to post that.
//   - Refusal: the answer no, with reason, clause and what would have passed.
//   - Story: an example of a contract's text that runs as a test.
package avtale
