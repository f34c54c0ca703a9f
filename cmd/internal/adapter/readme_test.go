package adapter_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/corsref/corsref/cmd/internal/adapter"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/google/go-cmp/cmp"
)

const (
	readme = "../../../conformance/README.md"
	// logVariable names the file in which the adapter of the README writes down what it is asked.
	logVariable = "CORSREF_FAKE_LOG"
)

// transcript returns the lines of README.md between the runner (→) and an adapter of a kind (←).
func transcript(kind string) (lines []string) {
	text, err := os.ReadFile(readme)
	if err != nil {
		panic(err)
	}
	blocks := regexp.MustCompile("(?s)<!-- ([a-z]+) -->\n```\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	for _, block := range blocks {
		if block[1] == kind || block[1] == "start" {
			lines = append(lines, strings.Split(strings.TrimSpace(block[2]), "\n")...)
		}
	}
	return lines
}

// fakeReadme is the adapter of the README: it answers as the README does, and writes down what it is asked.
func fakeReadme(kind string) {
	log, err := os.Create(os.Getenv(logVariable))
	if err != nil {
		panic(err)
	}
	defer log.Close()
	lines := transcript(kind)
	for asked := bufio.NewScanner(os.Stdin); asked.Scan(); {
		fmt.Fprintln(log, asked.Text())
		for len(lines) > 0 && strings.HasPrefix(lines[0], "→") {
			lines = lines[1:]
		}
		if len(lines) > 0 {
			say("%s", strings.TrimPrefix(lines[0], "← "))
			lines = lines[1:]
		}
	}
}

// TestReadme plays the transcripts of README.md: the runner asks what they say, and takes the answers.
func TestReadme(t *testing.T) {
	for kind, cases := range map[string]string{
		"model": `{"name":"allow-origin/missing","origin":"https://app.example","fetches":[{"url":"https://api.example/x"}],"server":[{"status":200,"headers":[["Vary","Origin"]]}],"expect":[{"outcome":"network-error","wire":[{"method":"GET"}]}]}
			{"name":"methods/put","origin":"https://app.example","fetches":[{"url":"/x","method":"PUT"}]}
			{"name":"methods/get","origin":"https://app.example","fetches":[{"url":"/x"}]}`,
		"client": `{"name":"redirects/cross-origin","origin":"https://app.example","fetches":[{"url":"https://api.example/x"},{"url":"https://api.example/x","method":"DELETE","after":2.5}],
			"server":[{"headers":[["Location","https://www.example/y"]]}],"expect":[{"response":{"status":200,"url":"https://www.example/y"}},{"outcome":"network-error"}]}`,
	} {
		t.Run(kind, func(t *testing.T) {
			log := filepath.Join(t.TempDir(), "log")
			t.Setenv(logVariable, log)
			a, err := open(t, "readme "+kind, 0)
			if err != nil {
				t.Fatal(err)
			}
			var all []*conformance.Case
			r := conformance.NewReader(strings.NewReader(cases), "cases.ndjson")
			for c, err := r.Read(); err == nil; c, err = r.Read() {
				all = append(all, c)
			}
			var statuses []string
			for _, c := range all { // one after the other, whatever the adapter takes at once
				result := suite.Run(t.Context(), []*conformance.Case{c}, a, nil).Results[0]
				statuses = append(statuses, string(result.Status))
				if result.Status == suite.Failed {
					t.Error(result.Diff())
				}
			}
			want := map[string]string{"model": "passed skipped errored", "client": "passed"}[kind]
			if got := strings.Join(statuses, " "); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			a.Close()
			asked, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err)
			}
			asked = regexp.MustCompile(`127\.0\.0\.1:\d+`).ReplaceAll(asked, []byte("127.0.0.1:41234"))
			asked = regexp.MustCompile(`"ca":"[^"]*"`).ReplaceAll(asked, []byte(`"ca":"/tmp/corsref-1/ca.pem"`))
			var said bytes.Buffer
			for _, line := range transcript(kind) {
				if command, ok := strings.CutPrefix(line, "→ "); ok {
					fmt.Fprintln(&said, command)
				}
			}
			if diff := cmp.Diff(said.String(), string(asked)); diff != "" {
				t.Errorf("README.md is not what the runner asks: -README +runner\n%s", diff)
			}
		})
	}
}

// TestReadmeListsCapabilities compares the table with the code.
func TestReadmeListsCapabilities(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	var listed, all [][2]string
	for _, c := range adapter.Capabilities {
		all = append(all, [2]string{c.Name, c.Why})
	}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z0-9-]+)` \\| (.*) \\|$").FindAllStringSubmatch(string(text), -1) {
		listed = append(listed, [2]string{row[1], row[2]})
	}
	if diff := cmp.Diff(all, listed); diff != "" {
		t.Errorf("-code +README\n%s", diff)
	}
}
