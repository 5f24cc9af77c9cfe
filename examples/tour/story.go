package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/ledger"
	"github.com/avtale/avtale/hotline"
	"github.com/avtale/avtale/priority"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/swap"
	"github.com/avtale/avtale/timeaccount"
)

// january concludes the five contracts.
func (d *desk) january() error {
	d.say("A year with five support contracts")
	d.say("==================================")
	d.chapter("2 January: five contracts")
	event, err := d.at("2026-01-02 09:00")
	if err != nil {
		return err
	}
	var sold punchcard.Entry
	d.card, sold, err = punchcard.Buy(d.cards, event, punchcard.Purchase{Card: "card K", Holder: "ACME", Size: 10})
	if err := appended(&d.cardLog, sold, err); err != nil {
		return err
	}
	d.say("  A punch card of 10 hours for %s, usable to %s:", sold.Charge, d.card.EndDate())
	d.say("%s", because(sold.Why...))

	var concluded timeaccount.Entry
	d.account, concluded, err = timeaccount.Conclude(d.accounts, event, timeaccount.Conclusion{
		Agreement: "account B", Customer: "ACME", Alternative: timeaccount.TimeAccount, Balance: 2 * calendar.Hour, Products: "server",
	})
	if err := appended(&d.timeLog, concluded, err); err != nil {
		return err
	}
	d.say("  A time account of two hours, to %s.", d.account.LastDay())

	var enrolled, subscribed hotline.Entry
	d.workshop, enrolled, err = hotline.Enrol(d.hotlines, event, hotline.Enrolment{Workshop: "workshop W"})
	if err := appended(&d.hotLog, enrolled, err); err != nil {
		return err
	}
	if event, err = d.at("2026-01-02 09:05"); err != nil {
		return err
	}
	d.workshop, subscribed, err = d.workshop.Subscribe(d.hotlines, event, hotline.Subscription{
		Subscription: "tester", Product: hotline.DataProgram, From: event.At.Date(),
	})
	if err := appended(&d.hotLog, subscribed, err); err != nil {
		return err
	}
	d.say("  A hotline subscription with %d free cases a year.", d.workshop.Remaining(event.At))
	if err := d.mobileSupport(event); err != nil {
		return err
	}
	d.say("  Mobile support at level PROF, with %d swap phone in stock.", d.pool.OnHand())
	d.contract = priority.Contract{ID: "maintenance M", Customer: "ACME", From: event.At, Last: calendar.MustDate("2026-12-31"), Scope: []string{"server", "mail"}}
	d.say("  A maintenance contract for servers and mail, to %s.", d.contract.Last)
	return nil
}

// mobileSupport settles mobile support and puts a phone into the pool.
func (d *desk) mobileSupport(event entitlement.Event) error {
	tell := func(entry swap.Entry, err error) error {
		d.told++
		event.Ref = fmt.Sprintf("r%d", d.told)
		return appended(&d.swapLog, entry, err)
	}
	var entry swap.Entry
	var err error
	d.agreement, entry, err = swap.Conclude(event, swap.Conclusion{
		Agreement: "mobile A", Customer: "ACME", Mode: swap.Exchange, AfterRepair: swap.ToPool,
	})
	if err := tell(entry, err); err != nil {
		return err
	}
	d.user, entry, err = d.user.Attach(d.phones, event, swap.Attachment{User: "Kim", Customer: "ACME", Level: swap.PROF, From: event.At.Date()})
	if err := tell(entry, err); err != nil {
		return err
	}
	d.pool, entry, err = swap.OpenPool(d.phones, event, swap.Opening{Pool: "pool P", Customer: "ACME"})
	if err := tell(entry, err); err != nil {
		return err
	}
	order, pool, entry, err := swap.PlaceOrder(event, swap.Placement{
		Order: "order O", Model: "X", By: "ACME",
		Purchase: swap.Purchase{Quantity: 1, Acquisition: swap.Bought, Price: entitlement.MustMoney("2000.00 SEK")},
	}, d.pool)
	if err := tell(entry, err); err != nil {
		return err
	}
	_, _, stock, entry, err := swap.Arrive(event, swap.Arrival{Device: "phone X1", By: "centre"}, order, swap.Stock{Pool: pool, Days: d.days})
	d.pool = stock.Pool
	return tell(entry, err)
}

// mailServer asks two contracts about the same work, and does what is chosen.
func (d *desk) mailServer() error {
	d.chapter("15 January: the mail server, 70 minutes")
	event, err := d.at("2026-01-15 10:00")
	if err != nil {
		return err
	}
	task, opened, err := punchcard.Open(d.cards, event, punchcard.Order{Task: "task mail", Holder: "ACME"})
	if err := appended(&d.cardLog, opened, err); err != nil {
		return err
	}
	d.tasks["mail"] = task
	byCard, err := task.Ask(event, work(70*calendar.Minute), d.card)
	if err != nil {
		return err
	}
	enquiry, received, err := timeaccount.Receive(d.accounts, event, timeaccount.Receipt{
		Enquiry: "call E", Customer: "ACME", Product: "server", Topic: timeaccount.UserRelated, Channel: timeaccount.Phone, By: "Kim",
	}, d.hours, timeaccount.Customer{}, d.account)
	if err := appended(&d.timeLog, received, err); err != nil {
		return err
	}
	if event, err = d.at("2026-01-15 10:05"); err != nil {
		return err
	}
	session := timeaccount.Session{By: "P.H.", Work: 70 * calendar.Minute}
	byAccount, err := enquiry.Ask(event, session, d.account)
	if err != nil {
		return err
	}
	if err := d.choose(byCard, byAccount); err != nil {
		return err
	}
	_, changed, recorded, err := enquiry.Record(event, session, d.account)
	if err := appended(&d.timeLog, recorded, err); err != nil {
		return err
	}
	d.account = changed[0]
	d.say("  P.H. worked %s; %s were debited, %s are left.", recorded.Outcome.Work.Actual, recorded.Outcome.Work.Debited, d.account.Balance(event.At))
	return nil
}

func work(time calendar.Seconds) punchcard.Session {
	return punchcard.Session{What: "server", By: "P.H.", Place: punchcard.Remote, Work: time}
}

// carQuestion draws a free case.
func (d *desk) carQuestion() error {
	d.chapter("3 March: a fault in a car nobody can find")
	event, err := d.at("2026-03-03 11:00")
	if err != nil {
		return err
	}
	question := hotline.Receipt{
		Case: "case C", Channel: hotline.WebSite, Enquiry: hotline.Enquiry{StuckFaultFinding: true},
		TermsAccepted: hotline.TermsAccepted{Version: "2026", By: "Kim", At: event.At},
	}
	answer, err := d.workshop.Ask(d.hotlines, event, question)
	if err != nil {
		return err
	}
	if err := d.choose(answer); err != nil {
		return err
	}
	var entry hotline.Entry
	d.workshop, _, entry, err = d.workshop.Receive(d.hotlines, event, question)
	return appended(&d.hotLog, entry, err)
}

// brokenPhone promises a swap phone, and shows the days that were counted.
func (d *desk) brokenPhone() error {
	d.chapter("Thursday 30 April, 14:05: a phone that no longer charges")
	event, err := d.at("2026-04-30 14:05")
	if err != nil {
		return err
	}
	report := swap.Registration{Case: "report F", Agreement: "mobile A", User: "Kim", Subject: swap.Fault, Model: "X", SIMReminderGiven: event.At}
	answer, err := swap.Ask(d.phones, event, report, d.agreement, d.user)
	if err != nil {
		return err
	}
	if err := d.choose(answer); err != nil {
		return err
	}
	c, entry, err := swap.Register(d.phones, event, report, d.agreement, d.user)
	if err := appended(&d.swapLog, entry, err); err != nil {
		return err
	}
	for _, question := range c.Questions() {
		if event, err = d.at("2026-04-30 14:10"); err != nil {
			return err
		}
		c, entry, err = c.Answer(event, swap.Reply{Question: question})
		if err := appended(&d.swapLog, entry, err); err != nil {
			return err
		}
	}
	if event, err = d.at("2026-04-30 14:15"); err != nil {
		return err
	}
	c, entry, err = c.Diagnose(event, swap.Diagnosis{Result: swap.DefiniteFault})
	if err := appended(&d.swapLog, entry, err); err != nil {
		return err
	}
	if event, err = d.at("2026-04-30 14:20"); err != nil {
		return err
	}
	c, d.pool, entry, err = c.Activate(event, swap.Activation{Model: "X"}, d.pool, d.days)
	if err := appended(&d.swapLog, entry, err); err != nil {
		return err
	}
	d.phone = c
	promised, _ := c.PromisedDate()
	count, err := d.phones.Delivery.Explain(d.days, c.Figures().Registered)
	if err != nil {
		return err
	}
	d.say("  The swap phone comes on %s. Day by day:", promised)
	for line := range strings.Lines(count.String()) {
		d.say("    %s", strings.TrimSpace(line))
	}
	return nil
}

// everybodyCalls puts the customer into a queue with another.
func (d *desk) everybodyCalls() error {
	d.chapter("12 May: everybody calls at once")
	event, err := d.at("2026-05-12 09:00")
	if err != nil {
		return err
	}
	var change priority.Change
	d.queue, change, err = d.queue.Intake(priority.Case{
		ID: "call 1", Customer: "BETA", Subject: "server", Urgency: priority.Critical, Channel: priority.ServiceNumber, Arrived: event.At,
	}, event.At, "desk")
	if err != nil {
		return err
	}
	d.say("  BETA has no contract; %s is critical. %s", change.Ticket.ID(), "For a contract: "+change.UpgradeHint+".")
	if event, err = d.at("2026-05-12 09:04"); err != nil {
		return err
	}
	d.queue, change, err = d.queue.Intake(priority.Case{
		ID: "call 2", Customer: "ACME", Subject: "mail", Urgency: priority.Low, Channel: priority.Hotline, Arrived: event.At,
	}, event.At, "desk", d.contract)
	if err != nil {
		return err
	}
	rank, err := d.queue.Rank(change.Ticket)
	if err != nil {
		return err
	}
	first, _ := d.queue.Find("BETA", "call 1")
	by, clause := priority.Decides(change.Ticket, first)
	d.say("  ACME rings four minutes later, about something of low urgency, and is number %d, by %s:", rank, by)
	d.say("%s", because(clause))
	offered, err := d.queue.VoicemailOffered(first, event.At)
	if err != nil {
		return err
	}
	wait, err := d.queue.LongestWait(priority.WithoutContract, event.At)
	d.say("  BETA has waited %s; may leave a message: %t.", wait.Longest, offered)
	return err
}

// elevenHours is larger than the card.
func (d *desk) elevenHours() error {
	d.chapter("11 August: a server is moved, eleven hours")
	event, err := d.at("2026-08-11 08:00")
	if err != nil {
		return err
	}
	task, opened, err := punchcard.Open(d.cards, event, punchcard.Order{Task: "task move", Holder: "ACME"})
	if err := appended(&d.cardLog, opened, err); err != nil {
		return err
	}
	if event, err = d.at("2026-08-11 08:00"); err != nil {
		return err
	}
	answer, err := task.Ask(event, work(11*calendar.Hour), d.card)
	if err != nil {
		return err
	}
	if err := d.choose(answer); err != nil {
		return err
	}
	task, cards, entry, err := task.Punch(event, work(11*calendar.Hour), d.card)
	if err := appended(&d.cardLog, entry, err); err != nil {
		return err
	}
	d.card = cards[0]
	d.say("  The last hour waits, and costs nothing before ACME decides. ACME pays the list price for it:")
	if event, err = d.at("2026-08-12 09:00"); err != nil {
		return err
	}
	task, _, entry, err = task.Settle(d.cards, event, punchcard.Settlement{By: punchcard.AtListPrice})
	d.say("  %s", entry.Charge)
	d.say("%s", because(entry.Why...))
	d.tasks["move"] = task
	return appended(&d.cardLog, entry, err)
}

// toldLate enters an hour three weeks late, and shows what that makes of August.
func (d *desk) toldLate() error {
	d.chapter("1 September: an hour of 10 August is told late")
	event, err := d.at("2026-08-10 15:00")
	if err != nil {
		return err
	}
	now, err := d.at("2026-09-01 09:00")
	if err != nil {
		return err
	}
	event.Entered = now.At
	_, _, entry, err := d.tasks["mail"].Punch(event, work(calendar.Hour), d.card)
	if err := appended(&d.cardLog, entry, err); err != nil {
		return err
	}
	d.say("  Nothing is left on the card, so the hour waits. Nothing that was decided is changed. Told in time:")
	differences, err := punchcard.Restate(d.cards.Always, d.cardLog)
	if err != nil {
		return err
	}
	for _, difference := range differences {
		d.say("    %-8s of %s: waiting %+d, and would be %+d; money %s.", difference.Before.Kind, difference.Before.At.Date(),
			difference.Before.Uncovered, difference.After.Uncovered, difference.Money)
	}
	entries, err := punchcard.Rectify(d.cards.Always, now, "told late", d.cardLog)
	if err != nil {
		return err
	}
	d.say("  To have it so, the provider would post:")
	for _, entry := range entries {
		d.say("    %s  %-8s of %s: waiting %+d, charge %s", entry.Ref, entry.Kind, entry.At.Date(), entry.Uncovered, entry.Charge)
	}
	return nil
}

// dispute asks what was true on a day, as known then and as known later.
func (d *desk) dispute() error {
	d.chapter("A dispute: what was left on the card on 10 August?")
	asked, err := d.at("2026-08-10 18:00")
	if err != nil {
		return err
	}
	later, err := d.at("2026-09-02 09:00")
	if err != nil {
		return err
	}
	for _, known := range []entitlement.Event{asked, later} {
		card, err := ledger.AsOf("card K", d.cardLog, asked.At, known.At, punchcard.Card.Apply)
		if err != nil {
			return err
		}
		task, err := ledger.AsOf("task mail", d.cardLog, asked.At, known.At, punchcard.Task.Apply)
		if err != nil {
			return err
		}
		d.say("  As known on %s: %s, and %s of work on the mail server.", known.At.Date(), amount("clip", card.Balance(asked.At)), amount("clip", task.Clips()))
	}
	return nil
}

// ahead lists what has a date.
func (d *desk) ahead() error {
	d.chapter("What is ahead until the end of 2027")
	from, until := calendar.MustDate("2026-09-02"), calendar.MustDate("2028-01-01")
	for _, dated := range entitlement.Upcoming(
		d.card.Upcoming(from, until), d.account.Upcoming(from, until), d.workshop.Upcoming(from, until),
		d.phone.Upcoming(calendar.MustDate("2026-05-01"), until), d.contract.Upcoming(from, until),
	) {
		d.say("  %s", dated)
	}
	return nil
}

// statement prints what the holder of the card may see.
func (d *desk) statement() error {
	d.chapter("The statement of the card")
	now, err := d.at("2026-12-31 12:00")
	if err != nil {
		return err
	}
	location, err := time.LoadLocation(d.cards.Zone)
	if err != nil {
		return err
	}
	copenhagen, err := calendar.NewZone(location)
	if err != nil {
		return err
	}
	statement, err := d.card.Statement(copenhagen, "ACME", copenhagen.In(now.At), d.cardLog)
	if err != nil {
		return err
	}
	for _, line := range statement.Lines {
		d.say("  %s  %s-%s  %-8s  %-4s  %s, %d left", line.Start.Date(), line.Start.Clock(), line.End.Clock(), line.What, line.By, amount("clip", line.Clips), line.Left)
	}
	d.say("  %d used, %d left; the card is %s.", statement.Used, statement.Left, statement.State)
	return punchcard.Verify(d.cards.Always, d.cardLog)
}

// receipt writes what the last decision rests on, and shows that nobody can change it
// unseen.
func (d *desk) receipt() error {
	d.chapter("A receipt for the decision of 11 August")
	var rules []entitlement.Rule
	if best, ok := d.decision.Chosen(); ok {
		rules = punchcard.Clauses().Of(best.Why...)
	}
	document, err := ledger.DecisionReceipt{
		About: "eleven hours on a server", Terms: d.cards, Entries: d.cardLog, Rules: rules, Decision: d.decision,
	}.Document()
	if err != nil {
		return err
	}
	var shown struct {
		SHA256 string `json:"sha256"`
	}
	if err := json.Unmarshal(document, &shown); err != nil {
		return err
	}
	d.say("  %d bytes with terms, entries, clauses and decision; their checksum begins with %s.", len(document), shown.SHA256[:16])
	if err := ledger.VerifyReceipt(document); err != nil {
		return err
	}
	d.say("  It is as it was written. With one figure changed:")
	d.say("  %v", ledger.VerifyReceipt([]byte(strings.Replace(string(document), `"size":10`, `"size":20`, 1))))
	return nil
}
