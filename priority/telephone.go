package priority

import (
	"github.com/avtale/avtale/calendar"
)

// VoicemailOffered reports whether the caller of a ticket may leave a message at a
// moment: a call without a contract that has waited as long as the terms say, that
// instant included. It is an offer; the caller may go on waiting, and it stands
// while the caller waits, also if a contract begins meanwhile (PRI-13).
func (q Queue) VoicemailOffered(ticket Ticket, at calendar.Moment) (bool, error) {
	if err := admit(q.is(ticket), acted(at, "", ticket.arrived)); err != nil {
		return false, err
	}
	return !ticket.inWork && q.offered(ticket, at), nil
}

// offered reports whether a call has waited long enough, and is without a contract
// or was when it had.
func (q Queue) offered(t Ticket, at calendar.Moment) bool {
	return t.channel.telephone() && at.Since(t.arrived) >= q.terms.VoicemailAfter &&
		(t.offered || q.terms.VoicemailForAll || t.place.group == second)
}

// LeaveVoicemail turns a call into a message. The case keeps its arrival, the start
// of the call, and its number, and so its place (PRI-14). Refused with [NotOffered]
// unless it is offered at that moment, and with [NotWaiting] if somebody works on it.
func (q Queue) LeaveVoicemail(ticket Ticket, at calendar.Moment, by string) (Queue, Change, error) {
	if err := admit(q.waits(ticket), acted(at, by, ticket.arrived)); err != nil {
		return q, Change{}, err
	}
	if !q.offered(ticket, at) {
		pass := "a call that waits " + q.terms.VoicemailAfter.String()
		if !q.terms.VoicemailForAll {
			pass += " without a contract"
		}
		return q, Change{}, refuse(NotOffered, voicemail, pass)
	}
	next := ticket
	next.channel, next.offered = Voicemail, false
	q, change := q.change(MessageLeft, ticket, next, at, by, voicemail, message)
	return q, change, nil
}
