package story_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance/story"
)

func TestRepeatedGET(t *testing.T) {
	const get, fresh, post = `{"url":"https://app.example/"}`, `{"url":"https://app.example/","cache":"reload"}`, `{"url":"https://app.example/","method":"POST"}`
	for _, test := range []struct {
		name, why, first, second, answer string
		told                             bool
	}{
		{"twice", "a browser may have kept the first answer", get, get, `{}`, true},
		{"once, and a POST", "POST is answered by the server", get, post, `{}`, false},
		{"reloaded", "the cache mode goes past the HTTP cache", get, fresh, `{}`, false},
		{"no-store", "the answer forbids to keep it", get, get, `{"headers":{"Cache-Control":"private, no-store"}}`, false},
		{"500", "nobody keeps it", get, get, `{"status":500}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			stories := tell(t, read(t, `{"origin":"https://app.example","fetches":[`+test.first+`,`+test.second+`],"server":[`+test.answer+`]}`))
			got := (story.Style{}).Story(&stories[1])
			if strings.Contains(got, "a browser may answer this from its HTTP cache") != test.told {
				t.Errorf("the HTTP cache is mentioned: %t, want %t: %s\n%s", !test.told, test.told, test.why, got)
			}
		})
	}
}
