package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// choice is a flag with one of several values.
type choice struct {
	value string
	of    []string
}

// register adds the flag to cmd, and completes it.
func (c *choice) register(cmd *cobra.Command, name string, of ...string) {
	c.of = of
	cmd.Flags().Var(c, name, c.list()+" ("+of[0]+")")
	cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(of, cobra.ShellCompDirectiveNoFileComp))
}

// Set is the pflag.Value's.
func (c *choice) Set(value string) error {
	if !slices.Contains(c.of, value) {
		return errors.New("write " + c.list())
	}
	c.value = value
	return nil
}

// String is the pflag.Value's.
func (c *choice) String() string { return c.value }

// Type is the pflag.Value's: what help calls the value.
func (c *choice) Type() string { return "mode" }

func (c *choice) list() string {
	last := len(c.of) - 1
	return strings.Join(c.of[:last], ", ") + " or " + c.of[last]
}
