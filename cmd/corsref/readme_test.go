package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/conformance/suite"
)

const (
	repository = "../.."
	readme     = repository + "/README.md"
)

// block finds the fenced blocks of a language.
func block(language string) *regexp.Regexp {
	return regexp.MustCompile("(?s)```" + language + "\n(.*?)\n```")
}

// TestReadmeConsole runs every command of README.md's console blocks and compares what it
// prints.
func TestReadmeConsole(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal("the commands of README.md are for bash: ", err)
	}
	bin := t.TempDir()
	program, err := os.Executable()
	if err == nil {
		err = os.Symlink(program, filepath.Join(bin, "corsref"))
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	commands := 0
	updated := block("console").ReplaceAllStringFunc(string(text), func(fenced string) string {
		body := block("console").FindStringSubmatch(fenced)[1]
		var out strings.Builder
		for _, s := range sessions(t, body) {
			commands++
			got := s.run(bash, bin)
			if diff := cmp.Diff(s.output, got); diff != "" && !*update {
				t.Errorf("README.md: %s\n%s", s.command, diff)
			}
			out.WriteString("$ " + s.command + "\n" + got)
		}
		return "```console\n" + strings.TrimRight(out.String(), "\n") + "\n```"
	})
	if commands < 5 {
		t.Errorf("only %d commands found", commands)
	}
	if *update {
		if err := os.WriteFile(readme, []byte(updated), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// session is a command as typed, and what it printed.
type session struct{ command, output string }

// sessions splits a console block. A command ends where a line does, unless in a backslash; empty lines at the end of an
// output are not counted.
func sessions(t *testing.T, body string) (list []session) {
	more := false
	for line := range strings.SplitSeq(body, "\n") {
		command, begins := strings.CutPrefix(line, "$ ")
		n := len(list) - 1
		switch {
		case begins:
			list = append(list, session{command: command})
		case n < 0:
			t.Fatalf("README.md: a console block begins with %q, not with a command", line)
		case more:
			list[n].command += "\n" + line
		default:
			list[n].output += line + "\n"
		}
		more = (begins || more) && strings.HasSuffix(line, `\`)
	}
	for i := range list {
		list[i].output = trim(list[i].output)
	}
	return list
}

func trim(output string) string {
	if output = strings.TrimRight(output, "\n"); output == "" {
		return ""
	}
	return output + "\n"
}

// run runs the command in the repository's top folder.
func (s session) run(bash, bin string) string {
	cmd := exec.Command(bash, "-c", s.command)
	cmd.Dir = repository
	cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, _ := cmd.CombinedOutput() // blocked is an exit code, too
	return trim(string(out))
}

// TestReadmeGo looks for README.md's Go code in examples, which run it.
func TestReadmeGo(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	var code []byte
	for _, file := range []string{"example_test.go", repository + "/fetch/nethttp/example_test.go"} {
		example, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code = append(code, example...)
	}
	code = bytes.ReplaceAll(code, []byte("\n\t"), []byte("\n"))
	blocks := block("go").FindAllSubmatch(text, -1)
	if len(blocks) == 0 {
		t.Error("README.md has no Go code")
	}
	for _, b := range blocks {
		if !bytes.Contains(code, b[1]) {
			t.Errorf("not in an example:\n%s", b[1])
		}
	}
}

// TestReadmeScore counts the suite.
func TestReadmeScore(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	if row := fmt.Sprintf("| corsref | `corsref conformance` | %d of %[1]d |", len(cases)); !bytes.Contains(text, []byte(row)) {
		t.Errorf("README.md does not say %s", row)
	}
}

// TestReadmeLinks looks for the files that README.md links to.
func TestReadmeLinks(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range regexp.MustCompile(`\]\(([^)#]+)`).FindAllSubmatch(text, -1) {
		target := string(link[1])
		if strings.Contains(target, "://") {
			continue
		}
		if _, err := os.Stat(filepath.Join(repository, target)); err != nil {
			t.Errorf("README.md links to %s: %v", target, err)
		}
	}
}
