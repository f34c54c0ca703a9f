// Package story tells what happens to one fetch, in order: what goes on the wire and why, what comes back, each check of
// it, what script gets, and when it gets nothing, every fault and what mends it. [Observe] makes the story of each fetch of
// a scenario; a [Style] writes it as text that is safe to print.
package story

import (
	"strconv"
	"strings"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/remedy"
	"github.com/corsref/corsref/fetch"
)

// Story is what happened to one fetch.
type Story struct {
	request string // the method and the URL
	from    []string
	blocks  []block
	starts  []int // the index of the first block of each request
	endless bool  // there are too many to show
	verdict []paragraph
}

// Cookies tells the Cookie header that went along with the request of index i, "" for none, where somebody knows: the
// engine holds no cookies.
func (s *Story) Cookies(i int, cookie string) {
	known := row{mark: aside, ink: Dim, name: "no cookie goes along: there is none for this request", side: true}
	if cookie != "" {
		known = row{name: "Cookie", value: cell(cookie)}
	}
	if i >= len(s.starts) {
		return
	}
	end := len(s.blocks)
	if i+1 < len(s.starts) {
		end = s.starts[i+1]
	}
	for _, b := range s.blocks[s.starts[i]:end] {
		for j := range b.rows {
			if b.rows[j] == notModelledRow(whichCookies) {
				b.rows[j] = known
				return
			}
		}
	}
}

// paragraph is a line of prose behind a mark and a label, with lines below it that are not wrapped.
type paragraph struct {
	mark, label string
	ink         Ink
	prose       string
	below       []string
}

// Observe observes a scenario that is played with these options, and tells the story of each fetch once it is done.
func Observe(s *conformance.Scenario, o conformance.Options, tell func(Story)) conformance.Observer {
	var now *teller
	var mend *conformance.Remedy
	answered := make(map[string]bool) // URLs of GET requests
	remedies := remedy.Observe(s, o, func(_ int, r *conformance.Remedy) { mend = r })
	return conformance.Observer{
		Started: func(i int, req *fetch.Request, _ time.Time) {
			now, mend = newTeller(s, i, req, answered), nil
		},
		Sent: func(x conformance.Exchange) { now.sent(x.Outgoing) },
		Received: func(x conformance.Exchange, res fetch.Response, rule int) {
			remedies.Received(x, res, rule)
			now.received(res)
		},
		Failed: func(_ conformance.Exchange, err error, _ int) { now.failed(err) },
		Done: func(i int, result *conformance.FetchResult) {
			remedies.Done(i, result)
			tell(now.end(result, mend))
		},
	}
}

// Story returns the story as lines of text.
func (style Style) Story(s *Story) string {
	var b strings.Builder
	b.WriteString(style.write(Strong, s.request) + "\n")
	for _, line := range s.from {
		b.WriteString(style.write(Dim, line) + "\n")
	}
	blocks := s.blocks
	if s.endless {
		blocks = cut(blocks, s.starts)
	}
	style.table(&b, blocks)
	b.WriteByte('\n')
	for _, p := range s.verdict {
		style.paragraph(&b, p)
	}
	return b.String()
}

// paragraph writes a paragraph, its other lines under the first word of it.
func (style Style) paragraph(b *strings.Builder, p paragraph) {
	const at = 12
	b.WriteString(style.write(p.ink, pad(p.mark, p.mark, 2)+p.label))
	b.WriteString(strings.Repeat(" ", max(at-2-columns(p.label), 1)))
	indent := "\n" + strings.Repeat(" ", at)
	b.WriteString(strings.Join(append(wrap(p.prose, style.width()-at, false), p.below...), indent) + "\n")
}

// cut leaves out all but the first and the last few requests of an endless redirect. Starts has the index of the first
// block of each request.
func cut(blocks []block, starts []int) []block {
	const first, last = 3, 2
	if len(starts) <= first+last {
		return blocks
	}
	gap := block{head: []span{{Dim, "… and " + strconv.Itoa(len(starts)-first-last) + " more requests with their answers"}}}
	rest := blocks[starts[len(starts)-last]:]
	return append(append(blocks[:starts[first]:starts[first]], gap), rest...)
}
