//go:build node

package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/cmd/internal/loopback"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin/psl"
)

// carriedByNode is how many of the suite's cases the Node client must carry, at least.
const carriedByNode = 300

// TestNodeClient plays the suite's cases with a client in Node that is driven by the engine and sends over sockets, and
// compares what the engine says, what script reads and what the server saw with the pure runner.
func TestNodeClient(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	server, err := loopback.Listen(loopback.Config{Sites: psl.List, KeepNames: true})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	dir := t.TempDir()
	program, authority := filepath.Join(dir, "corsref"), filepath.Join(dir, "ca.pem")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.WriteFile(authority, server.Authority().PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	node := startNode(t, program, server.Addr(), authority)
	carried := 0
	for _, c := range cases {
		if faults := node.play(t, server, &c.Scenario); faults != "" {
			t.Logf("%s: not carried by Node:\n%s", c.Name, faults)
			continue
		}
		carried++
	}
	t.Logf("%d of %d cases carried by Node", carried, len(cases))
	if carried < carriedByNode {
		t.Errorf("want %d at least", carriedByNode)
	}
}

// node is a process that plays scenarios.
type node struct {
	in  io.Writer
	out *bufio.Reader
}

func startNode(t *testing.T, args ...string) *node {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join("testdata", "engine", "play.mjs")}, args...)...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	return &node{in, bufio.NewReader(out)}
}

// play plays a scenario and says in what it differs from the pure runner's result.
func (n *node) play(t *testing.T, server *loopback.Server, s *conformance.Scenario) string {
	t.Helper()
	pure, err := conformance.Run(s, conformance.Options{Sites: psl.List})
	if err != nil {
		t.Fatal(err)
	}
	stage, err := server.Stage(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer stage.Close()
	told, err := conformance.Encode(stage.Told())
	if err != nil {
		t.Fatal(err)
	}
	begin := strings.TrimPrefix(strings.TrimSuffix(stage.BeginURL(0), "0"), server.URL())
	line, err := json.Marshal(map[string]any{"begin": begin, "scenario": json.RawMessage(told)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.in.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
	reply, err := n.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("%s: Node ended: %v", s.Name, err)
	}
	var got struct {
		Fetches []struct{ Verdict json.RawMessage }
	}
	if err := json.Unmarshal(reply, &got); err != nil || len(got.Fetches) != len(s.Fetches) {
		t.Fatalf("Node printed %q: %v", reply, err)
	}
	for i := range got.Fetches {
		want, err := conformance.Encode(pure.Fetches[i].Verdict)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := withoutMessage(t, got.Fetches[i].Verdict), withoutMessage(t, want); got != want {
			return "verdict: " + got + "\n   want: " + want
		}
		if got, want := sortedWire(stage.Wire(i)), sortedWire(pure.Fetches[i].Verdict.Wire); got != want {
			return "wire: " + got + "\nwant: " + want
		}
	}
	return ""
}

// withoutMessage is a verdict without the words of a network failure, and with sorted members.
func withoutMessage(t *testing.T, verdict []byte) string {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(verdict, &v); err != nil {
		t.Fatal(err)
	}
	if failure, ok := v["error"].(map[string]any); ok && failure["code"] == "network" {
		failure["message"] = ""
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// sortedWire is what went over the wire, without credentials, which do not show there, and how bodies were framed.
func sortedWire(sent []conformance.Sent) string {
	var b strings.Builder
	for _, s := range sent {
		b.WriteString(s.Method + " " + s.URL + "\n")
		var lines []string
		for _, line := range s.Headers {
			if !header.EqualFold(line.Name, "Transfer-Encoding") && !header.EqualFold(line.Name, "Content-Length") {
				lines = append(lines, "  "+line.Name+": "+strings.Trim(line.Value, " \t")+"\n")
			}
		}
		slices.Sort(lines)
		b.WriteString(strings.Join(lines, ""))
	}
	return b.String()
}
