package punchcard

import "github.com/avtale/avtale/entitlement"

// The clauses that can decide something.
const (
	sizesSold     entitlement.Clause = "PCH-02"
	discount      entitlement.Clause = "PCH-03"
	listPrice     entitlement.Clause = "PCH-04"
	ordered       entitlement.Clause = "PCH-06"
	usedUpChoice  entitlement.Clause = "PCH-07"
	biggerJob     entitlement.Clause = "PCH-09"
	startedHour   entitlement.Clause = "PCH-10"
	perTask       entitlement.Clause = "PCH-11"
	actualTravel  entitlement.Clause = "PCH-14"
	flatTravel    entitlement.Clause = "PCH-15"
	sameStay      entitlement.Clause = "PCH-16"
	remoteWork    entitlement.Clause = "PCH-17"
	transferable  entitlement.Clause = "PCH-18"
	lapses        entitlement.Clause = "PCH-19"
	whatIsUse     entitlement.Clause = "PCH-20"
	expires       entitlement.Clause = "PCH-21"
	endOfCard     entitlement.Clause = "PCH-22"
	soonestEnd    entitlement.Clause = "PCH-25"
	documented    entitlement.Clause = "PCH-26"
	closedArea    entitlement.Clause = "PCH-27"
	corrections   entitlement.Clause = "PCH-28"
	addOnClipped  entitlement.Clause = "PCH-29"
	monthlyCheck  entitlement.Clause = "PCH-30"
	quarterly     entitlement.Clause = "PCH-31"
	phoneSupport  entitlement.Clause = "PCH-33"
	guarantee     entitlement.Clause = "PCH-34"
	workingHours  entitlement.Clause = "PCH-35"
	countedHours  entitlement.Clause = "PCH-36"
	begunOnSite   entitlement.Clause = "PCH-37"
	reportGiven   entitlement.Clause = "PCH-38"
	missed        entitlement.Clause = "PCH-39"
	livesWithCard entitlement.Clause = "PCH-40"
)

// Clauses returns the rules of the punch card in our own words. A clause that
// the printed text leaves open has its reading beside it.
func Clauses() entitlement.Rules {
	return entitlement.Rules{
		{
			Clause: "PCH-01",
			Text:   "A clip stands for one hour of one consultant. Clips are whole; a card is never below zero.",
		},
		{
			Clause: sizesSold,
			Text:   "Cards are sold in sizes of 10, 20 and 30 clips, and in no other.",
		},
		{
			Clause:  discount,
			Text:    "A card of 10 is sold at 5 % off the list price, a card of 20 at 10 %, a card of 30 at 15 %.",
			Reading: "Each card by its own size; two cards of 10 are not a card of 20.",
		},
		{
			Clause:  listPrice,
			Text:    "A card costs its size times the list price of an hour on the day of purchase, less the discount.",
			Reading: "Rounded once, half away from zero, net of VAT. A later list price does not touch a card that is bought.",
		},
		{
			Clause: "PCH-05",
			Text:   "A card is paid once, when it is bought. Work it covers is written off and never invoiced.",
		},
		{
			Clause:  ordered,
			Text:    "Consultants are ordered as usual. The order comes before the work, and work is punched on its task.",
			Reading: "A closed task takes no further work; a correction replaces what it has.",
		},
		{
			Clause:  usedUpChoice,
			Text:    "When a card is used up, the customer may stop or have it renewed.",
			Reading: "A renewal is a new card with its own date and price. Nothing is bought by itself. A card that has lapsed or expired can be renewed too.",
		},
		{
			Clause: "PCH-08",
			Text:   "A customer is never bound to more than the card bought. Nothing is owed beyond it without a new decision.",
		},
		{
			Clause:  biggerJob,
			Text:    "A job bigger than the balance takes what is left; the rest is uncovered and waits for the customer: renew, pay the list price, or let go.",
			Reading: "Waiting clips never move to another card by themselves. A settlement is dated when it is made; the list price is that day's.",
		},
		{
			Clause:  startedHour,
			Text:    "Time is clipped by the started hour: an hour is one clip, an hour and a second are two, no time is none.",
			Reading: "Instants are cut to whole seconds first; elapsed time counts.",
		},
		{
			Clause:  perTask,
			Text:    "Time spent on a task is rounded up.",
			Reading: "All time of the task is added, travel included, and rounded up once; each session punches the increase. RoundPer = Session rounds every session.",
		},
		{
			Clause:  "PCH-12",
			Text:    "A clip is a consultant hour: two consultants for an hour are two hours.",
			Reading: "A session belongs to one consultant; sessions of one task are added before rounding.",
		},
		{
			Clause: "PCH-13",
			Text:   "There is no mileage charge on work that the card pays.",
		},
		{
			Clause:  actualTravel,
			Text:    "Time to travel from the provider's address to the customer's counts as time of the task.",
			Reading: "One way, the actual time; a provider that counts both ways records it so.",
		},
		{
			Clause:  flatTravel,
			Text:    "Within the standard zone a trip counts as half an hour, however long it took.",
			Reading: "Once for each consultant's trip. The zone is the provider's list of postcodes, or is said with the session.",
		},
		{
			Clause:  sameStay,
			Text:    "On arrival the half hour is spent: it is added to the work, also when there was none.",
			Reading: "To the first task of a stay only; later sessions of the same stay add no travel.",
		},
		{
			Clause: remoteWork,
			Text:   "Remote work has no travel.",
		},
		{
			Clause:  transferable,
			Text:    "A card cannot be passed to a third party without an agreement with the provider.",
			Reading: "Clips and dates go with the card unchanged. Work at a third party's address for the holder is use, not transfer.",
		},
		{
			Clause:  lapses,
			Text:    "What is left on a card lapses when the card has not been used for three years.",
			Reading: "Counted from the later of the purchase and the last use, by the day of the work; the day with the same number is the last usable one.",
		},
		{
			Clause:  whatIsUse,
			Text:    "Use is work that the card pays.",
			Reading: "Also a session that adds no clip because its hour is already paid by the card, and an add-on that is clipped. A reversal does not turn the clock back.",
		},
		{
			Clause:  expires,
			Text:    "A card expires five years after its purchase, whatever its use.",
			Reading: "The day with the same number is the last usable one. Nothing extends it. The card covers work from the start of its purchase day.",
		},
		{
			Clause:  endOfCard,
			Text:    "The earlier of lapse and expiry ends the card; on the same day it is expiry.",
			Reading: "A clip given back after the end is forfeited.",
		},
		{
			Clause:  "PCH-23",
			Text:    "Clips left at the end are forfeited; they are not refunded and do not come back.",
			Reading: "Their number and value stay visible: the price paid, in proportion, rounded once.",
		},
		{
			Clause:  "PCH-24",
			Text:    "A task may reach across the end of a card.",
			Reading: "A session belongs to the day it starts: started on the last day it is covered whole, started later it is uncovered.",
		},
		{
			Clause:  soonestEnd,
			Text:    "A customer may hold several cards.",
			Reading: "The card that ends first pays first, then the older, then by id. Each card has its own clock.",
		},
		{
			Clause:  documented,
			Text:    "The statement shows what was done, when, by which consultant, how many clips are used and how many are left.",
			Reading: "Work without what, when and who is not punched.",
		},
		{
			Clause:  closedArea,
			Text:    "The statement is for the holder alone.",
			Reading: "After a transfer the new holder starts with what was used brought forward; the former holder keeps the earlier lines.",
		},
		{
			Clause:  corrections,
			Text:    "Nothing that is recorded is changed; a mistake is taken back by an entry of its own.",
			Reading: "The newest standing entry of a task is taken back; an older one by taking back the later ones and entering them again.",
		},
		{
			Clause:  addOnClipped,
			Text:    "Card customers may choose extra products, which are clipped and not invoiced.",
			Reading: "By the provider's price list: clips for each period or check, or the time used. Period k is due k months after the start.",
		},
		{
			Clause:  monthlyCheck,
			Text:    "A monthly check looks at the server once in each calendar month.",
			Reading: "Punched when it is made, as a task of its own. A missed month is reported, not punched and not made up twice.",
		},
		{
			Clause:  quarterly,
			Text:    "A quarterly check is the same once in each calendar quarter.",
			Reading: "Monthly or quarterly, not both at once.",
		},
		{
			Clause: "PCH-32",
			Text:   "A check records back-up, capacity, load and disk space. Findings never change its clips; they may lead to a task.",
		},
		{
			Clause:  phoneSupport,
			Text:    "With phone support, telephone help is free and without limit.",
			Reading: "Without it a call is a task. Remote work beyond talking is a task in any case.",
		},
		{
			Clause:  guarantee,
			Text:    "With a call-out guarantee a consultant begins on site within 4, 6 or 8 hours.",
			Reading: "Working hours, as the detailed text has it. One level at a time.",
		},
		{
			Clause:  workingHours,
			Text:    "Working hours are those of the provider.",
			Reading: "8 to 16 on Danish working days unless the provider's calendar says otherwise. 24 and 31 December and 5 June are open unless it lists them.",
		},
		{
			Clause:  countedHours,
			Text:    "The hours are counted from the report.",
			Reading: "To the second, not from the next full hour. Hours used up at closing time end there.",
		},
		{
			Clause:  begunOnSite,
			Text:    "The guarantee is met when fault-fixing begins on site.",
			Reading: "At the deadline exactly is in time. A fault cured from afar before the deadline is met too.",
		},
		{
			Clause:  reportGiven,
			Text:    "A report counts when it is given to the provider.",
			Reading: "Whatever the channel. Outside working hours the count starts at the next opening.",
		},
		{
			Clause:  missed,
			Text:    "The text calls the guarantee a certainty and names no remedy.",
			Reading: "A missed guarantee is recorded with the working time it was late, which is none if it was begun while the provider was closed. Nothing is credited.",
		},
		{
			Clause:  livesWithCard,
			Text:    "Add-ons are for customers with a card.",
			Reading: "They rest while the holder has no active card and go on with the next one. A period that is clipped is served to its end.",
		},
		{
			Clause: "PCH-41",
			Text:   "The provider's general terms apply beneath these rules.",
		},
		{
			Clause: "PCH-42",
			Text:   "A card saves the discount, and an invoice for every covered task.",
		},
	}
}
