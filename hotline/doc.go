// Package hotline answers what a yearly allowance of hotline cases gives a
// workshop: which enquiries are free support, which cases are covered and by
// what, what happens beyond, and why.
//
// # What the contract promises
//
// Each subscription on a diagnostic tester or a data program brings five free
// cases in its own year; the cases of all subscriptions are one pool, and what
// ends first is used first. Support, as opposed to hotline, is free and never
// counts. A case beyond the free ones is served and costs nothing, and the
// workshop is contacted once a year about an agreement: a block of cases for a year,
// paid ahead. Nothing is ever charged backwards. A tip that the provider
// publishes brings two more cases. The readings of what the printed text leaves
// open are in [Clauses], each beside its rule.
//
// # Values
//
//	Terms     the provider's conditions, as data; start from Printed
//	Workshop  a customer: its subscriptions, and what can be drawn on
//	Case      an enquiry: what it is, and what it drew
//	Feedback  a tip, and what the provider decided about it
//
// Each is a value; transitions return new ones and an [Entry] that says what
// moved and by which clauses:
//
//	workshop, entry, err := hotline.Enrol(terms, event, enrolment)
//	workshop, entry, err := workshop.Subscribe(terms, event, subscription)
//	workshop, c, entry, err := workshop.Receive(terms, event, receipt)
//	c, workshop, entry, err := c.Withdraw(event, workshop)
//
// A workshop holds lists, so it compares with [Workshop.Equal]; cases and
// feedback compare with ==. To learn whether a case would be covered, make the transition
// and drop the result, or call [Workshop.Ask], which does that and says it in the words
// that all contracts share. What is ahead [Workshop.Upcoming] tells; which cases would be
// covered otherwise had all been told in time, [Restate].
//
// # Time
//
// Moments come from [github.com/avtale/avtale/calendar.Zone], in the zone the
// terms name. The moment a case was received decides on which year it draws;
// when it is entered never does. Years begin, lapse and end by themselves: ask
// [Workshop.Remaining] at any moment. What is told is the workshop as it now
// stands; what it was earlier, and what was known when, is
// [github.com/avtale/avtale/entitlement/ledger.AsOf].
//
// # Refusals
//
// A case may be refused before it is taken in: nobody's customer, terms not
// accepted, a channel that is not offered, beyond the free cases after an
// agreement was declined. The [github.com/avtale/avtale/entitlement.Refusal]
// names the reason, the clause and what would have passed. What was done is
// posted: answers and follow-ups always.
//
// # How a service stores it
//
// As every contract of this module: see package
// [github.com/avtale/avtale/punchcard]. The values are workshops, cases and
// feedback; a receipt, a withdrawal and a reclassification move a workshop and a
// case in one entry and so lock two rows, an answer or a follow-up only the
// case. The lots of a workshop have no rows of their own.
package hotline
