// Package priority answers who is served first, where service time is scarce and
// customers with a contract go before those without; what they can claim, who pays,
// how many are ahead, how long anybody has waited, and why.
//
// # What the contract promises
//
// Customers with a service and maintenance contract are treated with preference:
// they have a hotline of their own, a claim to the support agreed in it, and all
// their cases are served before any of the others. Customers without one get help as
// needed under a service number, by the general price list; they wait, may leave a
// message after a few minutes, and have no claim. Within a group urgency decides,
// then arrival. The readings of what the printed text leaves open are in [Clauses],
// each beside its rule.
//
// # The order
//
// [Compare] is all of it: group, urgency, severity where it is measured, arrival as
// an instant, number, id. It is a strict total order, so the same tickets have the
// same order, however they came together. [Decides] says which of these puts one
// ticket before another.
//
// # Values
//
//	Terms     the provider's conditions, as data; start from Printed
//	Contract  what the queue needs to know of a customer's contract, as data
//	Case      what is told about a case
//	Ticket    a case in a queue, and its place
//	Queue     the tickets that wait, and those in work
//
// A [Queue] is a value like all others of this module: an operation returns the next
// queue and a [Change] for the host's log, and the queue it was called on stays as it
// was.
//
//	queue, err := priority.New(terms)
//	queue, change, err := queue.Intake(c, at, by, contracts...)
//	ticket, ok := queue.Next()
//	queue, change, err := queue.Take(ticket, at, by)
//	queue, change, err := queue.Remove(change.Ticket, at, by)
//
// That costs little: a queue is a few balanced search trees whose nodes are never
// changed. An operation copies the nodes on its way from the root, some twenty of a
// million, and shares all others with the queue before it. Every operation looks at a
// number of tickets that grows with the logarithm of the queue.
//
// An operation takes the ticket itself. If it is not as the queue knows it, because
// somebody was faster, the operation is [entitlement.ErrConflict]; [Queue.Find] has
// the ticket as it is. A ticket is told apart by its customer and its id. One that was
// taken and put back is as it was before, so an old order to take it would be carried
// out: a host whose orders may come twice gives them references of its own.
//
// # What decides when
//
// The group is read now, as the queue is told by [Queue.SetStanding] when a contract
// begins or ends: who signs moves up at once. Claim and biller are read when the case
// arrives, and stay. Neither is ever read from the other ([GroupOf], [Terms.Judge]),
// and no decision about one request changes a group.
//
// The queue has no clock and no alarm: a contract that ends at midnight is told at
// midnight, or when the service next hears of the customer. [Queue.Intake] refuses a
// case whose contracts say otherwise than the customer's tickets in the queue.
//
// Moments come from [calendar.Zone], in the zone the terms name: the last day of a
// contract ends at midnight there.
//
// # Refusals
//
// Acts are refused with an [entitlement.Refusal]: to take a ticket while another
// comes first, which [Queue.MayWork] names; to take one that somebody works on; to
// leave a message before it is offered.
//
// # How a service stores it
//
// There is no ledger: the order of a queue needs no past. A service stores tickets, a
// row each, and what it wants to keep of the changes; when it starts it makes the
// queue of them with [Restore].
//
//	CREATE TABLE ticket (customer text, id text, number bigint UNIQUE, ticket jsonb NOT NULL,
//		PRIMARY KEY (customer, id))
//
// A change is one row to write: that of Change.Ticket, or to delete after
// [Queue.Remove]. All changes of one operation are written in one transaction, with
// [Queue.Last] after an intake. Several servers take turns at the queue by what they use to take
// turns: a lock, or a table with one row that holds [Queue.Last].
package priority
