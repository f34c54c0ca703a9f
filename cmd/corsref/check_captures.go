package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/corsref/corsref/cmd/internal/curl"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/capture"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
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
	url, _ := s.Page.Parse(s.Fetches[0].URL)
	s.Server = append(preflights.rules(true, url), responses.rules(false, url)...) // for a fetch that is mended
	if err := r.judge(s, ""); err != nil {
		return err
	}
	if err := r.note(preflights.unused(), responses.unused()); err != nil || r.json || r.tally.Blocked == 0 {
		return err
	}
	_, err = io.WriteString(r.out, preflights.doubt+responses.doubt)
	return err
}

// captures are the heads of the files given with one flag, which answer requests in their order.
type captures struct {
	flag  string
	heads []capture.Head
	next  int
	most  int // that any profile used
	// doubt asks how the last answer was captured, if it does not look as a browser's does.
	doubt string
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
		return fetch.Response{}, missing(out, c.flag, c.next+1, body)
	}
	head, number := c.heads[c.next], c.next+1
	c.next++
	c.most = max(c.most, c.next)
	res := fetch.Response{Status: head.Status, Headers: head.Headers}
	c.doubt = askedWithout(out, res, func() curl.Request { return missing(out, c.flag, number, body).Curl })
	return res, nil
}

// rules are the answers as rules of a scenario, one a hop, the first for a URL.
func (c *captures) rules(preflight bool, url origin.URL) []conformance.Rule {
	rules := make([]conformance.Rule, len(c.heads))
	for i, head := range c.heads {
		rules[i] = conformance.Rule{Preflight: &preflight, Hop: &i, Status: &head.Status, Headers: conformance.FieldsOf(head.Headers)}
		if i == 0 {
			rules[i].URL = url
		}
	}
	return rules
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
