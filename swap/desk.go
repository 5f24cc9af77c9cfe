package swap

import (
	"slices"
	"strings"

	"github.com/avtale/avtale/entitlement"
)

// Register registers a report at the moment of the event, which is when the
// registration is complete (SWP-21). The case keeps the user's level, what was
// settled and the terms of that day. A user who is attached to no level is
// refused with [NotAttached] (SWP-01). A question that the level does not include
// is registered all the same, since every case is logged (SWP-40); the outcome of
// the entry names the level that has it, and the case can then only be closed as
// [Refused] or by what the level does include. A fault that is registered before the
// reminder to take out the SIM card is given is noted (SWP-07); help that was given
// after the registration is [entitlement.ErrInvalid], since [Case.Advise] tells it.
func Register(terms Terms, event entitlement.Event, report Registration, agreement Agreement, user User) (Case, Entry, error) {
	if err := admit(told(event), report.validate(event.At), terms.Validate(), agreement.begun()); err != nil {
		return Case{}, Entry{}, err
	}
	if agreement.id != report.Agreement || user.id != "" && user.id != report.User {
		return Case{}, Entry{}, entitlement.Invalid("agreement, user", "%q and %q are handed in", agreement.id, user.id)
	}
	feature, err := terms.FeatureOf(report.Subject)
	if err != nil {
		return Case{}, Entry{}, err
	}
	level := user.on(event.At.Date())
	if level == "" || user.customer != agreement.customer {
		return Case{}, Entry{}, refuse(NotAttached, attached, "a user of "+agreement.customer+" who is attached to a level on "+event.At.Date().String())
	}
	features, err := terms.Features(level)
	if err != nil {
		return Case{}, Entry{}, err
	}
	setting, settled := agreement.Setting(event.At)
	if !settled {
		return Case{}, Entry{}, entitlement.Invalid("at", "the agreement begins on %s", agreement.settings[0].From)
	}
	entry := newEntry(event, report, attached, subjects, registration, loanOrExchange, afterRepair)
	entry.name(report.Case, 0, 0)
	entry.Outcome.Customer = agreement.customer
	entry.Outcome.Case = CaseFigures{
		Calendar: terms.Calendar, Registered: event.At, User: report.User, Level: level, Features: features,
		Feature: feature, FeatureAt: terms.levelWith(feature), SwapAt: terms.levelWith(SwapActivation),
		Questions: len(terms.Questions) > 0, Model: report.Model, Setting: setting,
		Before: terms.Delivery.Before, WorkingDays: terms.Delivery.WorkingDays, ClosedDay: terms.closedDay(),
		ReturnDays: terms.ReturnDays,
	}
	entry.Outcome.Questions = joined(terms.Questions)
	entry.Outcome.Bag, entry.Outcome.SIM = report.ServiceBagGiven, report.SIMReminderGiven
	entry.Outcome.Step.Warranty = report.Warranty
	if !features.Has(feature) {
		entry.Outcome.NotIncluded = true
		entry.Why = append(entry.Why, matrix)
	}
	if feature == Diagnosing && report.SIMReminderGiven.IsZero() {
		entry.Outcome.SIMReminderMissing = true
		entry.Why = append(entry.Why, helped)
	}
	return Case{}.apply(entry), entry, nil
}

// Advise notes that a service bag was offered, or the reminder to take out the
// SIM card given, after the registration (SWP-07). What is told last counts.
func (c Case) Advise(event entitlement.Event, advice Advice) (Case, Entry, error) {
	if err := admit(c.begun(), told(event)); err != nil {
		return c, Entry{}, err
	}
	if advice.Given != ServiceBag && advice.Given != SIMReminder {
		return c, Entry{}, entitlement.Invalid("given", "%.40q is no help", string(advice.Given))
	}
	if !c.figures.Features.Has(Registering) {
		return c, Entry{}, notIncluded(Registering, "")
	}
	return c.post(event, advice, Step{Given: advice.Given}, helped)
}

// Answer records the answer to a control question (SWP-10). A question that is
// not open is [entitlement.ErrInvalid].
func (c Case) Answer(event entitlement.Event, reply Reply) (Case, Entry, error) {
	if err := admit(c.begun(), told(event), reply.validate(), c.open()); err != nil {
		return c, Entry{}, err
	}
	if !slices.Contains(strings.Fields(c.questions), string(reply.Question)) {
		return c, Entry{}, entitlement.Invalid("question", "%.40q is not open", string(reply.Question))
	}
	return c.post(event, reply, Step{Question: reply.Question}, questioned)
}

// Diagnose records what a fault turns out to be (SWP-06), and whether the user
// needs a phone meanwhile (SWP-13). Refused with [ControlQuestionsOpen] before
// all are answered (SWP-10); terms without control questions are
// [entitlement.ErrMissing]. A later diagnosis replaces an earlier one, up to the
// activation of a swap phone.
func (c Case) Diagnose(event entitlement.Event, diagnosis Diagnosis) (Case, Entry, error) {
	if err := admit(c.begun(), told(event), c.open()); err != nil {
		return c, Entry{}, err
	}
	if !diagnosis.Result.valid() {
		return c, Entry{}, entitlement.Invalid("result", "%.40q is no result", string(diagnosis.Result))
	}
	if !c.figures.Features.Has(Diagnosing) {
		return c, Entry{}, notIncluded(Diagnosing, "")
	}
	if !c.figures.Questions {
		return c, Entry{}, entitlement.Missing("questions", "the terms name no control questions")
	}
	if c.questions != "" {
		return c, Entry{}, refuse(ControlQuestionsOpen, questioned, "answers to "+c.questions)
	}
	why := []entitlement.Clause{diagnosed, questioned}
	if diagnosis.Result == NotThePhone {
		why = append(why, notThePhone)
	}
	return c.post(event, diagnosis, Step{Result: diagnosis.Result, Necessary: diagnosis.Necessary}, why...)
}

// Close ends a case otherwise than by a swap phone, which [Case.Ship] does
// (SWP-11): solved by telephone, referred to a workshop, or refused. Refused with
// [NotIncluded] where the level lacks what is solved (SWP-05), with
// [NotDiagnosed] or [NoFault] where nothing is established that a workshop could
// repair (SWP-06), with [SwapUnderWay] where a swap phone is activated and with
// [AlreadyClosed] where the case has ended.
func (c Case) Close(event entitlement.Event, closing Closing) (Case, Entry, error) {
	if err := admit(c.begun(), told(event), c.open()); err != nil {
		return c, Entry{}, err
	}
	why := []entitlement.Clause{threeWays}
	switch closing.Outcome {
	case SolvedByPhone:
		if !c.figures.Features.Has(c.figures.Feature) {
			return c, Entry{}, notIncluded(c.figures.Feature, c.figures.FeatureAt)
		}
	case ReferredToWorkshop:
		if err := c.repairable(); err != nil {
			return c, Entry{}, err
		}
		why = append(why, diagnosed)
	case Refused:
		if !c.figures.Features.Has(c.figures.Feature) {
			why = append(why, matrix)
		}
	default:
		return c, Entry{}, entitlement.Invalid("outcome", "%.40q does not close a case", string(closing.Outcome))
	}
	return c.post(event, closing, Step{Outcome: closing.Outcome}, why...)
}

// open refuses a case that has ended, or for which a swap phone is activated.
func (c Case) open() error {
	if c.outcome != "" {
		return refuse(AlreadyClosed, threeWays, "another case; this one is "+string(c.outcome))
	}
	if c.swap.status != "" {
		return refuse(SwapUnderWay, threeWays, "a cancellation of the swap phone")
	}
	return nil
}

// repairable refuses a case that has nothing for a workshop.
func (c Case) repairable() error {
	switch c.result {
	case DefiniteFault, Undetermined:
		return nil
	case "":
		return refuse(NotDiagnosed, diagnosed, "a diagnosis")
	default:
		return refuse(NoFault, diagnosed, "a definite fault, or one that stays undetermined")
	}
}

// post moves the case alone by an entry.
func (c Case) post(event entitlement.Event, fact Fact, step Step, why ...entitlement.Clause) (Case, Entry, error) {
	entry := c.entry(event, fact, step, why...)
	entry.name(c.id, c.seq, 0)
	return c.apply(entry), entry, nil
}

// entry begins an entry that moves the case.
func (c Case) entry(event entitlement.Event, fact Fact, step Step, why ...entitlement.Clause) Entry {
	entry := newEntry(event, fact, why...)
	entry.Outcome.Customer, entry.Outcome.Step = c.customer, step
	return entry
}
