package story

import (
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// fix tells what the page and the servers should do so that the fetch succeeds.
func (t *teller) fix(mend *conformance.Remedy) {
	if mend == nil || mend.Promise == nil {
		return
	}
	label := "Fix"
	step := func(prose string, below ...string) {
		t.tell("", label, Strong, prose, below...)
		label = "and"
	}
	if mend.Fetch != nil {
		step("in the page, " + strings.Join(pageChanges(&t.scenario.Fetches[t.index], mend.Fetch), ", and "))
	}
	for i := range mend.Server {
		rule := &mend.Server[i]
		below := linesToSend(rule, mend.Faults)
		prose := condition(mend, rule) + "answer " + cell(*rule.Method) + " " + cell(rule.URL.String()) + " with status " + strconv.Itoa(*rule.Status)
		if len(below) > 0 {
			prose += " and"
		}
		step(prose, below...)
	}
}

// condition says when an answer may be opened to the page, where nobody but the server can know.
func condition(mend *conformance.Remedy, rule *conformance.Rule) string {
	for _, fault := range mend.Faults {
		switch opens := slices.ContainsFunc(rule.Headers, func(f conformance.Field) bool { return f.Name == allowOrigin && f.Value == "*" }); {
		case fault.Header == allowOrigin && fault.Want == "null" && opens:
			return "if everybody may read it, "
		case fault.Code == string(fetch.CodeAllowOriginMismatch) && fault.Want != "null" && isOrigin(fault.Got):
			return "if " + cell(fault.Want) + " is meant to read it, "
		}
	}
	return ""
}

// linesToSend are the header lines of an answer on which the fetch depends.
func linesToSend(rule *conformance.Rule, faults []conformance.Failure) []string {
	var lines []string
	for _, f := range rule.Headers {
		name := header.ByteLowercase(f.Name)
		faulty := slices.ContainsFunc(faults, func(fault conformance.Failure) bool {
			return header.EqualFold(fault.Header, f.Name) || name == "content-type" && (fault.Code == string(fetch.CodeMIMEType) || fault.Code == string(fetch.CodeNosniff))
		})
		if faulty || name == "vary" || name == "location" || strings.HasPrefix(name, "access-control-") && !strings.HasPrefix(name, "access-control-request-") {
			lines = append(lines, "  "+cell(f.Name+": "+f.Value))
		}
	}
	return lines
}

// pageChanges says how a fetch differs from the one that was made.
func pageChanges(made, better *conformance.FetchInit) []string {
	var changes []string
	change := func(differs bool, words string) {
		if differs {
			changes = append(changes, words)
		}
	}
	method := or(better.Method, "GET")
	change(made.URL != better.URL, "fetch `"+cell(better.URL)+"`")
	spelled := header.EqualFold(or(made.Method, "GET"), method)
	change(!spelled, "use method `"+cell(method)+"`")
	change(spelled && made.Method != better.Method, "write the method as `"+cell(method)+"`: method names are case-sensitive")
	mode, cache := word(better.Mode, fetch.ModeCORS), word(better.Cache, fetch.CacheDefault)
	change(word(made.Mode, fetch.ModeCORS) != mode, "use mode \""+mode+"\"")
	change(made.Redirect != better.Redirect, "use redirect mode \"follow\"")
	change(word(made.Cache, fetch.CacheDefault) != cache, "use cache mode \""+cache+"\"")
	change(made.Keepalive != better.Keepalive, "leave out keepalive")
	change(made.BodyStream != better.BodyStream, "send the body as a string, Blob or ArrayBuffer, not as a stream")
	return changes
}
