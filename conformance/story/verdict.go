package story

import (
	"errors"
	"strconv"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
)

// conclude tells whether script gets a response, and when not, why and what to do.
func (t *teller) conclude(result *conformance.FetchResult, mend *conformance.Remedy) {
	var blocked *fetch.NetworkError
	var refused *fetch.TypeError
	switch {
	case errors.As(result.Err, &refused):
		t.tell(cross, "Refused", Failure, "script gets an exception, and nothing is sent: "+Printable(refused.Error()))
		t.fix(mend)
		if mend == nil || mend.Promise == nil {
			t.tell("", "Hint", Strong, refused.Fix())
		}
		t.spec(refused.Algorithm, refused.Step)
	case errors.As(result.Err, &blocked):
		t.story.endless = blocked.Code == fetch.CodeRedirectTooMany
		t.blocked(blocked, mend)
		t.spec(blocked.Algorithm, blocked.Step)
	default:
		t.tell(tick, "Allowed", Success, allowed(result.Response.Type))
		for _, hint := range t.hints(nil) {
			t.tell("", "Hint", Strong, Printable(hint))
		}
	}
}

// tell appends a paragraph to the verdict, unless there is nothing to tell.
func (t *teller) tell(mark, label string, ink Ink, prose string, below ...string) {
	if prose != "" {
		t.story.verdict = append(t.story.verdict, paragraph{mark, label, ink, prose, below})
	}
}

// spec tells where the standard says so.
func (t *teller) spec(algorithm fetch.Algorithm, step string) {
	if algorithm != "" {
		t.tell("", "Spec", Strong, string(algorithm)+" step "+step)
	}
}

// allowed says what being allowed means for a type of response.
func allowed(kind fetch.ResponseType) string {
	switch kind {
	case fetch.ResponseOpaque:
		return "the page may use the response; script reads nothing of it"
	case fetch.ResponseOpaqueRedirect:
		return "script learns that there was a redirect, nothing else"
	}
	return "script reads the response"
}

// blocked tells every fault, what mends them, and what may be behind them. A redirected preflight leads, whatever else its
// answer lacks: no header would help.
func (t *teller) blocked(e *fetch.NetworkError, mend *conformance.Remedy) {
	lead := e.Error()
	redirected := e.Phase == fetch.PhasePreflight && t.answer != nil && isRedirect(t.answer.Status)
	if redirected {
		lead = "preflight for " + e.Method + " " + e.URL + ": it is redirected with status " + strconv.Itoa(t.answer.Status)
		if to, ok := t.answer.Headers.Get("Location"); ok {
			lead += " to `" + to + "`"
		}
		lead += ", and preflights do not follow redirects"
	}
	t.tell(cross, "Blocked", Failure, Printable(lead))
	var behind []conformance.Failure
	if mend != nil {
		behind = mend.Faults[1:min(len(mend.Faults), most)]
	}
	for _, fault := range behind {
		if !redirected || fault.Code != string(fetch.CodePreflightRedirect) {
			t.tell("", "Also", Strong, Printable(fault.Message))
		}
	}
	t.fix(mend)
	for _, hint := range t.hints(e) {
		t.tell("", "Hint", Strong, Printable(hint))
	}
}
