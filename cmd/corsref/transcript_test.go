package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/corsref/corsref/cmd/internal/standard"
	"github.com/google/go-cmdtest"
)

var update = flag.Bool("update", false, "write what the commands print into the transcripts and README.md")

// TestTranscripts plays the transcripts in testdata: commands, what they print and their exit codes.
func TestTranscripts(t *testing.T) {
	suite, err := cmdtest.Read("testdata")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	suite.DisableLogging = true
	standard.Checkout = filepath.Join(files, "../../..")
	suite.Setup = func(root string) error { return copyFiles(root, files) }
	suite.Commands["corsref"] = cmdtest.InProcessProgram("corsref", func() int {
		return run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	})
	suite.Run(t, *update)
}

// copyFiles copies the folders of test data that transcripts name.
func copyFiles(to, from string) error {
	for _, name := range []string{"nginx", "captures", "scenarios", "conformance", "spec"} {
		if err := os.CopyFS(filepath.Join(to, name), os.DirFS(filepath.Join(from, name))); err != nil {
			return err
		}
	}
	return nil
}
