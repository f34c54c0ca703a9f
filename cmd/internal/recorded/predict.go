package recorded

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin"
)

// Unpredicted returns where a profile predicts otherwise of a case than what its engine was recorded to do. An engine
// without a record did as the standard says, or cannot play the case: nothing is known of that here.
func Unpredicted(c *conformance.Case, set profile.Set, sites origin.PublicSuffixList) ([]conformance.Difference, error) {
	record, ok := c.Engines[set.Name]
	if !ok {
		return nil, nil
	}
	result, err := conformance.Run(&c.Scenario, conformance.Options{Sites: sites, Profile: set.Profile()})
	if err != nil {
		return nil, err
	}
	return conformance.CompareVerdicts(known(Verdicts(record)), known(result.Output().Fetches)), nil
}

// known are verdicts with the headers that records of before had.
func known(all []conformance.Verdict) []conformance.Verdict {
	for i := range all {
		for k := range all[i].Wire {
			s := &all[i].Wire[k]
			s.Headers = slices.DeleteFunc(slices.Clone(s.Headers), func(f conformance.Field) bool {
				name := strings.ToLower(f.Name)
				return name != "origin" && name != "authorization" && !strings.HasPrefix(name, "access-control-request-")
			})
		}
	}
	return all
}
