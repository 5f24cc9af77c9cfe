// Package entitlement is the vocabulary that every contract type speaks: the
// clause that decided, the reason of a refusal, money, percentages, lots, and
// the head that all ledger entries share.
//
// A service that holds a contract imports the contract's own package and meets
// these types in its signatures. Only who builds a new contract type needs to
// read this package from end to end.
//
// # What a transition returns
//
// A contract is a value. A transition is a method that takes an [Event] (who
// says so, when it happened, when it was told) and a fact, and returns the next
// value, an entry and an error:
//
//	card, entry, err := card.Transfer(event, punchcard.Transfer{To: "BETA", Agreement: "X17"})
//
// The value handed in is never changed. The entry begins with an [Entry], the
// same head in every package, and [Entry.Why] is never empty.
//
// Errors come in two sorts. A [Refusal] is an answer: no, by this clause, and
// here is what would have made it a yes. Everything else is a [Failure] of one
// [Family], for errors.Is:
//
//	Refusal      the act is not allowed            422
//	ErrInvalid   malformed input                   400
//	ErrConflict  the reference says something else 409
//	ErrMissing   the terms lack a figure           500
//	ErrLedger    the entries do not hold together  500
//	ErrVersion   a document of another version     500
//
// Package calendar has errors of its own, for texts, specs and questions asked of it
// directly. In a transition they come as a Failure: a calendar that is missing, or does
// not reach far enough, is ErrMissing.
//
// # Before anything is done
//
// What can cover something has a method Ask with the arguments of its transition. It
// returns an [Answer]: how much is covered, how that is paid, what is left, who pays the
// rest, and why. [Decide] chooses between the answers of all contracts that a customer
// holds, and says of each other why it was not chosen. What a value has ahead it tells
// with Upcoming, as [Dated].
//
// # What entries are for
//
// State is always the fold of the entries that name it. Package
// [github.com/avtale/avtale/entitlement/ledger] appends, replays and verifies
// them, for any contract type, including a service's own. Package
// [github.com/avtale/avtale/entitlement/entitlementtest] holds the laws and the
// story runner that such a type can be tested with.
package entitlement
