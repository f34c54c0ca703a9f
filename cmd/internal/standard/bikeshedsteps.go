package standard

import (
	"regexp"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func (e *Entry) add(number string, kind Kind, text string) {
	e.Steps = append(e.Steps, Step{Number: number, Kind: kind, Text: PrintOf(text)})
}

// items adds the items of a list as steps: prefix and a number each, which counts on from n. It returns the last number.
// Where kind is "", the text of an item says its kind.
func (e *Entry) items(list *html.Node, prefix string, n int, kind Kind) int {
	if inner := child(list, atom.Ol); inner != nil && child(list, atom.Li) == nil {
		list = inner // Markdown within the element
	}
	for li := range list.ChildNodes() {
		if li.DataAtom != atom.Li {
			continue
		}
		n++
		number, text, of := prefix+strconv.Itoa(n), ownText(li), kind
		if of == "" {
			of = kindOf(text)
			if dl := innerList(li, atom.Dl); of != KindLoop && dl != nil && hasClass(dl, "switch") {
				of = KindSwitch
			}
		}
		e.add(number, of, text)
		e.below(li, number, of)
	}
	return n
}

// below adds what is in the lists of a step.
func (e *Entry) below(li *html.Node, number string, kind Kind) {
	steps, bullets, text := 0, 0, ownText(li)
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch {
			case isNote(c):
			case c.DataAtom == atom.Ol:
				var of Kind
				if kind == KindIf && innerList(li, atom.Ul) == nil && listsConditions.MatchString(text) {
					of = KindCondition
				}
				steps = e.items(c, number+".", steps, of)
			case c.DataAtom == atom.Ul:
				of := KindItem
				if kind == KindIf || ifWords.MatchString(text) {
					of = KindCondition
				}
				bullets = e.items(c, number+"/", bullets, of)
			case c.DataAtom == atom.Dl:
				e.branches(c, number)
			default:
				visit(c)
			}
		}
	}
	visit(li)
}

// branches adds the branches of a switch, or the items of another list of that form, by names.
func (e *Entry) branches(dl *html.Node, number string) {
	kind := KindItem
	if hasClass(dl, "switch") {
		kind = KindCase
	}
	var terms []*html.Node
	var conditions []string
	for c := range dl.ChildNodes() {
		if c.DataAtom != atom.Dt {
			continue
		}
		condition := textWithout(c, func(n *html.Node) bool { return isListOrNote(n) || n.DataAtom == atom.Var })
		if condition == "" {
			condition = allText(c)
		}
		terms, conditions = append(terms, c), append(conditions, condition)
	}
	names := slugs(conditions)
	for i := 0; i < len(terms); {
		// The conditions up to the body, which belongs to the first of them.
		end := i + 1
		for end < len(terms) && nextElement(terms[end-1]) == terms[end] {
			end++
		}
		text, body := ownText(terms[i]), nextElement(terms[end-1])
		if body != nil && body.DataAtom != atom.Dd {
			body = nil
		}
		if body != nil {
			text = fold(text + " " + ownText(body))
		}
		at := number + "/" + names[i]
		e.add(at, kind, text)
		for j := i + 1; j < end; j++ {
			e.add(number+"/"+names[j], kind, ownText(terms[j]))
		}
		if body != nil && first(terms[i], func(n *html.Node) bool { return n.DataAtom == atom.Dfn }) == nil {
			e.below(body, at, kindOf(ownText(body)))
		}
		i = end
	}
}

// innerList is the first list of that kind in a step that is not below another list.
func innerList(n *html.Node, a atom.Atom) *html.Node {
	for c := range n.ChildNodes() {
		switch {
		case isNote(c):
		case c.DataAtom == a:
			return c
		case isList(c):
		default:
			if found := innerList(c, a); found != nil {
				return found
			}
		}
	}
	return nil
}

var (
	// ifEmpty matches an "if" that decides nothing.
	ifEmpty   = regexp.MustCompile(`,? if (appropriate|any|applicable|needed|necessary|it is not given)\b`)
	loopWords = regexp.MustCompile(`^(For each|While|Repeat|For every)\b`)
	ifWords   = regexp.MustCompile(`(?i)^(otherwise, )?(if|unless)\b|[,;:] (and )?if\b|\S if (?:\S+ ){2}|\bunless\b|\bif (all|any|one|either) of\b`)
	letWords  = regexp.MustCompile(`^(Let|Assert)\b`)
	// listsConditions matches a step whose numbered list has conditions instead of steps.
	listsConditions = regexp.MustCompile(`\bfollowing conditions\b`)
)

// kindOf reads from a step's text whether it decides something.
func kindOf(text string) Kind {
	text = ifEmpty.ReplaceAllString(text, "")
	switch {
	case letWords.MatchString(text):
		return KindDo
	case ifWords.MatchString(text):
		return KindIf
	case loopWords.MatchString(text):
		return KindLoop
	}
	return KindDo
}
