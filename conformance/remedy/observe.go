package remedy

import (
	"slices"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
)

// Observe observes a scenario that is played with these options, and tells the remedy of each fetch that gets no response,
// once it is done. What a server answers is remembered, so that the fetch can be judged again without asking it again; what
// it was not asked is answered by the scenario's rules.
func Observe(s *conformance.Scenario, o conformance.Options, tell func(i int, r *conformance.Remedy)) conformance.Observer {
	world := *s
	var answers []conformance.Rule
	return conformance.Observer{
		Received: func(x conformance.Exchange, res fetch.Response, _ int) {
			if o.Server != nil {
				answers = append(answers, Seen(x, res))
			}
		},
		Done: func(i int, result *conformance.FetchResult) {
			if result.Err == nil {
				return
			}
			world.Server = slices.Concat(answers, s.Server)
			if r := Of(&world, i, o); r != nil {
				tell(i, r)
			}
		},
	}
}
