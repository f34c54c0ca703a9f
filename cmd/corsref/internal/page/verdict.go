package page

import (
	"strings"

	"github.com/corsref/corsref/cmd/corsref/internal/story"
	"github.com/corsref/corsref/fetch"
)

// verdict is the last lines: whether script gets a response, and when not, why and what to do.
func (p *printer) verdict() string {
	var b strings.Builder
	switch end := p.story.End; {
	case end.Script != nil:
		p.labelled(&b, tick, "Allowed", goodly, allowed(end.Script))
	case end.Blocked != nil:
		p.blocked(&b, end.Blocked)
	default:
		p.labelled(&b, cross, "Refused", badly, "nothing is sent; script gets a TypeError: "+Text(end.Refused.Error()))
	}
	return b.String()
}

// allowed says what being allowed means for a type of response.
func allowed(s *story.Script) string {
	switch s.Type {
	case fetch.ResponseOpaque.String():
		return "the page may use the response; script reads nothing of it"
	case fetch.ResponseOpaqueRedirect.String():
		return "script learns that there was a redirect, nothing else"
	}
	return "script reads the response"
}

// blocked says why, how to mend it, and where the standard says so.
func (p *printer) blocked(b *strings.Builder, e *fetch.NetworkError) {
	p.labelled(b, cross, "Blocked", badly, Text(e.Error()))
	if fix := e.Fix(); fix != "" {
		p.labelled(b, "", "Fix", strong, Text(fix))
	}
	if e.Algorithm != "" {
		p.labelled(b, "", "Spec", strong, string(e.Algorithm)+" step "+e.Step)
	}
}
