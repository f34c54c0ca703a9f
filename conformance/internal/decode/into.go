package decode

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Pairs is what a document writes as a list of [name, value] pairs, or as an object when no name repeats.
type Pairs interface {
	// Append adds a pair behind the others.
	Append(name, value string)
}

// Into parses the text and fills what v points to. Then check, which may be nil, says what is wrong with that, as [Fault]
// does. The error is an *[InputError].
func (t Text) Into(v any, check func() *InputError) error {
	doc := t.doc
	if doc == nil {
		var err error
		if doc, err = t.chunk.document(t.file); err != nil {
			return err
		}
	}
	err := doc.value(&doc.root, reflect.ValueOf(v).Elem())
	if err == nil && check != nil {
		err = check()
	}
	if err != nil {
		return doc.place(err)
	}
	return nil
}

// JSON fills what v points to from a JSON text. The error is an *[InputError] without a file.
func JSON(text []byte, v any) error {
	return Text{chunk: chunk{text: string(text), line: 1, column: 1}}.Into(v, nil)
}

// value fills v, whose type says what n must be.
func (d *document) value(n *node, v reflect.Value) *InputError {
	t := v.Type()
	p := planOf(t)
	switch {
	case p.pairs:
		makeRoom(v, len(n.items))
		return d.pairs(n, v.Addr().Interface().(Pairs))
	case p.text:
		if err := d.is(n, kindString); err != nil {
			return err
		}
		if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(n.text)); err != nil {
			return &InputError{Msg: err.Error()}
		}
		if p.canBeZero && v.IsZero() {
			return &InputError{Msg: "is empty; leave the field out instead"}
		}
		return nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		return d.value(n, v.Elem())
	case reflect.String:
		v.SetString(n.text)
		return d.is(n, kindString)
	case reflect.Bool:
		v.SetBool(n.text == "true")
		return d.is(n, kindBool)
	case reflect.Int, reflect.Float64:
		return d.number(n, v)
	case reflect.Slice:
		return d.list(n, v)
	case reflect.Map:
		return d.mapping(n, v)
	case reflect.Struct:
		return d.object(n, v, p)
	}
	panic("decode: no document has a " + t.String())
}

// is says that n is not of kind k, and what to write instead; nil if it is.
func (d *document) is(n *node, k kind) *InputError {
	if n.kind == k {
		return nil
	}
	msg := "must be " + k.String() + ", not " + n.kind.String()
	switch {
	case k == kindString && d.yaml && n.kind == kindNull:
		msg = "must be a string, and without quotes this is YAML's null; write \"null\" in quotes"
	case k == kindString && d.yaml && n.kind < kindString:
		msg += "; write it in quotes, as in " + Quote(n.text)
	case k == kindBool && n.kind == kindString:
		msg += "; write true or false, without quotes"
	case k == kindNumber && n.kind == kindString:
		msg += "; write it without quotes"
	case n.kind == kindNull:
		msg += "; leave the field out instead"
	}
	return &InputError{Msg: msg}
}

// number reads an int or a float64.
func (d *document) number(n *node, v reflect.Value) *InputError {
	if err := d.is(n, kindNumber); err != nil {
		return err
	}
	if v.Kind() == reflect.Int && strings.Trim(n.text, "-0123456789") != "" {
		return &InputError{Msg: "must be a whole number, not " + Quote(n.text)}
	}
	if err := json.Unmarshal([]byte(n.text), v.Addr().Interface()); err != nil {
		return &InputError{Msg: Quote(n.text) + " is out of range; no number is that large"}
	}
	return nil
}

// list reads the items of an array into a slice.
func (d *document) list(n *node, v reflect.Value) *InputError {
	if err := d.is(n, kindArray); err != nil {
		return err
	}
	makeRoom(v, len(n.items))
	v.SetLen(len(n.items))
	for i := range n.items {
		if err := d.value(&n.items[i], v.Index(i)); err != nil {
			return err.under(i)
		}
	}
	return nil
}

// makeRoom makes v an empty slice, which is not nil, with room for n items.
func makeRoom(v reflect.Value, n int) {
	if v.SetZero(); n > 0 {
		v.Grow(n)
	} else {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
}

// mapping reads the members of an object into a map.
func (d *document) mapping(n *node, v reflect.Value) *InputError {
	if err := d.is(n, kindObject); err != nil {
		return err
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := range n.items {
		item, key := reflect.New(v.Type().Elem()).Elem(), reflect.ValueOf(n.items[i].key)
		if v.MapIndex(key).IsValid() {
			return keyFault("given twice; keep one").under(i)
		}
		if err := d.value(&n.items[i], item); err != nil {
			return err.under(i)
		}
		v.SetMapIndex(key, item)
	}
	return nil
}

// object reads the members of an object into a struct.
func (d *document) object(n *node, v reflect.Value, p *plan) *InputError {
	if err := d.is(n, kindObject); err != nil {
		return err
	}
	var seen uint64
	for i := range n.items {
		item := &n.items[i]
		at := slices.Index(p.names, item.key)
		switch {
		case at < 0:
			return keyFault("unknown field" + suggestion(item.key, p.names)).under(i)
		case seen&(1<<at) != 0:
			return keyFault("given twice; keep one").under(i)
		}
		seen |= 1 << at
		if err := d.value(item, v.FieldByIndex(p.fields[at])); err != nil {
			return err.under(i)
		}
	}
	for at, name := range p.names {
		if p.required&^seen&(1<<at) != 0 {
			return &InputError{Msg: "field " + strconv.Quote(name) + " is missing; it is required"}
		}
	}
	return nil
}

// pairs reads a list of pairs, or an object.
func (d *document) pairs(n *node, p Pairs) *InputError {
	switch n.kind {
	case kindObject:
		seen := make(map[string]bool, len(n.items))
		for i := range n.items {
			item := &n.items[i]
			if seen[item.key] {
				return keyFault("given twice; write a list of [name, value] pairs to repeat a name").under(i)
			}
			if err := d.is(item, kindString); err != nil {
				return err.under(i)
			}
			seen[item.key] = true
			p.Append(item.key, item.text)
		}
	case kindArray:
		for i := range n.items {
			pair := &n.items[i]
			if pair.kind != kindArray || len(pair.items) != 2 {
				return (&InputError{Msg: "must be a pair [name, value]"}).under(i)
			}
			for j := range pair.items {
				if err := d.is(&pair.items[j], kindString); err != nil {
					return err.under(j).under(i)
				}
			}
			p.Append(pair.items[0].text, pair.items[1].text)
		}
	default:
		return &InputError{Msg: "must be a list of [name, value] pairs, or an object, not " + n.kind.String()}
	}
	return nil
}

// keyFault is a fault of a member's name.
func keyFault(msg string) *InputError { return &InputError{Msg: msg, key: true} }

// plan is how a type is read.
type plan struct {
	pairs     bool // it is a [Pairs]
	text      bool // it reads a string itself
	canBeZero bool // its zero value says that nothing was given

	names    []string // of a struct's members
	fields   [][]int  // where they are
	required uint64   // the bits of those that must be there
}

var plans sync.Map // *plan by reflect.Type

// planOf returns the plan of a type.
func planOf(t reflect.Type) *plan {
	if known, ok := plans.Load(t); ok {
		return known.(*plan)
	}
	pointer := reflect.PointerTo(t)
	p := &plan{
		pairs: pointer.Implements(reflect.TypeFor[Pairs]()),
		text:  pointer.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()),

		canBeZero: t.Implements(reflect.TypeFor[interface{ IsZero() bool }]()),
	}
	if t.Kind() == reflect.Struct && !p.text {
		for _, f := range reflect.VisibleFields(t) {
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous || !f.IsExported() || name == "" || name == "-" {
				continue
			}
			if options != "omitzero" {
				p.required |= 1 << len(p.names)
			}
			p.names, p.fields = append(p.names, name), append(p.fields, f.Index)
		}
		if len(p.names) > 64 {
			panic(fmt.Sprintf("decode: %v has more than 64 members", t))
		}
	}
	known, _ := plans.LoadOrStore(t, p)
	return known.(*plan)
}

// suggestion names the member that was likely meant, or those there are.
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
