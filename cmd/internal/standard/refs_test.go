package standard

import (
	"strings"
	"testing"
)

// TestStepComments holds what counts as a comment that cites steps.
func TestStepComments(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
		why  string
	}{
		{"7.5.", "7.5", "a step alone"},
		{"5", "5", "behind the code"},
		{"Step 4.1: why", "4.1", "with the word"},
		{"Steps 2, 3, 5 and 6.", "2 3 5 6", "a list"},
		{"7.1 to 7.3.", "7.1-7.3", "a range"},
		{"6.5.5.5-7. Half a piece.", "6.5.5.5-6.5.5.7", "a short range"},
		{"14.3.1, 14.3.2", "14.3.1 14.3.2", "a list"},
		{"12/otherwise.1", "12/otherwise.1", "a branch"},
		{"/blob.2 to /blob.5. The inner URL.", "/blob.2-/blob.5", "a branch of an algorithm that is a switch"},
		{"6: HTTP-network-or-cache fetch, 8.11", "6", "the rest is another algorithm's"},
		{"4, first: not 5", "4", "words behind a comma"},
		{"20 redirects are followed", "", "a number of things"},
		{"0x00", "", "no number of a step"},
		{"301, 302 and 303 are redirects", "", "numbers of something else"},
	} {
		t.Run(c.text, func(t *testing.T) {
			list, _ := leadingSteps(c.text)
			var got []string
			for _, r := range list {
				if r.from == r.to {
					got = append(got, r.from)
				} else {
					got = append(got, r.from+"-"+r.to)
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %q, want %q: %s", got, c.want, c.why)
			}
		})
	}
}
