package conformance

import (
	"slices"
	"strconv"
	"strings"
)

// decoder turns a document into values. The first fault is kept, and what is read after it does not matter.
type decoder struct {
	file string
	doc  *document
	path path
	err  *InputError
}

// fail keeps the fault of what stands at a place, the first one met.
func (d *decoder) fail(at int, msg string) {
	if d.err == nil {
		line, column := d.doc.locate(at)
		d.err = &InputError{File: d.file, Line: line, Column: column, Field: d.path.String(), Msg: msg}
	}
}

// in runs f with the path one step longer.
func (d *decoder) in(s step, f func()) {
	d.path = append(d.path, s)
	f()
	d.path = d.path[:len(d.path)-1]
}

// is reports whether n is of kind k, which is a fault if not.
func (d *decoder) is(n *node, k kind) bool {
	if n.kind == k {
		return true
	}
	msg := "must be " + k.String() + ", not " + n.kind.String()
	if k == kindString && d.doc.yaml && n.kind != kindArray && n.kind != kindObject {
		msg += "; write it in quotes, as in " + quoted(n.text)
		if n.kind == kindNull {
			msg = "must be a string, and without quotes this is YAML's null; write \"null\" in quotes"
		}
	} else if k == kindBool && n.kind == kindString {
		msg += "; write true or false, without quotes"
	} else if k == kindNumber && n.kind == kindString {
		msg += "; write it without quotes"
	} else if n.kind == kindNull {
		msg += "; leave the field out instead"
	}
	d.fail(n.at, msg)
	return false
}

// fields are the names of the members an object may have.
type fields struct {
	names    []string
	required []string
}

// object reads the members of n; member is called for each, once. It reports whether all was well.
func (d *decoder) object(n *node, f fields, member func(name string, value *node)) bool {
	if !d.is(n, kindObject) {
		return false
	}
	var seen uint64
	for i := range n.items {
		item := &n.items[i]
		at := slices.Index(f.names, item.key)
		d.in(step{name: item.key}, func() {
			switch {
			case at < 0:
				d.fail(item.keyAt, "unknown field"+suggestion(item.key, f.names))
			case seen&(1<<at) != 0:
				d.fail(item.keyAt, "given twice; keep one")
			default:
				seen |= 1 << at
				member(item.key, item)
			}
		})
		if d.err != nil {
			return false
		}
	}
	for _, name := range f.required {
		if seen&(1<<slices.Index(f.names, name)) == 0 {
			d.fail(n.at, "field "+strconv.Quote(name)+" is missing; it is required")
		}
	}
	return d.err == nil
}

// suggestion names the fields there are, or the one that was likely meant.
func suggestion(name string, names []string) string {
	for _, known := range names {
		if alike(name, known) {
			return "; did you mean " + strconv.Quote(known) + "?"
		}
	}
	return "; the fields here are " + strings.Join(names, ", ")
}

// alike reports whether a is b in another case, or with one letter changed, added or left out, or two swapped.
func alike(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// list reads the items of n.
func (d *decoder) list(n *node, item func(i int, value *node)) bool {
	if !d.is(n, kindArray) {
		return false
	}
	for i := range n.items {
		d.in(step{index: i, isIndex: true}, func() { item(i, &n.items[i]) })
		if d.err != nil {
			return false
		}
	}
	return true
}

// str reads a string.
func (d *decoder) str(n *node) string {
	if !d.is(n, kindString) {
		return ""
	}
	return n.text
}

// optStr reads a string that may be left out.
func (d *decoder) optStr(n *node) *string { s := d.str(n); return &s }

// boolean reads true or false.
func (d *decoder) boolean(n *node) *bool {
	d.is(n, kindBool)
	b := n.text == "true"
	return &b
}

// integer reads a whole number in a range.
func (d *decoder) integer(n *node, least, most int) *int {
	i := least
	if d.is(n, kindNumber) {
		v, err := strconv.Atoi(n.text)
		switch {
		case err != nil && strings.Trim(n.text, "-0123456789") != "":
			d.fail(n.at, "must be a whole number, not "+quoted(n.text))
		case err != nil, v < least, v > most:
			d.fail(n.at, quoted(n.text)+" is out of range; it must be "+strconv.Itoa(least)+" to "+strconv.Itoa(most))
		}
		i = v
	}
	return &i
}

// enum reads one of the strings that a field may have.
func (d *decoder) enum(n *node, values []string) *string {
	s := d.str(n)
	if d.err == nil && !slices.Contains(values, s) {
		shown := make([]string, len(values))
		for i, v := range values {
			shown[i] = strconv.Quote(v)
		}
		d.fail(n.at, quoted(s)+" is not a value of this field; it must be one of "+strings.Join(shown, ", "))
	}
	return &s
}

// strs reads a list of strings.
func (d *decoder) strs(n *node) []string {
	out := make([]string, 0, len(n.items))
	d.list(n, func(_ int, value *node) { out = append(out, d.str(value)) })
	return out
}

// fields reads header lines: a list of pairs, or an object, whose keys must differ. Each line is given to check.
func (d *decoder) fields(n *node, check func(f Field, nameAt, valueAt int)) Fields {
	out := make(Fields, 0, len(n.items))
	add := func(f Field, nameAt, valueAt int) {
		if check != nil && d.err == nil {
			check(f, nameAt, valueAt)
		}
		out = append(out, f)
	}
	if n.kind == kindObject {
		seen := make(map[string]bool, len(n.items))
		for i := range n.items {
			item := &n.items[i]
			d.in(step{name: item.key}, func() {
				if seen[item.key] {
					d.fail(item.keyAt, "given twice; write a list of [name, value] pairs to repeat a header")
				}
				seen[item.key] = true
				add(Field{item.key, d.str(item)}, item.keyAt, item.at)
			})
			if d.err != nil {
				break
			}
		}
		return out
	}
	if n.kind != kindArray {
		d.fail(n.at, "must be a list of [name, value] pairs, or an object, not "+n.kind.String())
		return nil
	}
	d.list(n, func(_ int, pair *node) {
		if pair.kind != kindArray || len(pair.items) != 2 {
			d.fail(pair.at, "must be a pair [name, value]")
			return
		}
		name, value := d.item(pair, 0), d.item(pair, 1)
		add(Field{name, value}, pair.items[0].at, pair.items[1].at)
	})
	return out
}

// item reads the string at an index of a list.
func (d *decoder) item(n *node, i int) (s string) {
	d.in(step{index: i, isIndex: true}, func() { s = d.str(&n.items[i]) })
	return s
}
