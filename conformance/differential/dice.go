package differential

import "math/rand/v2"

// dice makes the choices of one scenario.
type dice struct{ *rand.Rand }

func newDice(seed uint64, index int) dice {
	return dice{rand.New(rand.NewPCG(seed, uint64(index)))}
}

// chance is true in p of 100 cases.
func (d dice) chance(p int) bool { return d.IntN(100) < p }

// pick returns one of choices, each as likely as the others.
func pick[T any](d dice, choices []T) T { return choices[d.IntN(len(choices))] }

// weighted is a choice and how many times likelier it is than one of weight 1.
type weighted struct {
	weight int
	value  string
}

// draw returns one of choices by their weights.
func (d dice) draw(choices []weighted) string {
	total := 0
	for _, c := range choices {
		total += c.weight
	}
	n := d.IntN(total)
	for _, c := range choices {
		if n -= c.weight; n < 0 {
			return c.value
		}
	}
	return "" // not reached
}
