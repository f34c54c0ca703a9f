package story

import (
	"strconv"
	"strings"
)

// script tells what script gets of a response, and what it does not.
func (p *printer) script(s *Script) {
	status := strconv.Itoa(s.Status)
	rows := []row{{name: "status", value: status, note: "type " + s.Type}}
	if s.Redirected {
		rows = append(rows, row{name: "url", value: value(s.URL), note: "redirected"})
	}
	for i, line := range s.Visible {
		if i == most {
			rows = append(rows, more(len(s.Visible)-most, "headers"))
			break
		}
		rows = append(rows, row{name: value(line.Name), value: shown(line.Value)})
	}
	rows = append(rows, hiddenRows(s.Hidden)...)
	if s.NullBody {
		rows = append(rows, row{name: "body", value: "none"})
	}
	p.table.block(p.style.write(Strong, "Script reads"), rows...)
}

// hiddenRows has one row for each reason to hide headers.
func hiddenRows(hidden []Hidden) []row {
	var reasons []string
	names := make(map[string][]string)
	for _, h := range hidden {
		if names[h.Why] == nil {
			reasons = append(reasons, h.Why)
		}
		names[h.Why] = append(names[h.Why], value(h.Name))
	}
	var rows []row
	for _, why := range reasons {
		list := names[why]
		rest := ""
		if len(list) > most {
			rest = " … and " + thousands(len(list)-most) + " more"
			list = list[:most]
		}
		rows = append(rows, row{mark: unshown, ink: Dim, name: "hidden", value: why + ": " + strings.Join(list, ", ") + rest, side: true})
	}
	return rows
}
