package priority

import "github.com/avtale/avtale/entitlement"

// The clauses that can decide something.
const (
	groups        entitlement.Clause = "PRI-02"
	inOrder       entitlement.Clause = "PRI-04"
	bySeverity    entitlement.Clause = "PRI-05"
	byNumber      entitlement.Clause = "PRI-07"
	preferred     entitlement.Clause = "PRI-08"
	claims        entitlement.Clause = "PRI-09"
	outsideScope  entitlement.Clause = "PRI-10"
	serviceNumber entitlement.Clause = "PRI-12"
	voicemail     entitlement.Clause = "PRI-13"
	message       entitlement.Clause = "PRI-14"
	nothingHigher entitlement.Clause = "PRI-16"
	noInterrupt   entitlement.Clause = "PRI-17"
	longWaits     entitlement.Clause = "PRI-18"
	noClaim       entitlement.Clause = "PRI-19"
	byPriceList   entitlement.Clause = "PRI-20"
	standing      entitlement.Clause = "PRI-21"
	urgencySet    entitlement.Clause = "PRI-22"
	askSales      entitlement.Clause = "PRI-23"
)

// Clauses returns the rules of the queue in our own words. A clause that the
// printed text leaves open has its reading beside it.
func Clauses() entitlement.Rules {
	return entitlement.Rules{
		{
			Clause:  "PRI-01",
			Text:    "Skilled staff are rare, so their time is shared out like anything that is scarce.",
			Reading: "The queue is an order. How many people work, and until when, does not change it.",
		},
		{
			Clause:  groups,
			Text:    "There are two groups of customers: those with a service and maintenance contract, and those without.",
			Reading: "A customer is in the first group while a contract is in force, and whoever is not known is in the second.",
		},
		{
			Clause:  "PRI-03",
			Text:    "The group decides how much service somebody gets and with what priority.",
			Reading: "These are two effects, the claim and the place in the queue, and neither is read from the other.",
		},
		{
			Clause:  inOrder,
			Text:    "Within a group the more urgent case comes first, and of equally urgent ones the one that arrived first.",
			Reading: "Group, urgency, severity if there is one, arrival, number, id: no two cases ever have the same place.",
		},
		{
			Clause:  bySeverity,
			Text:    "Within a group cases are ranked by severity.",
			Reading: "Another word for urgency. Who measures severity beside it sets it on the case, and it decides among equally urgent ones; one without a severity comes behind those with one.",
		},
		{
			Clause:  "PRI-06",
			Text:    "No levels of urgency are named.",
			Reading: "The terms list them, the highest first; a level that is not listed is an error.",
		},
		{
			Clause:  byNumber,
			Text:    "Nothing is said about cases that are equal in all that.",
			Reading: "They are numbered as they are taken in, and the lower number comes first.",
		},
		{
			Clause:  preferred,
			Text:    "Customers with a contract are treated with preference and have a hotline of their own.",
			Reading: "All their cases come before any of the others, whatever the urgency and whichever way they came in.",
		},
		{
			Clause:  claims,
			Text:    "Customers with a contract have a claim to the support agreed in it.",
			Reading: "For a subject that the contract lists, while it is in force when the case arrives.",
		},
		{
			Clause:  outsideScope,
			Text:    "Other support for them follows the general price list.",
			Reading: "They keep their place: groups are of customers, and only the bill is another.",
		},
		{
			Clause: "PRI-11",
			Text:   "Support for customers without a contract comes second.",
		},
		{
			Clause:  serviceNumber,
			Text:    "Customers without a contract get help as needed under the service number.",
			Reading: "Whoever rings the hotline instead is accepted, in the second group, with a note.",
		},
		{
			Clause:  voicemail,
			Text:    "They may have to wait, and can leave a message after a few minutes.",
			Reading: "Three minutes, and that instant counts. It is an offer, for calls without a contract; once made it stands while the caller waits.",
		},
		{
			Clause:  message,
			Text:    "Nothing is said about what becomes of a message.",
			Reading: "It keeps the place of the call.",
		},
		{
			Clause:  "PRI-15",
			Text:    "The ticket system may shorten the wait.",
			Reading: "Calls and tickets are in one queue, and the way in makes no difference to the order.",
		},
		{
			Clause:  nothingHigher,
			Text:    "Their tickets are worked on if there are none of higher priority.",
			Reading: "None that waits and comes earlier in the order, of either group.",
		},
		{
			Clause:  noInterrupt,
			Text:    "Nothing is said about work that has begun.",
			Reading: "It goes on. A person may put a case back, and it keeps its arrival.",
		},
		{
			Clause:  longWaits,
			Text:    "Nothing protects a case from waiting for ever.",
			Reading: "Nothing does; the longest wait of each group can be asked for.",
		},
		{
			Clause:  noClaim,
			Text:    "Customers without a contract have no claim to support.",
			Reading: "They are never promised a time.",
		},
		{
			Clause:  byPriceList,
			Text:    "What is done for them is billed by the general price list.",
			Reading: "At the price of the day the case arrived. Without a price there is an error and no bill.",
		},
		{
			Clause:  standing,
			Text:    "Those who want it faster should conclude a contract.",
			Reading: "Then their waiting cases move up at once, and when it ends they move down. Who pays stays as it was when the case arrived.",
		},
		{
			Clause:  urgencySet,
			Text:    "Nothing is said about urgency that changes.",
			Reading: "The case is ranked anew at once, and keeps its arrival.",
		},
		{
			Clause:  askSales,
			Text:    "A contract can be had from Sales, by telephone.",
			Reading: "Everybody in the second group is told the number.",
		},
		{
			Clause: "PRI-24",
			Text:   "The aims are the best service and advice and the quickest remedy.",
		},
		{
			Clause:  "PRI-25",
			Text:    "The text speaks of the extent of service twice.",
			Reading: "The claim, the price list and help as needed are all there is to it.",
		},
		{
			Clause: "PRI-26",
			Text:   "Left out: opening hours, response times, urgency levels, prices, what a contract covers and costs, ageing, interruption.",
		},
	}
}
