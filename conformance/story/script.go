package story

import (
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// scriptBlock tells what script gets of a response, and what it does not.
func scriptBlock(res *fetch.FilteredResponse) block {
	rows := []row{{name: "status", value: strconv.Itoa(res.Status), note: "type " + res.Type.String()}}
	if res.Redirected {
		url := ""
		if !res.URL.IsZero() {
			url = res.URL.StringExcludingFragment()
		}
		rows = append(rows, row{name: "url", value: cell(url), note: "redirected"})
	}
	rows = append(rows, headerRows(res.Visible(), func(header.Line) bool { return true })...)
	rows = append(rows, hiddenRows(res)...)
	if res.NullBody {
		rows = append(rows, row{name: "body", value: "none"})
	}
	return block{head: []span{{Strong, "Script reads"}}, rows: rows}
}

// hiddenRows has one row for each reason for which script does not see headers that the response has.
func hiddenRows(res *fetch.FilteredResponse) []row {
	visible := make(map[string]bool, len(res.Headers))
	for _, line := range res.Headers {
		visible[header.ByteLowercase(line.Name)] = true
	}
	all := make([]string, 0, len(res.Internal.Headers))
	for _, line := range res.Internal.Headers {
		all = append(all, line.Name)
	}
	const never = "never shown to script"
	why := whyNotExposed(res)
	names := make(map[string][]string)
	for _, name := range header.SortedLowercaseSet(all) {
		switch {
		case visible[name]:
		case safelist.IsForbiddenResponseHeaderName(name):
			names[never] = append(names[never], cell(name))
		default:
			names[why] = append(names[why], cell(name))
		}
	}
	var rows []row
	for _, why := range []string{why, never} {
		list, rest := names[why], ""
		if left := len(list) - most; left > 0 {
			list, rest = list[:most], " … and "+thousands(left)+" more"
		}
		if list != nil {
			rows = append(rows, row{mark: unshown, ink: Dim, name: "hidden", value: why + ": " + strings.Join(list, ", ") + rest, side: true})
		}
	}
	return rows
}

// whyNotExposed says why script does not see a header that it could see.
func whyNotExposed(res *fetch.FilteredResponse) string {
	const expose = "Access-Control-Expose-Headers"
	tokens, result := res.Internal.Headers.ExtractTokens(expose)
	switch {
	case res.Type != fetch.ResponseCORS:
		return "script sees no header of an " + res.Type.String() + " response"
	case result == header.Null:
		return "there is no " + expose
	case result == header.Failure:
		return expose + " is not a list of names"
	case slices.Contains(tokens, "*"):
		return expose + " is *, which does not count with credentials"
	}
	return "not in " + expose
}
