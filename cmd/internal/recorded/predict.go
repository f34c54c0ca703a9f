package recorded

import (
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
	differences, _, err := compare(&c.Scenario, conformance.Options{Sites: sites, Profile: set.Profile()}, Verdicts(record))
	return differences, err
}
