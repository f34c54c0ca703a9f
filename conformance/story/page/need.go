package page

import "github.com/corsref/corsref/conformance/story"

// most is how many rows of one kind are shown.
const most = 24

// need tells why a preflight comes, or why none does.
func (p *printer) need(n *story.Need) {
	head := map[story.Kind]string{
		story.Needed:      "Preflight needed",
		story.Cached:      "No preflight: the preflight cache allows it",
		story.Simple:      "No preflight: the method and every header are safelisted",
		story.SameOrigin:  "No preflight: same origin, no CORS",
		story.NeverInMode: "No preflight: mode " + p.story.Mode + " never has one",
	}[n.Kind]
	var rows []row
	for i, cause := range n.Causes {
		if i == most {
			rows = append(rows, more(len(n.Causes)-most, "headers"))
			break
		}
		r := row{mark: aside, ink: dim, name: value(cause.Subject), note: Text(cause.Why)}
		if n.Kind == story.Cached {
			r.note += ", cached"
		}
		rows = append(rows, r)
	}
	p.table.block(p.style.write(strong, head), rows...)
}

// more says how many rows are left out.
func more(n int, what string) row {
	return row{mark: "…", ink: dim, name: "and " + Thousands(n) + " more " + what, side: true}
}
