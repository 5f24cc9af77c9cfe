// Package punchcard answers what a punch card of prepaid consultant hours gives
// its holder: what work takes from it, which card pays, what is left and until
// when, and why.
//
// # What the contract promises
//
// A customer buys hours in portions, cheaper than one by one, and pays once.
// Work is written off instead of invoiced: all time of a task is added up,
// travel included, and every started hour is one clip. A job bigger than the
// balance takes what is left; the rest waits for the customer to decide, and
// nothing is charged without that decision. A card that is not used for three
// years lapses, and after five it expires. The readings of what the printed
// text leaves open are in [Clauses], each beside its rule.
//
// # Values
//
//	Terms   what the provider sells, as data; start from Printed
//	Card    the prepaid clips of one purchase
//	Task    a piece of work: its time, and clips that no card covered
//	AddOn   phone support, a regular check, or a call-out guarantee
//	Fault   a fault reported under a guarantee, and its deadline
//
// Each is a value; transitions return new ones and an [Entry] that says what
// moved and by which clauses:
//
//	card, entry, err := punchcard.Buy(terms, event, purchase)
//	task, entry, err := punchcard.Open(terms, event, order)
//	task, cards, entry, err := task.Punch(event, session, cards...)
//
// Hand in all cards the holder has: which one pays is decided inside (the one
// that ends first), and only those that changed come back. To learn what work
// would cost, make the transition and drop the result, or call [Task.Ask], which does
// that and says it in the words that all contracts share. What is ahead [Card.Upcoming]
// tells; what would be decided otherwise had all been told in time, [Restate], and
// [Rectify] has the entries to post.
//
// # Time
//
// Moments come from [github.com/avtale/avtale/calendar.Zone], in the zone the
// terms name. The day work starts, in that zone, decides which card covers it;
// when it is entered never does. Lapse and expiry happen by themselves: ask
// [Card.State] at any moment. The state told is that of the card as it now
// stands; what it was earlier, and what was known when, is
// [github.com/avtale/avtale/entitlement/ledger.AsOf].
//
// Deadlines of the call-out guarantee are counted in a compiled
// [github.com/avtale/avtale/calendar.Calendar], which is an argument: the add-on
// keeps its name and refuses another. [WorkingHours] is the calendar of the
// contract as printed.
//
// # Refusals
//
// Selling, renewing, transferring and starting an add-on can be refused, with
// an [github.com/avtale/avtale/entitlement.Refusal] that names the reason, the
// clause and what would have passed. Work that was done is posted whatever the
// balance: covered, uncovered, and why. Only work on a closed task, on somebody
// else's card, or without what and who is refused, and what an add-on does not
// give: a second check, a period or a call while it rests.
//
// # How a service stores it
//
// Five tables hold any contract type of this module: the terms; who holds
// something; the values (cards, tasks, add-ons and faults); the entries, in the
// order posted; and which entry moved which value. The type is the name of the
// package, the noun that of the value in it: with them a service knows what to read
// a document into.
//
//	CREATE TABLE terms    (type TEXT, version INT, doc JSONB, PRIMARY KEY (type, version));
//	CREATE TABLE holder   (id TEXT PRIMARY KEY, seq INT);
//	CREATE TABLE contract (id TEXT PRIMARY KEY, noun TEXT, holder TEXT REFERENCES holder, seq INT, doc JSONB);
//	CREATE TABLE entry    (posted BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, type TEXT, terms INT,
//	                       ref TEXT UNIQUE, reverses TEXT UNIQUE, doc JSONB);
//	CREATE TABLE draw     (contract TEXT, seq INT, ref TEXT REFERENCES entry (ref),
//	                       PRIMARY KEY (contract, seq));
//
// One request is one transaction:
//
//  1. look the reference up in entry; the same fact is answered with the stored
//     entry, another one is a conflict, see [github.com/avtale/avtale/entitlement/ledger.Find]; so is
//     taking back what is the reverses of an entry;
//  2. read the number of the holder, then the task and all cards of the holder;
//  3. make the transition;
//  4. count the number on: UPDATE holder SET seq = seq + 1 WHERE id AND seq = the
//     old one; insert the entry, reverses NULL where it takes nothing back; insert
//     a draw for each value of entry.Draws, once though several lots of it move;
//     and store each value returned: UPDATE contract SET doc, seq, holder WHERE id
//     AND seq = the old one, or INSERT it where it begins.
//
// Where no row is changed, or a key is taken, somebody else was first: roll back and
// begin again at 1. Only an id that is taken where a value begins is a conflict for the
// caller. The number of the holder is there because a decision rests on all cards that
// were handed in, also on those it does not move, and on there being no other: a card
// bought meanwhile would have paid, and [Verify] says so. A service may instead read the
// holder's row FOR UPDATE before all else, and wait. A transfer changes what two holders
// have, and counts both.
//
// What belongs together, such as a session, the renewal it leads to and the
// settlement, is one transaction with an entry for each. The reference that is told
// again goes to the entry that says most: ledger.Find compares that one alone.
//
// The keys are the guard: two writers cannot both give a card its eighth entry,
// nobody enters a reference twice, nobody takes an entry back twice. Ids must differ
// from each other, whatever they are of and whoever holds it. [Verify] takes entries
// in the order posted, all of the holders in it: with those from whom cards were passed on.
// json.Marshal writes every value and entry; calling its MarshalJSON and
// UnmarshalJSON directly saves the second look that encoding/json takes.
package punchcard
