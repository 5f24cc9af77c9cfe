package priority

import (
	"iter"

	"github.com/avtale/avtale/calendar"
)

// A tree holds tickets in an order: a weight-balanced search tree. A node knows
// how many tickets are below it, which is what keeps it balanced, no side having
// more than three times as many as the other, and what a rank is counted with. It
// knows when the earliest of them arrived. Nodes are never changed: an operation
// copies those on its way from the root, some twenty of a million, and shares all
// others with the tree it came from, which stays as it was.
type tree struct {
	root  *node
	order func(a, b *Ticket) int
}

type node struct {
	ticket      *Ticket
	left, right *node
	size        int
	earliest    calendar.Seconds
}

// The balance of Adams' trees: proven for these two numbers by Hirai and
// Yamamoto.
const (
	heavy  = 3 // a side may weigh so many times the other
	inward = 2 // the inner grandchild may weigh so many times the outer
)

// weight is one more than the number of tickets, so that nothing weighs nothing.
func (n *node) weight() int {
	if n == nil {
		return 1
	}
	return n.size + 1
}

// since is an instant as a number to compare.
func (t *Ticket) since() calendar.Seconds { return t.arrived.Since(calendar.Moment{}) }

// branch returns a node above two trees.
func branch(t *Ticket, left, right *node) *node {
	n := &node{ticket: t, left: left, right: right, size: left.weight() + right.weight() - 1, earliest: t.since()}
	if left != nil {
		n.earliest = min(n.earliest, left.earliest)
	}
	if right != nil {
		n.earliest = min(n.earliest, right.earliest)
	}
	return n
}

// balanced is branch for two trees of which one has gained or lost a ticket since
// they were in balance.
func balanced(t *Ticket, left, right *node) *node {
	switch l, r := left.weight(), right.weight(); {
	case r > heavy*l && right.left.weight() < inward*right.right.weight():
		return branch(right.ticket, branch(t, left, right.left), right.right)
	case r > heavy*l:
		middle := right.left
		return branch(middle.ticket, branch(t, left, middle.left), branch(right.ticket, middle.right, right.right))
	case l > heavy*r && left.right.weight() < inward*left.left.weight():
		return branch(left.ticket, left.left, branch(t, left.right, right))
	case l > heavy*r:
		middle := left.right
		return branch(middle.ticket, branch(left.ticket, left.left, middle.left), branch(t, middle.right, right))
	default:
		return branch(t, left, right)
	}
}

func (tr tree) len() int { return tr.root.weight() - 1 }

// with returns the tree with a ticket, in the place of one that compares equal.
func (tr tree) with(t *Ticket) tree {
	tr.root = tr.insert(tr.root, t)
	return tr
}

func (tr tree) insert(n *node, t *Ticket) *node {
	if n == nil {
		return branch(t, nil, nil)
	}
	switch c := tr.order(t, n.ticket); {
	case c < 0:
		return balanced(n.ticket, tr.insert(n.left, t), n.right)
	case c > 0:
		return balanced(n.ticket, n.left, tr.insert(n.right, t))
	default:
		return branch(t, n.left, n.right)
	}
}

// without returns the tree without a ticket, which it must hold.
func (tr tree) without(t *Ticket) tree {
	tr.root = tr.remove(tr.root, t)
	return tr
}

func (tr tree) remove(n *node, t *Ticket) *node {
	switch c := tr.order(t, n.ticket); {
	case c < 0:
		return balanced(n.ticket, tr.remove(n.left, t), n.right)
	case c > 0:
		return balanced(n.ticket, n.left, tr.remove(n.right, t))
	case n.right == nil:
		return n.left
	default:
		next, rest := n.right.cut()
		return balanced(next, n.left, rest)
	}
}

// cut returns the first ticket, and the tree without it.
func (n *node) cut() (*Ticket, *node) {
	if n.left == nil {
		return n.ticket, n.right
	}
	t, rest := n.left.cut()
	return t, balanced(n.ticket, rest, n.right)
}

// first returns the first ticket, nil if there is none.
func (tr tree) first() *Ticket {
	var t *Ticket
	for n := tr.root; n != nil; n = n.left {
		t = n.ticket
	}
	return t
}

// earliest returns the ticket that arrived first, of several the first in order;
// nil if there is none.
func (tr tree) earliest() *Ticket {
	n := tr.root
	for n != nil {
		switch {
		case n.left != nil && n.left.earliest == n.earliest:
			n = n.left
		case n.ticket.since() == n.earliest:
			return n.ticket
		default:
			n = n.right
		}
	}
	return nil
}

// find returns the ticket that compares equal and how many come before it; nil if
// there is none.
func (tr tree) find(t *Ticket) (*Ticket, int) {
	before := 0
	for n := tr.root; n != nil; {
		switch c := tr.order(t, n.ticket); {
		case c < 0:
			n = n.left
		case c > 0:
			before += n.left.weight()
			n = n.right
		default:
			return n.ticket, before + n.left.weight() - 1
		}
	}
	return nil, before
}

// from yields the tickets that do not come before one, in order.
func (tr tree) from(t *Ticket) iter.Seq[*Ticket] {
	return func(yield func(*Ticket) bool) { tr.walk(tr.root, t, yield) }
}

func (tr tree) walk(n *node, t *Ticket, yield func(*Ticket) bool) bool {
	if n == nil {
		return true
	}
	if tr.order(t, n.ticket) > 0 {
		return tr.walk(n.right, t, yield)
	}
	return tr.walk(n.left, t, yield) && yield(n.ticket) && tr.walk(n.right, t, yield)
}

// build returns the tree of tickets that are in order.
func (tr tree) build(tickets []*Ticket) tree {
	tr.root = build(tickets)
	return tr
}

func build(tickets []*Ticket) *node {
	if len(tickets) == 0 {
		return nil
	}
	middle := len(tickets) / 2
	return branch(tickets[middle], build(tickets[:middle]), build(tickets[middle+1:]))
}
