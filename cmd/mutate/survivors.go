package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// survivors are mutants that nothing notices, with the reason.
type survivors []*survivor

// survivor is one line of the list. Its key may have wildcards; then it is a rule, which need not apply at all times.
type survivor struct {
	key, reason string
	line        int
	seen        bool
}

// readSurvivors reads the list: a key, a tab and the reason on each line.
func readSurvivors(name string) (survivors, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var listed survivors
	lines := bufio.NewScanner(f)
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, reason, ok := strings.Cut(line, "\t")
		if !ok || strings.TrimSpace(reason) == "" {
			return nil, fmt.Errorf("%s:%d: write a mutant's key, a tab and a reason", name, number)
		}
		listed = append(listed, &survivor{key: key, reason: reason, line: number})
	}
	return listed, lines.Err()
}

// has reports whether a survivor is listed.
func (all survivors) has(key string) bool {
	listed := false
	for _, s := range all {
		if matches(s.key, key) {
			s.seen, listed = true, true
		}
	}
	return listed
}

// matches reports whether a key is that of a pattern.
func matches(pattern, key string) bool {
	parts := strings.Split(pattern, wildcard)
	if len(parts) == 1 {
		return pattern == key
	}
	if !strings.HasPrefix(key, parts[0]) {
		return false
	}
	key = key[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		_, rest, ok := strings.Cut(key, part)
		if !ok {
			return false
		}
		key = rest
	}
	return strings.HasSuffix(key, parts[len(parts)-1])
}

// wildcard stands for any text in a key. Go has no such operator.
const wildcard = "⋯"
