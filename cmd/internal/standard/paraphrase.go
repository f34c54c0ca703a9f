package standard

import (
	"bufio"
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed paraphrase.txt
var paraphraseText []byte

// ParaphraseFile is where the paraphrases are, below the module's root.
const ParaphraseFile = "cmd/internal/standard/paraphrase.txt"

// Paraphrases returns what each step does, in our words, by the address of its algorithm and its number. It must not be
// changed.
var Paraphrases = sync.OnceValue(func() map[string]map[string]string {
	all, err := parseParaphrases(ParaphraseFile, paraphraseText)
	if err != nil {
		panic(err) // a test reads it
	}
	return all
})

// parseParaphrases reads lines "algorithm URL", each followed by "STEP TEXT" lines.
func parseParaphrases(file string, data []byte) (map[string]map[string]string, error) {
	all := make(map[string]map[string]string)
	var of map[string]string
	lines := bufio.NewScanner(strings.NewReader(string(data)))
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		fail := func(format string, args ...any) error {
			return &FileError{File: file, Line: n, Msg: fmt.Sprintf(format, args...)}
		}
		word, rest, _ := strings.Cut(text, " ")
		rest = strings.TrimSpace(rest)
		switch {
		case word == "algorithm" && all[rest] != nil:
			return nil, fail("%s is there already", rest)
		case word == "algorithm":
			of = make(map[string]string)
			all[rest] = of
		case of == nil || rest == "" || stepNumber.FindString(word) != word:
			return nil, fail("the line is neither an algorithm nor a step with what it does")
		case of[word] != "":
			return nil, fail("step %s is there already", word)
		default:
			of[word] = rest
		}
	}
	return all, lines.Err()
}
