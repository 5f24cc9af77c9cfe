package hotline

import (
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/wire"
)

// Feedback is a solution, or tips towards one, that a workshop has sent in
// (HOT-32). [Submit] makes feedback. The zero Feedback is none.
type Feedback struct {
	id        string
	workshop  string
	seq       int
	state     FeedbackState
	retracted bool
}

// FeedbackState is what the provider has decided about feedback.
type FeedbackState string

// The states of feedback.
const (
	NoFeedback FeedbackState = ""
	Submitted  FeedbackState = "Submitted"
	Published  FeedbackState = "Published" // and rewarded, for good
	Rejected   FeedbackState = "Rejected"
)

// ID returns the id the feedback was submitted under.
func (f Feedback) ID() string { return f.id }

// Workshop returns who sent it.
func (f Feedback) Workshop() string { return f.workshop }

// Seq returns the number of the last entry that names the feedback.
func (f Feedback) Seq() int { return f.seq }

// State returns what is decided about it.
func (f Feedback) State() FeedbackState { return f.state }

// Retracted reports whether the publication was taken from view; the reward
// stays (HOT-34).
func (f Feedback) Retracted() bool { return f.retracted }

// Submit takes feedback in; nothing is rewarded yet (HOT-32).
func Submit(event entitlement.Event, submission Submission) (Feedback, Entry, error) {
	if err := admit(event.Validate(), submission.validate()); err != nil {
		return Feedback{}, Entry{}, err
	}
	entry := newEntry(event, submission, tips)
	entry.Draws = append(entry.Draws, entitlement.Draw{Of: submission.Feedback, Seq: 1})
	entry.Outcome.Holder = submission.Workshop
	return Feedback{}.apply(entry), entry, nil
}

// Publish records that the provider publishes the feedback, and gives its
// workshop the reward: cases that can be drawn on from that moment on, without
// an end unless the terms set one (HOT-32, HOT-33). The choice is final; a
// second one is refused with [AlreadyDecided].
func (f Feedback) Publish(terms Terms, event entitlement.Event, w Workshop) (Feedback, Workshop, Entry, error) {
	if err := f.admit(event, terms.Validate()); err != nil {
		return f, w, Entry{}, err
	}
	if f.workshop != w.id {
		return f, w, Entry{}, entitlement.Invalid("workshop", "it is feedback of %.40q", f.workshop)
	}
	if f.state != Submitted {
		return f, w, Entry{}, f.decided()
	}
	if err := w.fresh(f.id); err != nil {
		return f, w, Entry{}, err
	}
	entry := newEntry(event, Publication{}, tips, rewardsLast)
	reward := w.touched(f.id)
	reward.Moved = terms.Reward
	entry.Draws = append(entry.Draws, f.touched(), reward)
	until := terms.RewardValidity.LastDay(event.At.Date()) + 1
	if terms.RewardValidity.Months > 0 && until.Validate() == nil { // else beyond the calendar: without an end
		entry.Outcome.Until = until
	}
	return f.apply(entry), w.apply(entry, nil), entry, nil
}

// Reject records that the provider does not publish the feedback (HOT-34). The
// choice is final; a second one is refused with [AlreadyDecided].
func (f Feedback) Reject(event entitlement.Event) (Feedback, Entry, error) {
	if err := f.admit(event); err != nil {
		return f, Entry{}, err
	}
	if f.state != Submitted {
		return f, Entry{}, f.decided()
	}
	entry := newEntry(event, Rejection{}, providerDecides)
	entry.Draws = append(entry.Draws, f.touched())
	return f.apply(entry), entry, nil
}

// Retract records that a publication is taken from view; the reward stays
// (HOT-34). Refused with [NotPublished] where there is none to see.
func (f Feedback) Retract(event entitlement.Event) (Feedback, Entry, error) {
	if err := f.admit(event); err != nil {
		return f, Entry{}, err
	}
	if f.state != Published || f.retracted {
		return f, Entry{}, refuse(NotPublished, providerDecides, "feedback that is published")
	}
	entry := newEntry(event, Retraction{}, providerDecides)
	entry.Draws = append(entry.Draws, f.touched())
	return f.apply(entry), entry, nil
}

func (f Feedback) decided() error {
	return refuse(AlreadyDecided, providerDecides, "feedback that is not decided on")
}

// admit returns the first failure of what the feedback was given.
func (f Feedback) admit(event entitlement.Event, failures ...error) error {
	if f.id == "" {
		return entitlement.Invalid("feedback", "the zero feedback has not been submitted")
	}
	if err := event.Validate(); err != nil {
		return err
	}
	return admit(failures...)
}

func (f Feedback) touched() entitlement.Draw { return entitlement.Draw{Of: f.id, Seq: f.seq + 1} }

// Apply moves the feedback by a recorded entry that names it. It decides
// nothing: state is the fold of the ledger. An entry of other feedback, or of a
// kind that feedback does not have, is [entitlement.ErrLedger].
func (f Feedback) Apply(entry Entry) (Feedback, error) {
	switch entry.Kind {
	case kindSubmit, kindPublish, kindReject, kindRetract:
	default:
		return f, misplaced(entry, "feedback")
	}
	if !entry.moves(f.id, entry.Kind == kindSubmit) {
		return f, misplaced(entry, "feedback")
	}
	return f.apply(entry), nil
}

func (f Feedback) apply(entry Entry) Feedback {
	if f.id == "" {
		f = Feedback{id: entry.Draws[0].Of, workshop: entry.Outcome.Holder, state: Submitted}
	}
	draw, _ := entry.Draw(f.id)
	f.seq = draw.Seq
	switch entry.Kind {
	case kindPublish:
		f.state = Published
	case kindReject:
		f.state = Rejected
	case kindRetract:
		f.retracted = true
	}
	return f
}

func (f *Feedback) fields(w *wire.Fields) {
	wire.Text(w, "id", &f.id)
	wire.Text(w, "workshop", &f.workshop)
	wire.Int(w, "seq", &f.seq)
	wire.Text(w, "state", &f.state)
	w.True("retracted", &f.retracted)
}

// MarshalJSON writes the feedback as a stored document, "v":1.
func (f Feedback) MarshalJSON() ([]byte, error) {
	w := wire.Write()
	f.fields(&w)
	return w.Written()
}

// UnmarshalJSON reads a stored document, strictly. Feedback that no ledger can
// give is [entitlement.ErrInvalid].
func (f *Feedback) UnmarshalJSON(data []byte) error {
	var read Feedback
	r := wire.Read("feedback", data)
	for r.Next() {
		read.fields(&r)
	}
	if err := r.Done(); err != nil {
		return err
	}
	switch read.state {
	case Submitted, Published, Rejected:
	default:
		return entitlement.Invalid("feedback", "%q is no state", string(read.state))
	}
	if read.id == "" || read.workshop == "" || !numbered(read.seq) || read.retracted && read.state != Published {
		return entitlement.Invalid("feedback", "%q does not add up", read.id)
	}
	*f = read
	return nil
}
