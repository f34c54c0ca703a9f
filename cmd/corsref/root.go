package main

import (
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// newRoot returns the command with all its commands.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "corsref",
		Short: "What a browser does with CORS, and why",
		Long: `corsref is the browser side of CORS, after the Fetch Standard. Given a request and
what a server answers, it says what a browser does, and why.`,
		Example: `  corsref check                       explain an example
  corsref check scenarios.ndjson      judge the scenarios of a file
  corsref help check                  judge what your server really answers`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          onlyCommands,
		Args:          cobra.ArbitraryArgs,
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(newCheck(), newFetch(), newRequest(), newEngine(), newConformance(), newSpec())
	inOneStyle(root)
	return root
}

// inOneStyle lists flags in the order of their definition, and completes no file names where a command does not say so.
func inOneStyle(cmd *cobra.Command) {
	cmd.Flags().SortFlags, cmd.DisableFlagsInUseLine = false, cmd.Runnable() && !cmd.HasSubCommands()
	if cmd.ValidArgsFunction == nil {
		cmd.ValidArgsFunction = cobra.NoFileCompletions
	}
	for _, c := range cmd.Commands() {
		inOneStyle(c)
	}
}

// noArgs is the Args of a command that takes none. The advice may name the first one.
func noArgs(advice string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		name := strings.TrimPrefix(cmd.CommandPath(), "corsref ")
		return usage("%s takes no arguments; %s", name, strings.ReplaceAll(advice, "ARG", args[0]))
	}
}

// onlyCommands is the RunE of a command that does nothing without the name of one of its commands.
func onlyCommands(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return usage("there is no command %q; the commands are %s", args[0], strings.Join(names, ", "))
}

// version names the build, and the text of the standard that it follows.
func version() string {
	build := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		build = info.Main.Version
	}
	return "corsref " + build + ", Fetch Standard 586cd2a (2 July 2026)"
}
