package hotline

import "github.com/avtale/avtale/entitlement"

// The clauses that can decide something.
const (
	termsFirst      entitlement.Clause = "HOT-01"
	customersOnly   entitlement.Clause = "HOT-02"
	testers         entitlement.Clause = "HOT-03"
	otherKinds      entitlement.Clause = "HOT-04"
	freeCases       entitlement.Clause = "HOT-05"
	ownYear         entitlement.Clause = "HOT-06"
	noCarryOver     entitlement.Clause = "HOT-08"
	midYear         entitlement.Clause = "HOT-09"
	whatCounts      entitlement.Clause = "HOT-10"
	supportFree     entitlement.Clause = "HOT-11"
	relevance       entitlement.Clause = "HOT-12"
	usingProducts   entitlement.Clause = "HOT-13"
	missingAnswer   entitlement.Clause = "HOT-14"
	faultCodes      entitlement.Clause = "HOT-15"
	hotlineHelp     entitlement.Clause = "HOT-16"
	bothFit         entitlement.Clause = "HOT-17"
	reclassified    entitlement.Clause = "HOT-18"
	waysIn          entitlement.Clause = "HOT-20"
	contacted       entitlement.Clause = "HOT-24"
	beyondGrant     entitlement.Clause = "HOT-25"
	estimated       entitlement.Clause = "HOT-26"
	neverBack       entitlement.Clause = "HOT-27"
	pricePerCase    entitlement.Clause = "HOT-28"
	block           entitlement.Clause = "HOT-29"
	lessUse         entitlement.Clause = "HOT-30"
	moreUse         entitlement.Clause = "HOT-31"
	tips            entitlement.Clause = "HOT-32"
	rewardsLast     entitlement.Clause = "HOT-33"
	providerDecides entitlement.Clause = "HOT-34"
	drawOrder       entitlement.Clause = "HOT-35"
)

// Clauses returns the rules of the hotline in our own words. A clause that the
// printed text leaves open has its reading beside it.
func Clauses() entitlement.Rules {
	return entitlement.Rules{
		{
			Clause:  termsFirst,
			Text:    "A hotline request can be sent once the terms have been read and accepted.",
			Reading: "The request carries the acceptance of the version in force when it is sent; it may have been given with an earlier one.",
		},
		{
			Clause:  customersOnly,
			Text:    "The hotline is for customers with a subscription.",
			Reading: "Any qualifying subscription opens it for any question about a car.",
		},
		{
			Clause:  testers,
			Text:    "A subscription on a diagnostic tester from the provider gives access.",
			Reading: "A tester bought elsewhere does not.",
		},
		{
			Clause:  otherKinds,
			Text:    "A subscription on a data program counts like one on a tester.",
			Reading: "Any data program. Other subscriptions bring no cases, unless the terms list them.",
		},
		{
			Clause: freeCases,
			Text:   "Each qualifying subscription brings five free cases in twelve months.",
		},
		{
			Clause:  ownYear,
			Text:    "The cases are for a period of twelve months.",
			Reading: "Each subscription has its own years, counted from a date that it carries; its first day, unless another is agreed. A year begins at midnight.",
		},
		{
			Clause:  "HOT-07",
			Text:    "The cases of all subscriptions are added up.",
			Reading: "One pool for the workshop, whatever product a case concerns.",
		},
		{
			Clause:  noCarryOver,
			Text:    "Free cases are for their year.",
			Reading: "Those left lapse with it.",
		},
		{
			Clause:  midYear,
			Text:    "A subscription may start and stop at any time.",
			Reading: "All its cases come at its start; they go with its last day. LotSurvivesCancellation keeps them to the end of the year, for a workshop that still has another.",
		},
		{
			Clause:  whatCounts,
			Text:    "The hotline is reckoned by the cases that come in.",
			Reading: "A case is one fault on one vehicle, counted when it is received. Follow-ups and reopening are free. One withdrawn before anyone answered, and a duplicate, are taken back.",
		},
		{
			Clause:  supportFree,
			Text:    "Support, as opposed to hotline, is always free unless something else is agreed.",
			Reading: "What else is agreed is listed in the terms, with its price.",
		},
		{
			Clause:  relevance,
			Text:    "Support is free as long as it is in some way relevant to what is subscribed.",
			Reading: "Any link is enough. A question about a car that has none is a hotline case; anything else without one is out of scope.",
		},
		{
			Clause: usingProducts,
			Text:   "Help in using the products is support, practical and with IT.",
		},
		{
			Clause:  missingAnswer,
			Text:    "A question about a car within the subjects of a product, whose answer is not found there, is support.",
			Reading: "If the answer is there, finding it is help in using the product. Outside the subjects it is hotline.",
		},
		{
			Clause:  faultCodes,
			Text:    "Explaining fault codes read with a tester the provider sells is support.",
			Reading: "A code read with another tester is a hotline case.",
		},
		{
			Clause: hotlineHelp,
			Text:   "Hotline is help with any repair, with fault-finding that is stuck, with a diagnosis, and with specific information on a system or part. It is one case however many of these apply.",
		},
		{
			Clause:  bothFit,
			Text:    "The two lists overlap.",
			Reading: "Support goes first. Precedence = HotlineFirst turns it round. What is on neither list is for a person to decide.",
		},
		{
			Clause:  reclassified,
			Text:    "A case may prove to be of the other class.",
			Reading: "Support becomes a hotline case only after the caller was told, and counts when it was received. Hotline that proves to be support gives its unit back. Neither makes a charge.",
		},
		{
			Clause: "HOT-19",
			Text:   "The hotline has a team of twenty and helps quickly. No response time is promised.",
		},
		{
			Clause:  waysIn,
			Text:    "The hotline is reached through the AutoFrontal program or the web site.",
			Reading: "Other channels are offered if the terms list them. The channel never changes class or cost.",
		},
		{
			Clause: "HOT-21",
			Text:   "The provider is a local partner of suppliers of technical data.",
		},
		{
			Clause:  "HOT-22",
			Text:    "Free cases and support are enough for 98 % of the customers.",
			Reading: "A figure to be measured, not a right: the share of workshops without a case beyond.",
		},
		{
			Clause:  "HOT-23",
			Text:    "Average use is in the subscription; use beyond it is extended hotline, reckoned by cases in a year.",
			Reading: "Beyond is a case that drew no free case, no block and no reward. Time and channel do not enter.",
		},
		{
			Clause:  contacted,
			Text:    "A workshop that needs more than its subscriptions cover is contacted about an agreement.",
			Reading: "At the first case beyond, once in a year of its oldest subscription, and when a block is used up; never while units are left.",
		},
		{
			Clause:  beyondGrant,
			Text:    "A case beyond the free ones is served.",
			Reading: "It is shown as uncovered and costs nothing, until the workshop declines the agreement it is offered; then refused until new free cases come. BeyondGrant = Refuse refuses at once.",
		},
		{
			Clause:  estimated,
			Text:    "An agreement is estimated from the use of the last half or whole year.",
			Reading: "A half year is doubled; cases on rewards do not count; the free cases of a year are taken off. Less than half a year of history gives no estimate.",
		},
		{
			Clause:  neverBack,
			Text:    "Nothing is ever invoiced backwards: invoices are by agreement and look forward.",
			Reading: "What is agreed starts on the day it is agreed or later. Uncovered cases before it stay free for good.",
		},
		{
			Clause:  pricePerCase,
			Text:    "A case of an extended agreement costs 190 kroner.",
			Reading: "Net of VAT; the price list of the day of the agreement holds for its year.",
		},
		{
			Clause:  block,
			Text:    "Extended hotline is an agreement that fits the need.",
			Reading: "A block of cases for a year, paid ahead and charged whether used or not. One that is used up leads to a contact, not to a bill. It rests while the workshop has no subscription.",
		},
		{
			Clause:  lessUse,
			Text:    "If use falls, the price falls or drops away for the following year.",
			Reading: "In the last month of its year a block is estimated again and goes on with as many cases or fewer, at the old price or a lower one, unless the workshop declines before the next year begins. The cases of other blocks that run on then are taken off; of blocks that end on one day the one renewed first is filled first.",
		},
		{
			Clause:  moreUse,
			Text:    "More is only by a new agreement.",
			Reading: "What more is needed, and no other block has, is offered or can still be renewed with, is a proposal at the list price of the day; the block grows if it is accepted on the first day of the new year at the latest, and else stays as it is.",
		},
		{
			Clause:  tips,
			Text:    "Feedback with a solution or a tip that the provider publishes brings two free cases.",
			Reading: "Two for each feedback, however many tips are in it and however often it is published.",
		},
		{
			Clause:  rewardsLast,
			Text:    "Rewards are set off against cases.",
			Reading: "From publication on, without an end unless RewardValidity sets one. They rest while the workshop has no subscription.",
		},
		{
			Clause:  providerDecides,
			Text:    "The provider chooses what is published.",
			Reading: "Publishing or not is final for a feedback. Withdrawing a publication later takes nothing back.",
		},
		{
			Clause:  drawOrder,
			Text:    "A workshop may have cases from several sources.",
			Reading: "The one that ends first is drawn first; then free before paid, the older, by id. What never ends comes last.",
		},
		{
			Clause: "HOT-36",
			Text:   "Subscribers may also count on the service and support departments.",
		},
	}
}
