package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// survivors are the mutants that nothing notices, by key, with the reason.
type survivors map[string]string

// readSurvivors reads the list: a key, a tab and the reason on each line.
func readSurvivors(name string) (survivors, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	listed := make(survivors)
	lines := bufio.NewScanner(f)
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, reason, ok := strings.Cut(line, "\t")
		if _, twice := listed[key]; !ok || twice || strings.TrimSpace(reason) == "" {
			return nil, fmt.Errorf("%s:%d: write a mutant's key, a tab and a reason, once", name, number)
		}
		listed[key] = reason
	}
	return listed, lines.Err()
}
