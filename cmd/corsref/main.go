// Command corsref says what a browser does with CORS: which requests it sends, what it makes of the answers, and why.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/corsref/corsref/cmd/internal/term"
)

// The exit codes.
const (
	exitGood    = 0 // every fetch got a response, or what was expected
	exitBlocked = 1 // one did not
	exitBad     = 2 // bad input or usage
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the command: what it prints and its exit code depend on nothing but its arguments, files and streams.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	root, printed := newRoot(), &output{Writer: out}
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(printed)
	root.SetErr(errs)
	cmd, err := root.ExecuteC()
	if printed.err != nil {
		err = printed.err // help, for one, goes on without a word
	}
	var usage usageError
	var missing *missingError
	switch {
	case err == nil:
		return exitGood
	case errors.Is(err, errBlocked):
		return exitBlocked
	case errors.As(err, &usage):
		fmt.Fprintf(errs, "corsref: %s\nSee '%s --help'.\n", term.Text(err.Error()), cmd.CommandPath())
	case errors.As(err, &missing):
		fmt.Fprintf(errs, "corsref: %s\n", missing)
	default:
		fmt.Fprintf(errs, "corsref: %s\n", term.Lines(err.Error()))
	}
	return exitBad
}

// errBlocked says that a fetch did not get a response, or not what was expected. The output has told so.
var errBlocked = errors.New("blocked")

// usageError says that the command line is wrong.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usage makes a usageError of a message.
func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// output is standard output. It remembers why it could not be written.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if err != nil {
		o.err = &outputError{err}
		return n, o.err
	}
	return n, nil
}

// Unwrap returns the stream, which may be a terminal.
func (o *output) Unwrap() io.Writer { return o.Writer }

// outputError says that the output could not be written.
type outputError struct{ err error }

func (e *outputError) Error() string {
	cause := e.err
	if path, ok := errors.AsType[*fs.PathError](e.err); ok {
		cause = path.Err
	}
	return "the output cannot be written: " + cause.Error()
}

func (e *outputError) Unwrap() error { return e.err }
