package story

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// exchange tells of a request, and of its answer with the checks it went through.
func (p *printer) exchange(x *Exchange) {
	if x.Need != nil {
		p.need(x.Need)
	}
	p.sent(x)
	if x.Answer != nil {
		p.answer(x)
	}
}

// sent tells of a request on the wire, with the headers that matter.
func (p *printer) sent(x *Exchange) {
	what := ""
	switch {
	case x.Sent.Preflight:
		what = "  preflight, never with credentials"
	case x.Sent.Credentials:
		what = "  with credentials"
	}
	head := p.style.write(Wire, forth) + " " + p.style.write(Strong, value(x.Sent.Method)+" "+value(x.Sent.URL)) + p.style.write(Dim, what)
	rows := headerRows(x.Sent.Headers, matters)
	for i := range rows {
		if x.Sent.Tainted && rows[i].name == "Origin" {
			rows[i].note = "redirects went through other origins"
		}
	}
	switch cookie := x.Sent.Cookie; {
	case cookie == nil || !x.Sent.Credentials:
	case *cookie == "":
		rows = append(rows, row{mark: aside, ink: Dim, name: "no cookie goes along: there is none for this request", side: true})
	default:
		rows = append(rows, headerRows(header.List{{Name: "Cookie", Value: *cookie}}, matters)...)
	}
	for _, reason := range x.NotModelled {
		if reason == whichCookies && x.Sent.Cookie != nil {
			continue
		}
		rows = append(rows, row{mark: aside, ink: Dim, name: reason + " (not modelled)", side: true})
	}
	p.table.block(head, rows...)
}

// matters tells the request headers that CORS or the page's author decided; the others every browser sends.
func matters(line header.Line) bool {
	switch name := header.ByteLowercase(line.Name); name {
	case "accept":
		return line.Value != "*/*"
	case "referer", "content-length", "accept-encoding", "pragma", "cache-control":
		return false
	default:
		return !strings.HasPrefix(name, "sec-")
	}
}

// headerRows shows the lines that are wanted.
func headerRows(lines header.List, wanted func(header.Line) bool) []row {
	var rows []row
	left := 0
	for _, line := range lines {
		switch {
		case !wanted(line):
		case len(rows) == most:
			left++
		default:
			rows = append(rows, row{name: value(line.Name), value: shown(line.Value)})
		}
	}
	if left > 0 {
		rows = append(rows, more(left, "headers"))
	}
	return rows
}

// shown is a value, or words for an empty one.
func shown(s string) string {
	if s == "" {
		return "(empty)"
	}
	return value(s)
}

// answer tells what came back, and every check of it.
func (p *printer) answer(x *Exchange) {
	a := x.Answer
	if a.Status == 0 {
		reason := "no answer"
		if a.Err != nil {
			reason += ": " + Printable(a.Err.Error())
		}
		p.table.answer(p.style.write(Bad, back) + " " + p.style.write(Strong, reason))
		return
	}
	status := strconv.Itoa(a.Status)
	head := p.style.write(Wire, back) + " " + p.style.write(Strong, status)
	if text := http.StatusText(a.Status); text != "" {
		head += " " + text
	}
	var rows []row
	if fetch.IsRedirectStatus(a.Status) && !x.Sent.Preflight {
		rows = headerRows(a.Headers, func(line header.Line) bool { return header.EqualFold(line.Name, "Location") })
	}
	for _, check := range x.Checks {
		rows = append(rows, checkRow(check))
	}
	if x.Stored != nil {
		rows = append(rows, storedRow(x.Stored))
	}
	p.table.answer(head, rows...)
}

// checkRow shows one check.
func checkRow(check Check) row {
	r := row{mark: tick, ink: Good, name: value(check.Subject), value: shown(check.Got), note: value(check.Note)}
	if !check.Passed {
		r.mark, r.ink = cross, Bad
	}
	if check.Absent {
		r.value = "(none)"
	}
	return r
}

// storedRow shows what the preflight cache keeps.
func storedRow(stored *Stored) row {
	r := row{mark: aside, ink: Dim, name: "kept for " + thousands(int(stored.MaxAge/time.Second)) + " s", side: true}
	var parts []string
	if stored.Methods != nil {
		parts = append(parts, "methods "+value(strings.Join(stored.Methods, ", ")))
	}
	if stored.Names != nil {
		parts = append(parts, "headers "+value(strings.Join(stored.Names, ", ")))
	}
	r.value = strings.Join(parts, "; ")
	if parts == nil || stored.MaxAge == 0 {
		r.name, r.value = "not kept", "the preflight cache has nothing to keep"
		if parts != nil {
			r.value = "Access-Control-Max-Age is 0"
		}
		return r
	}
	if stored.Default {
		r.note = "the default: no usable Access-Control-Max-Age"
	}
	if stored.Limited {
		r.note = "the most that is kept"
	}
	return r
}
