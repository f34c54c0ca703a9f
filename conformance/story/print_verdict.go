package story

import (
	"strings"

	"github.com/corsref/corsref/fetch"
)

// verdict is the last lines: whether script gets a response, and when not, why and what to do.
func (p *printer) verdict() string {
	var b strings.Builder
	switch end := p.story.End; {
	case end.Script != nil:
		p.labelled(&b, tick, "Allowed", Success, allowed(end.Script))
	case end.Blocked != nil:
		p.blocked(&b, end)
	default:
		p.refused(&b, end.Refused)
	}
	return b.String()
}

// allowed says what being allowed means for a type of response.
func allowed(s *Script) string {
	switch s.Type {
	case fetch.ResponseOpaque.String():
		return "the page may use the response; script reads nothing of it"
	case fetch.ResponseOpaqueRedirect.String():
		return "script learns that there was a redirect, nothing else"
	}
	return "script reads the response"
}

// blocked says why, how to mend it, and where the standard says so.
func (p *printer) blocked(b *strings.Builder, end End) {
	e := end.Blocked
	p.labelled(b, cross, "Blocked", Failure, Printable(e.Error()))
	p.advice(b, e.Fix(), end.Hint, e.Algorithm, e.Step)
}

// refused says what the API threw.
func (p *printer) refused(b *strings.Builder, e *fetch.TypeError) {
	p.labelled(b, cross, "Refused", Failure, "script gets an exception, and nothing is sent: "+Printable(e.Error()))
	p.advice(b, e.Fix(), "", e.Algorithm, e.Step)
}

// advice is the lines below what went wrong.
func (p *printer) advice(b *strings.Builder, fix, hint string, algorithm fetch.Algorithm, step string) {
	if fix != "" {
		p.labelled(b, "", "Fix", Strong, Printable(fix))
	}
	if hint != "" {
		p.labelled(b, "", "Hint", Strong, Printable(hint))
	}
	if algorithm != "" {
		p.labelled(b, "", "Spec", Strong, string(algorithm)+" step "+step)
	}
}
