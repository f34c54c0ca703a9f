package decode

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pairs are repeated names with values.
type pairs [][2]string

func (p *pairs) Append(name, value string) { *p = append(*p, [2]string{name, value}) }

// shout is a text that must be in capitals.
type shout string

func (s *shout) UnmarshalText(text []byte) error {
	if got := string(text); got != strings.ToUpper(got) {
		return Fault("must be in capitals")
	}
	*s = shout(text)
	return nil
}

func (s shout) IsZero() bool { return s == "" }

type inner struct {
	Name string `json:"name"`
	Size *int   `json:"size,omitzero"`
}

type outer struct {
	List  []inner          `json:"list,omitzero"`
	Map   map[string]inner `json:"map,omitzero"`
	Pairs pairs            `json:"pairs,omitzero"`
	Shout shout            `json:"shout,omitzero"`
	Ratio float64          `json:"ratio,omitzero"`
	Flag  bool             `json:"flag,omitzero"`
}

// TestInto fills every kind of value, and says of wrong ones where they are.
func TestInto(t *testing.T) {
	for _, tc := range []struct {
		name, why, text string
		want            outer
		err             string
	}{
		{"all", "each type decides what it takes", `{"list":[{"name":"a","size":7}],"map":{"k":{"name":"b"}},"pairs":[["x","1"],["x","2"]],"shout":"HI","ratio":0.5,"flag":true}`,
			outer{List: []inner{{"a", new(7)}}, Map: map[string]inner{"k": {"b", nil}}, Pairs: pairs{{"x", "1"}, {"x", "2"}}, Shout: "HI", Ratio: .5, Flag: true}, ""},
		{"empty", "an empty list is not nil", `{"list":[],"pairs":{}}`, outer{List: []inner{}, Pairs: pairs{}}, ""},
		{"missing in a list", "a member without omitzero is required", `{"list":[{"name":"a"},{}]}`, outer{}, `f:1:23: list[1]: field "name" is missing; it is required`},
		{"unknown in a map", "the key is what is wrong", `{"map":{"k":{"nam":"b"}}}`, outer{}, `f:1:14: map.k.nam: unknown field; did you mean "name"?`},
		{"twice in a map", "the second one is named", `{"map":{"k":{"name":"b"},"k":{"name":"c"}}}`, outer{}, `f:1:26: map.k: given twice; keep one`},
		{"pair of an object", "it is named by its key", `{"pairs":{"a":"1","b":2}}`, outer{}, `f:1:23: pairs.b: must be a string, not a number`},
		{"text refused", "by its own type", `{"shout":"hi"}`, outer{}, `f:1:10: shout: must be in capitals`},
		{"text empty", "which would read as not given", `{"shout":""}`, outer{}, `f:1:10: shout: is empty; leave the field out instead`},
		{"huge", "no int holds it", `{"list":[{"name":"a","size":1e999}]}`, outer{}, `f:1:29: list[0].size: must be a whole number, not "1e999"`},
		{"check", "what Into is given to check is placed, too", `{"list":[{"name":"bad"}]}`, outer{}, `f:1:18: list[0].name: is bad`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text, err := NewReader(strings.NewReader(tc.text), "f").Next()
			if err != nil {
				t.Fatal(err)
			}
			var got outer
			err = text.Into(&got, func() *InputError {
				if len(got.List) > 0 && got.List[0].Name == "bad" {
					return Fault("is bad", "list", 0, "name")
				}
				return nil
			})
			message := ""
			if err != nil {
				message = err.Error()
			}
			if message != tc.err {
				t.Errorf("%s: got  %s\nwant %s", tc.why, message, tc.err)
			}
			if diff := cmp.Diff(tc.want, got); tc.err == "" && diff != "" {
				t.Errorf("%s: -want +got\n%s", tc.why, diff)
			}
		})
	}
}
