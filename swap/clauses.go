package swap

import "github.com/avtale/avtale/entitlement"

// The clauses that can decide something.
const (
	attached       entitlement.Clause = "SWP-01"
	ownLevel       entitlement.Clause = "SWP-02"
	perUser        entitlement.Clause = "SWP-03"
	counted        entitlement.Clause = "SWP-04"
	matrix         entitlement.Clause = "SWP-05"
	diagnosed      entitlement.Clause = "SWP-06"
	helped         entitlement.Clause = "SWP-07"
	subjects       entitlement.Clause = "SWP-08"
	questioned     entitlement.Clause = "SWP-10"
	threeWays      entitlement.Clause = "SWP-11"
	notThePhone    entitlement.Clause = "SWP-12"
	definiteFault  entitlement.Clause = "SWP-13"
	faultyReturned entitlement.Clause = "SWP-14"
	slipEnclosed   entitlement.Clause = "SWP-15"
	loanOrExchange entitlement.Clause = "SWP-16"
	afterRepair    entitlement.Clause = "SWP-17"
	combined       entitlement.Clause = "SWP-18"
	workingDay     entitlement.Clause = "SWP-19"
	registration   entitlement.Clause = "SWP-21"
	lateness       entitlement.Clause = "SWP-24"
	beforeCutoff   entitlement.Clause = "SWP-25"
	rolled         entitlement.Clause = "SWP-26"
	ownStock       entitlement.Clause = "SWP-29"
	eightPercent   entitlement.Clause = "SWP-30"
	roundedUp      entitlement.Clause = "SWP-31"
	perModel       entitlement.Clause = "SWP-34"
	orderedApart   entitlement.Clause = "SWP-35"
	logistics      entitlement.Clause = "SWP-36"
	customerOrders entitlement.Clause = "SWP-37"
	refilled       entitlement.Clause = "SWP-38"
	inArrears      entitlement.Clause = "SWP-39"
	reported       entitlement.Clause = "SWP-40"
	warranty       entitlement.Clause = "SWP-41"
	proposed       entitlement.Clause = "SWP-42"
	onSite         entitlement.Clause = "SWP-43"
	emptyPool      entitlement.Clause = "SWP-44"
)

// Clauses returns the rules of mobile support in our own words. A clause that
// the printed text leaves open has its reading beside it.
func Clauses() entitlement.Rules {
	return entitlement.Rules{
		{
			Clause:  attached,
			Text:    "Users of an organisation ring one number when their phone breaks or they need help. All users attached to a level may.",
			Reading: "The customer is the organisation. A user is attached to one level at a time; who is attached to none is not served.",
		},
		{
			Clause:  ownLevel,
			Text:    "There are two base levels, and levels made for one customer.",
			Reading: "A level of one's own is any set of the services at a price of its own. The base levels stay as they are.",
		},
		{
			Clause:  perUser,
			Text:    "A user costs about 19 a month at BAS and about 39 at PROF.",
			Reading: "Swedish kronor, net of VAT, as a list price that the contract may replace.",
		},
		{
			Clause:  counted,
			Text:    "The price is for each user and month.",
			Reading: "Users attached on the first day of the month are counted; each day of each user in the other reading. A change of level changes the price from the next month and the services at once.",
		},
		{
			Clause:  matrix,
			Text:    "Diagnosis, help with registration, questions on the phone's usual functions and on its operating system belong to both levels; synchronising and e-mail, the stock of reserve phones and sending them out to PROF only.",
			Reading: "Exactly this table. A service that a level lacks is refused, and the level that has it is named.",
		},
		{
			Clause:  diagnosed,
			Text:    "A fault is diagnosed when it is reported, which avoids repairs of what is only wrong handling.",
			Reading: "Every fault has a diagnosis before it is referred, repaired or swapped. Only a definite fault, or one that stays undetermined, goes to a workshop.",
		},
		{
			Clause:  helped,
			Text:    "Users are helped to register a service: with service bags, a reminder to take out the SIM card and the like.",
			Reading: "A list to be ticked. A case that is registered without the reminder carries a warning; nothing is refused for it.",
		},
		{
			Clause:  subjects,
			Text:    "Usual questions are about synchronising, passwords, the operating system and functions.",
			Reading: "Every subject belongs to one service: passwords to the operating system; contacts, calendar and e-mail to synchronising.",
		},
		{
			Clause:  "SWP-09",
			Text:    "All attached users may ask, for example about synchronising; the table gives synchronising to PROF only.",
			Reading: "The table decides. Who means it otherwise sells a level of its own.",
		},
		{
			Clause:  questioned,
			Text:    "The centre asks control questions to find whether there is a fault and whether a phone must be lent or exchanged.",
			Reading: "A set that the provider names. All are answered before a diagnosis.",
		},
		{
			Clause:  threeWays,
			Text:    "The centre solves the problem, or helps the user to a workshop; it can also send a phone.",
			Reading: "A case ends in exactly one of these ways, or is refused. Sending a phone includes that the faulty one goes to the servicer.",
		},
		{
			Clause:  notThePhone,
			Text:    "Many faults are cured by telephone and are not of the phone at all.",
			Reading: "That is a diagnosis of its own, and takes nothing from the stock.",
		},
		{
			Clause:  definiteFault,
			Text:    "When a definite fault is established, the centre can send an exchange phone.",
			Reading: "A user whose level has it gets one, if one is in stock. For a loan it suffices that the user needs one.",
		},
		{
			Clause:  faultyReturned,
			Text:    "The user returns the faulty phone to the servicer with the label that came with the swap phone.",
			Reading: "A duty from the day the swap phone is sent, without a deadline. A reminder is due after a number of days, if the terms set one.",
		},
		{
			Clause:  slipEnclosed,
			Text:    "The user prints a service slip and encloses it.",
			Reading: "A phone without its slip is taken in and put on hold until somebody knows whose it is. It is never refused.",
		},
		{
			Clause:  loanOrExchange,
			Text:    "Whether a phone is lent or exchanged is settled when the service is introduced.",
			Reading: "For the whole customer, from a day on. A case keeps what was settled for the day it was registered.",
		},
		{
			Clause:  afterRepair,
			Text:    "Whether a repaired phone goes back to the user or into the stock is settled then too.",
			Reading: "A second, separate setting, from a day on.",
		},
		{
			Clause:  combined,
			Text:    "The two are decided each by itself.",
			Reading: "All four combinations are in order. Where the repaired phone goes to the user, the swap phone comes back; where it goes into the stock, the user keeps the swap phone.",
		},
		{
			Clause:  workingDay,
			Text:    "A phone is delivered the day after; the paragraph on delivery says the working day after.",
			Reading: "The working day. The promise is of a day and not of an hour.",
		},
		{
			Clause:  "SWP-20",
			Text:    "The text does not say in which zone days are counted.",
			Reading: "In the zone of the terms, for freight, statistics and months alike.",
		},
		{
			Clause:  registration,
			Text:    "The report has to be registered with the support centre.",
			Reading: "The instant at which the registration is complete counts, not that of the call.",
		},
		{
			Clause:  "SWP-22",
			Text:    "The paragraph on delivery speaks of exchange phones, the table of phones lent or exchanged.",
			Reading: "The promise holds for both.",
		},
		{
			Clause:  "SWP-23",
			Text:    "The report must be registered before 14:00.",
			Reading: "The registration alone. A diagnosis later on the same day moves nothing.",
		},
		{
			Clause:  lateness,
			Text:    "The text names no remedy for a late delivery.",
			Reading: "It is recorded in working days, and reported. Nothing is credited.",
		},
		{
			Clause:  beforeCutoff,
			Text:    "What is registered before 14:00 is delivered the working day after.",
			Reading: "Strictly before: 14:00 itself is too late.",
		},
		{
			Clause:  rolled,
			Text:    "The text says nothing of reports at or after 14:00 and on closed days.",
			Reading: "They count as of the next working day. In the other reading a report before 14:00 on a closed day counts as of that day.",
		},
		{
			Clause:  "SWP-27",
			Text:    "The text does not say which days are working days.",
			Reading: "Monday to Friday without Swedish public holidays and without the eves of Midsummer, Christmas and New Year. The calendar says so, and can be another.",
		},
		{
			Clause:  "SWP-28",
			Text:    "The text does not say when the centre is open.",
			Reading: "A report counts when somebody registers it, at any hour.",
		},
		{
			Clause:  ownStock,
			Text:    "The customer orders, owns and disposes of the reserve phones, which are kept at the support centre.",
			Reading: "Each customer has a pool of its own, and gets it back on leaving. No phone of it goes to anybody else.",
		},
		{
			Clause:  eightPercent,
			Text:    "About 8 % of the number of phones is to be bought: 32 for 400.",
			Reading: "A guide, of all phones. The customer may buy fewer, and it is noted.",
		},
		{
			Clause:  roundedUp,
			Text:    "The share is about 8 %.",
			Reading: "Rounded up, since it is to cover the cases expected; to the nearest in the other reading.",
		},
		{
			Clause:  "SWP-32",
			Text:    "The text does not say what follows when the fleet changes.",
			Reading: "The target follows it. What is short is reported and never ordered unasked; what is too much need not be returned.",
		},
		{
			Clause:  "SWP-33",
			Text:    "Few models are recommended.",
			Reading: "Advice above a number of models; nothing is refused.",
		},
		{
			Clause:  perModel,
			Text:    "The text does not share the stock out to models.",
			Reading: "The share of all phones together, shared out by largest remainders.",
		},
		{
			Clause:  orderedApart,
			Text:    "The phones are not in the price of the service. They are ordered apart and can be rented.",
			Reading: "Charged when ordered, or by the month. The monthly fee never has them in it.",
		},
		{
			Clause:  logistics,
			Text:    "The support centre answers for the logistics and for what is in the stock.",
			Reading: "Every movement says who and when. In a count, phones not found are lost.",
		},
		{
			Clause:  customerOrders,
			Text:    "When the stock must be replaced or changed, the customer is contacted to order, and that is charged apart.",
			Reading: "The centre proposes and the customer approves. Nothing is ordered without that.",
		},
		{
			Clause:  refilled,
			Text:    "A refill is decided by the customer after a request from the centre.",
			Reading: "It is asked for when what is in stock, comes back or is on order is below the target, and what is on hold does not count; one request for each model at a time. What was declined is asked for again after a further fall, or after the days the terms set.",
		},
		{
			Clause:  inArrears,
			Text:    "Packaging, freight and exchange phones are charged apart; freight and packaging monthly in arrears.",
			Reading: "What is sent out, by the day it is sent; returns only where a price is told. A month is billed once it is over, and not at all if nothing was sent. Swap phones are charged when ordered and never again.",
		},
		{
			Clause:  reported,
			Text:    "All cases are logged, and give statistics to whoever ordered the service.",
			Reading: "Every case counts in the month of its registration, whatever became of it.",
		},
		{
			Clause:  warranty,
			Text:    "Cases outside the warranty are charged to the customer directly.",
			Reading: "The day of the registration decides, the last day of the warranty included. Damage by handling or water is outside whatever the day.",
		},
		{
			Clause:  proposed,
			Text:    "Cost proposals outside the warranty are charged directly too.",
			Reading: "The proposal has a fee, which may be nothing, and costs it even if declined. The repair costs nothing before the customer accepts.",
		},
		{
			Clause:  onSite,
			Text:    "Simple phones can be had as reserves on the spot.",
			Reading: "A product of its own, kept by the customer: not of the pool, not of its share, and nothing is promised for it.",
		},
		{
			Clause:  emptyPool,
			Text:    "The text does not say what happens when the stock is empty.",
			Reading: "The case waits, first registered first served, and the promise counts from when a phone is there. In the other reading it counts from the registration all the same, and is recorded as missed.",
		},
		{
			Clause:  "SWP-45",
			Text:    "Every phone that ever came in is in exactly one place.",
			Reading: "In stock, on hold, on its way, with a user, in repair, or gone. This is ours; it is checked and decides nothing.",
		},
		{
			Clause:  "SWP-46",
			Text:    "Further conditions are in a product sheet, and a customer service takes orders.",
			Reading: "For information.",
		},
		{
			Clause:  "SWP-47",
			Text:    "Not stated: opening hours, prices of freight, phones and repairs, VAT, terms and notice, a deadline for returns, lost phones, theft, data on phones, remedies.",
			Reading: "The caller supplies what is needed; what is missing is an error, never a guess.",
		},
	}
}
