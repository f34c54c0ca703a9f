package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"
)

// newRoot returns the command with all its commands.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "corsref",
		Short: "What a browser does with CORS, and why",
		Long: `corsref is the browser side of CORS as the Fetch Standard has it. Given a request
and what a server answers, it says what a browser does, and why.`,
		Example: `  corsref check                       judge an example and tell its story
  corsref check scenarios.ndjson      judge scenarios from a file
  corsref help check                  judge what your server really answers`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("there is no command %q; the commands are check, fetch, request, engine, conformance, spec and completion", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(newCheck(), newFetch(), newRequest(), newEngine(), newConformance(), newSpec())
	return root
}

// version names the build, and the text of the standard that it follows.
func version() string {
	build := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		build = info.Main.Version
	}
	return "corsref " + build + ", Fetch Standard 586cd2a (2 July 2026)"
}
