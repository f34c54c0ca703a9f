package main

import (
	"os"

	"github.com/spf13/cobra"
)

func newSpecIndex() *cobra.Command {
	var output, source string
	cmd := &cobra.Command{
		Use:   "index FETCH.BS",
		Short: "Make an index of a standard's source",
		Long: `index reads the source of a standard, which is what Bikeshed takes, and prints its
index: the anchor and title of each algorithm and definition, the steps by number,
and hashes of their texts. No text is in it.`,
		Example: `  corsref spec index fetch.bs -o fetch.index`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("spec index takes one file, the source of a standard")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			x, err := readIndex(args[0], source)
			if err != nil {
				return err
			}
			text := x.AppendIndex(nil)
			if output != "" {
				return os.WriteFile(output, text, 0o666)
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "the `file` to write, instead of standard output")
	cmd.Flags().StringVar(&source, "source", "", "what the index says it was made of, such as `'whatwg/fetch 586cd2a'`")
	return cmd
}
