package main

import (
	"errors"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/corsref/corsref/cmd/internal/standard"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/spf13/cobra"
)

func newSpec() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "spec",
		Short: "Read the engine beside the standard",
		Long: `spec says which code implements a step of the standard, which cases of the suite
reach it, and what has changed in the standard since.

The engine follows whatwg/fetch at commit 586cd2a. An index of that text holds the
anchors of its algorithms, the numbers of their steps and hashes of their wording.`,
		Example: `  corsref spec show cors-check               the steps, the function, the cases
  corsref spec coverage --missing            what no case reaches
  corsref spec drift fetch-old.bs fetch.bs   what changed, and what that concerns`,
		Args: cobra.ArbitraryArgs,
		RunE: onlyCommands,
	}
	cmd.AddCommand(newSpecShow(), newSpecCoverage(), newSpecDrift(), newSpecIndex())
	return cmd
}

// engineSource is the engine's source; nil, without an error, when it is not at hand.
var engineSource = sync.OnceValues(func() (*standard.Source, error) {
	src, err := standard.FindSource(".")
	if errors.Is(err, standard.ErrNoSource) {
		return nil, nil
	}
	return src, err
})

// evidence reads the source and plays the suite.
func evidence() (*standard.Evidence, error) {
	src, err := engineSource()
	if err != nil {
		return nil, err
	}
	cases, err := suite.Cases()
	if err != nil {
		return nil, err
	}
	return standard.Collect(src, cases)
}

// readIndex reads a file that has the source of a standard or an index. The word pinned is the index that the engine is
// checked against.
func readIndex(file, source string) (*standard.Index, error) {
	if file == "pinned" {
		return standard.Pinned(), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return standard.ReadStandard(file, source, data)
}

// printText prints a text that may have words of an input.
func printText(out io.Writer, text string) error {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(term.Text(strings.TrimSuffix(line, "\n")) + "\n")
	}
	_, err := io.WriteString(out, b.String())
	return err
}
