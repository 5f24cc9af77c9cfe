package timeaccount

import "github.com/avtale/avtale/entitlement"

// The clauses that can decide something.
const (
	namedProducts entitlement.Clause = "TIM-02"
	coveredTopics entitlement.Clause = "TIM-03"
	channels      entitlement.Clause = "TIM-04"
	threeWays     entitlement.Clause = "TIM-05"
	freeSupport   entitlement.Clause = "TIM-06"
	sixMonths     entitlement.Clause = "TIM-07"
	freeSuits     entitlement.Clause = "TIM-08"
	weekdays      entitlement.Clause = "TIM-09"
	edges         entitlement.Clause = "TIM-11"
	prepaid       entitlement.Clause = "TIM-12"
	realUse       entitlement.Clause = "TIM-13"
	interval      entitlement.Clause = "TIM-14"
	roundedPer    entitlement.Clause = "TIM-15"
	whicheverEnds entitlement.Clause = "TIM-16"
	oneYear       entitlement.Clause = "TIM-17"
	runsOut       entitlement.Clause = "TIM-18"
	lapses        entitlement.Clause = "TIM-19"
	accountSuits  entitlement.Clause = "TIM-20"
	byTheHour     entitlement.Clause = "TIM-21"
	hourlyStep    entitlement.Clause = "TIM-22"
	outsideScope  entitlement.Clause = "TIM-23"
	superuserDuty entitlement.Clause = "TIM-24"
	primary       entitlement.Clause = "TIM-25"
	appointed     entitlement.Clause = "TIM-26"
	ownUpdate     entitlement.Clause = "TIM-27"
	several       entitlement.Clause = "TIM-29"
)

// Clauses returns the rules of the time account in our own words. A clause that
// the printed text leaves open has its reading beside it.
func Clauses() entitlement.Rules {
	return entitlement.Rules{
		{
			Clause:  "TIM-01",
			Text:    "The offer is open to new and to existing customers.",
			Reading: "No earlier purchase and no earlier agreement is asked for.",
		},
		{
			Clause:  namedProducts,
			Text:    "An agreement covers the products it names.",
			Reading: "A product can be added later, from a day on. Questions about other products are outside.",
		},
		{
			Clause:  coveredTopics,
			Text:    "Both alternatives cover technical questions about the programs and problems of using them.",
			Reading: "Everything else is outside. The provider says which topic a question belongs to.",
		},
		{
			Clause:  channels,
			Text:    "Support is given by telephone, mail and web.",
			Reading: "The web is a channel like the others. An account is debited only for time that a person spends.",
		},
		{
			Clause:  threeWays,
			Text:    "There are three ways to be a customer: free support for a period, a time account, or no agreement.",
			Reading: "An enquiry is judged by the agreements in force when it arrives, under exactly one of the three.",
		},
		{
			Clause:  freeSupport,
			Text:    "In the free period support costs nothing.",
			Reading: "Whatever the number and length of enquiries.",
		},
		{
			Clause:  sixMonths,
			Text:    "The free period is six months from the conclusion of the agreement.",
			Reading: "The day with the same number is the last one, to its end; where the month has none, the month's last. It does not go on by itself.",
		},
		{
			Clause:  freeSuits,
			Text:    "The free period suits users who know the program little and those who need help regularly while they start.",
			Reading: "Advice; nobody is refused for it.",
		},
		{
			Clause:  weekdays,
			Text:    "Support is there from 8 to 16 on weekdays.",
			Reading: "At 16:00:00 it is closed. The hours are the same without an agreement.",
		},
		{
			Clause:  "TIM-10",
			Text:    "Weekdays are days on which offices work.",
			Reading: "Monday to Friday without public holidays. 24 and 31 December and the Wednesday before Easter are open unless the provider's calendar lists them.",
		},
		{
			Clause:  edges,
			Text:    "The text is silent on what begins inside the hours and ends outside.",
			Reading: "A call counts if a person takes it inside the hours; what is written outside them is taken up at the next opening. Either is judged by when it arrived.",
		},
		{
			Clause:  prepaid,
			Text:    "A time account is paid beforehand, like a telephone card.",
			Reading: "It is opened with a multiple of the interval and is never below zero.",
		},
		{
			Clause:  realUse,
			Text:    "The account is debited by real use.",
			Reading: "The time that staff spend, also after the call; never waiting. Two people count twice where two sessions are recorded. What was recorded by mistake is taken back by an entry of its own.",
		},
		{
			Clause:  interval,
			Text:    "The smallest interval is 15 minutes.",
			Reading: "Time is rounded up to full intervals; a second over is over. Rounding = Minimum takes one interval at least, and whole minutes beyond it.",
		},
		{
			Clause:  roundedPer,
			Text:    "The text is silent on what is rounded.",
			Reading: "Each enquiry, all its sessions together. RoundPer = Case rounds the enquiries of one case together, and each debits the increase.",
		},
		{
			Clause:  whicheverEnds,
			Text:    "A time account ends after its term or when it is used up, whichever comes first.",
			Reading: "It is used up at the instant the work reaches the balance. Minutes given back within the term open it again; work that is taken back to be entered again gives none back.",
		},
		{
			Clause:  oneYear,
			Text:    "The term of a time account is one year from the conclusion of the agreement.",
			Reading: "The day with the same number is the last one, to its end. Every account has its own year.",
		},
		{
			Clause:  runsOut,
			Text:    "The text is silent on an account that runs out in the middle of an enquiry.",
			Reading: "What is left is debited. The rest of the work is not covered and is charged only with the customer's consent, before or after.",
		},
		{
			Clause:  lapses,
			Text:    "The text is silent on what is left at the end of the term.",
			Reading: "It lapses, without refund, and is shown. Minutes given back after the end lapse at once.",
		},
		{
			Clause:  accountSuits,
			Text:    "The time account suits users who know the program well and those who need help now and then.",
			Reading: "Advice; nobody is refused for it.",
		},
		{
			Clause:  byTheHour,
			Text:    "Without an agreement support is charged at the hourly rate in force.",
			Reading: "The rate of the day the enquiry arrives. For who never held an agreement the enquiry is the order; after one has ended the rate is told first, and nothing is charged without consent.",
		},
		{
			Clause:  hourlyStep,
			Text:    "The text is silent on rounding without an agreement.",
			Reading: "To the second, rounded once in money, unless the rate names a step.",
		},
		{
			Clause:  outsideScope,
			Text:    "What an agreement does not name is outside it.",
			Reading: "Such an enquiry is charged by the hour, with consent, and no account is debited for it.",
		},
		{
			Clause:  superuserDuty,
			Text:    "The customer appoints a superuser.",
			Reading: "A duty under both alternatives, without a sanction. Superuser = Required refuses enquiries while there is none.",
		},
		{
			Clause:  primary,
			Text:    "The superuser is the primary contact for all enquiries.",
			Reading: "Others may ask, and it is noted. Superuser = Required refuses them.",
		},
		{
			Clause:  appointed,
			Text:    "The text is silent on who the superuser is and for how long.",
			Reading: "One person at a time, from a day on until the next is appointed or the last day told. A deputy is appointed for the days of the absence.",
		},
		{
			Clause:  ownUpdate,
			Text:    "Customers are advised to ask before they install updates.",
			Reading: "No duty and no exclusion: the cause of an enquiry may be noted and never changes what it costs.",
		},
		{
			Clause: "TIM-28",
			Text:   "Both alternatives give access to the best people of the provider.",
		},
		{
			Clause:  several,
			Text:    "The text is silent on several agreements of one customer.",
			Reading: "For a product free comes before account, and account before hourly. The account that ends first is debited first, and the next goes on. A second account does not extend the first.",
		},
		{
			Clause:  "TIM-30",
			Text:    "Which alternative to recommend follows from what the user knows and needs.",
			Reading: "Either group of each text fits by itself, so both may be recommended, and one always is.",
		},
	}
}
