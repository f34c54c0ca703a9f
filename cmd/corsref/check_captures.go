package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/capture"
	"github.com/corsref/corsref/fetch"
	"github.com/spf13/cobra"
)

// checkCaptures judges the request of the flags, given captured answers.
func checkCaptures(cmd *cobra.Command, flags *requestFlags, args []string, r *report) error {
	s, err := flags.scenario(cmd, args)
	if err != nil {
		return err
	}
	server := capturedServer{body: s.Fetches[0].Body}
	if server.preflights, err = readCaptures(cmd.InOrStdin(), "preflight", flags.preflights); err != nil {
		return err
	}
	if server.responses, err = readCaptures(cmd.InOrStdin(), "response", flags.responses); err != nil {
		return err
	}
	if err := judge(s, server.answer, r); err != nil {
		return err
	}
	return r.note(server.preflights.unused(), server.responses.unused())
}

// capturedServer answers requests with captures, in order: preflights with some, all others with the rest.
type capturedServer struct {
	preflights, responses captures
	body                  *string
}

// answer answers a request, or stops the run when its answer was not captured.
func (s *capturedServer) answer(x conformance.Exchange) (fetch.Response, error) {
	from := &s.responses
	if x.Outgoing.Preflight {
		from = &s.preflights
	}
	if from.used == len(from.heads) {
		return fetch.Response{}, missing(x.Outgoing, from, s.body)
	}
	head := from.heads[from.used]
	from.used++
	return fetch.Response{Status: head.Status, Headers: head.Headers}, nil
}

// captures are the heads of the files given with one flag.
type captures struct {
	flag  string
	files []string
	heads []capture.Head
	used  int
}

// readCaptures reads all heads of the files.
func readCaptures(in io.Reader, flag string, files []string) (captures, error) {
	c := captures{flag: flag, files: files}
	for _, name := range files {
		if err := c.read(in, name); err != nil {
			return c, err
		}
	}
	return c, nil
}

func (c *captures) read(in io.Reader, name string) error {
	if name != "-" {
		file, err := open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	heads := capture.NewReader(name, in)
	for {
		head, err := heads.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return readError(name, err)
		}
		c.heads = append(c.heads, head)
	}
}

// unused says how many answers the fetch did not come to; "" when it came to all.
func (c *captures) unused() string {
	switch n := len(c.heads) - c.used; {
	case n == 0:
		return ""
	case c.used == 0 && n == 1:
		return fmt.Sprintf("the --%s capture was not used: no such request was sent", c.flag)
	default:
		return fmt.Sprintf("%d of %d answers in --%s were not used: no such request was sent", n, len(c.heads), c.flag)
	}
}
