package story

// most is how many rows of one kind are shown.
const most = 24

// need tells why a preflight comes, or why none does.
func (p *printer) need(n *Need) {
	head := map[Kind]string{
		Needed:      "Preflight needed",
		Cached:      "No preflight: the preflight cache allows it",
		Simple:      "No preflight: the method and every header are safelisted",
		SameOrigin:  "No preflight: same origin, no CORS",
		NeverInMode: "No preflight: mode " + p.story.Mode + " never has one",
	}[n.Kind]
	var rows []row
	for i, cause := range n.Causes {
		if i == most {
			rows = append(rows, more(len(n.Causes)-most, "headers"))
			break
		}
		r := row{mark: aside, ink: Dim, name: value(cause.Subject), note: Printable(cause.Why)}
		if n.Kind == Cached {
			r.note += ", cached"
		}
		rows = append(rows, r)
	}
	p.table.block(p.style.write(Strong, head), rows...)
}

// more says how many rows are left out.
func more(n int, what string) row {
	return row{mark: "…", ink: Dim, name: "and " + thousands(n) + " more " + what, side: true}
}
