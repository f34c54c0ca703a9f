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

// judgeCaptures judges the fetch that the flags describe, given captured answers.
func (r *report) judgeCaptures(cmd *cobra.Command, flags *requestFlags, args []string) error {
	s, err := flags.scenario(cmd, args)
	if err != nil {
		return err
	}
	preflights, err := readCaptures(cmd.InOrStdin(), "preflight", flags.preflights)
	if err != nil {
		return err
	}
	responses, err := readCaptures(cmd.InOrStdin(), "response", flags.responses)
	if err != nil {
		return err
	}
	r.server = func(s *conformance.Scenario, _ string) (conformance.Server, error) {
		preflights.rewind()
		responses.rewind()
		return func(x conformance.Exchange) (fetch.Response, error) {
			from := responses
			if x.Outgoing.Preflight {
				from = preflights
			}
			return from.answer(x.Outgoing, s.Fetches[0].Body)
		}, nil
	}
	if err := r.judge(s, ""); err != nil {
		return err
	}
	return r.note(preflights.unused(), responses.unused())
}

// captures are the heads of the files given with one flag, which answer requests in their order.
type captures struct {
	flag  string
	heads []capture.Head
	next  int
	most  int // that any profile used
}

// readCaptures reads all heads of the files.
func readCaptures(in io.Reader, flag string, files []string) (*captures, error) {
	c := &captures{flag: flag}
	for _, name := range files {
		if err := c.read(in, name); err != nil {
			return nil, readError(name, err)
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
	for heads := capture.NewReader(name, in); ; {
		head, err := heads.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		c.heads = append(c.heads, head)
	}
}

// rewind begins anew, for another profile.
func (c *captures) rewind() { c.next = 0 }

// answer returns the next answer, or ends the run when it was not captured.
func (c *captures) answer(out *fetch.Outgoing, body *string) (fetch.Response, error) {
	if c.next == len(c.heads) {
		return fetch.Response{}, missing(out, c, body)
	}
	head := c.heads[c.next]
	c.next++
	c.most = max(c.most, c.next)
	return fetch.Response{Status: head.Status, Headers: head.Headers}, nil
}

// unused says how many answers no fetch came to; "" when each was used.
func (c *captures) unused() string {
	switch n := len(c.heads) - c.most; {
	case n == 0:
		return ""
	case len(c.heads) == 1:
		return fmt.Sprintf("the --%s capture was not used: no such request was sent", c.flag)
	default:
		return fmt.Sprintf("%d of %d answers in --%s were not used: no such request was sent", n, len(c.heads), c.flag)
	}
}
