package priority

import (
	"fmt"

	"github.com/avtale/avtale/calendar"
)

// Counting returns the queue with its comparisons counted, and the count.
func (q Queue) Counting() (Queue, *int) {
	count := new(int)
	counted := func(order func(a, b *Ticket) int) func(a, b *Ticket) int {
		return func(a, b *Ticket) int {
			*count++
			return order(a, b)
		}
	}
	for i := range q.trees {
		q.trees[i].order = counted(compare)
	}
	q.known.order = counted(byCustomer)
	return q, count
}

// Check returns what is wrong with the trees of a queue.
func (q Queue) Check() error {
	for _, tr := range []tree{q.trees[0], q.trees[1], q.trees[2], q.known} {
		var before *Ticket
		if _, err := tr.check(tr.root, &before); err != nil {
			return err
		}
	}
	return nil
}

func (tr tree) check(n *node, before **Ticket) (calendar.Seconds, error) {
	const none = calendar.Seconds(1) << 62
	if n == nil {
		return none, nil
	}
	left, err := tr.check(n.left, before)
	if err != nil {
		return 0, err
	}
	if *before != nil && tr.order(*before, n.ticket) >= 0 {
		return 0, fmt.Errorf("%s comes before %s", (*before).id, n.ticket.id)
	}
	*before = n.ticket
	right, err := tr.check(n.right, before)
	if err != nil {
		return 0, err
	}
	l, r := n.left.weight(), n.right.weight()
	earliest := min(left, right, n.ticket.since())
	if n.size != l+r-1 || n.earliest != earliest || l > heavy*r || r > heavy*l {
		return 0, fmt.Errorf("%s: %d tickets, %d and %d, earliest %d instead of %d", n.ticket.id, n.size, l-1, r-1, n.earliest, earliest)
	}
	return earliest, nil
}
