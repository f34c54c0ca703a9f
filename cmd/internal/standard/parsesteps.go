package standard

import (
	"regexp"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// stepWalker numbers the steps of one entry.
type stepWalker struct {
	entry *Entry
}

func (w *stepWalker) add(number string, kind Kind, text string) {
	w.entry.Steps = append(w.entry.Steps, Step{Number: number, Kind: kind, Text: PrintOf(text)})
}

// list numbers the items of a list of steps, whose numbers begin with prefix.
func (w *stepWalker) list(ol *html.Node, prefix string) {
	w.listFrom(ol, prefix, 0, false)
}

// listFrom is list, counting on from the steps there were before, and returns the last number. The items are conditions
// if the step above says so.
func (w *stepWalker) listFrom(ol *html.Node, prefix string, n int, conditions bool) int {
	if inner := child(ol, atom.Ol); inner != nil && child(ol, atom.Li) == nil {
		ol = inner // Markdown within the element
	}
	for li := ol.FirstChild; li != nil; li = li.NextSibling {
		if li.DataAtom != atom.Li {
			continue
		}
		n++
		number := prefix + strconv.Itoa(n)
		text := ownText(li)
		kind := kindOf(text)
		if conditions {
			kind = KindCondition
		}
		if kind == KindDo || kind == KindIf {
			if dl := innerList(li, atom.Dl); dl != nil && hasClass(dl, "switch") {
				kind = KindSwitch
			}
		}
		w.add(number, kind, text)
		w.inner(li, number, kind)
	}
	return n
}

// inner numbers what is in the lists of a step.
func (w *stepWalker) inner(li *html.Node, number string, kind Kind) {
	steps, conditions := 0, 0
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type != html.ElementNode || isNote(c):
			case c.DataAtom == atom.Ol:
				steps = w.listFrom(c, number+".", steps, kind == KindIf && innerList(li, atom.Ul) == nil && listsConditions.MatchString(ownText(li)))
			case c.DataAtom == atom.Ul:
				of := KindItem
				if kind == KindIf || ifWords.MatchString(ownText(li)) {
					of = KindCondition
				}
				conditions = w.bulletsFrom(c, number, of, conditions)
			case c.DataAtom == atom.Dl:
				w.branches(c, number)
			default:
				visit(c)
			}
		}
	}
	visit(li)
}

// bullets numbers the items of a bulleted list as conditions of a step.
func (w *stepWalker) bullets(ul *html.Node, number string, kind Kind) {
	w.bulletsFrom(ul, number, kind, 0)
}

func (w *stepWalker) bulletsFrom(ul *html.Node, number string, kind Kind, n int) int {
	for li := ul.FirstChild; li != nil; li = li.NextSibling {
		if li.DataAtom != atom.Li {
			continue
		}
		n++
		at := number + "/" + strconv.Itoa(n)
		w.add(at, kind, ownText(li))
		w.inner(li, at, kind)
	}
	return n
}

// branches names the branches of a switch, or the items of another list of that form.
func (w *stepWalker) branches(dl *html.Node, number string) {
	kind := KindItem
	if hasClass(dl, "switch") {
		kind = KindCase
	}
	var terms []*html.Node
	var conditions []string
	for c := dl.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Dt {
			terms = append(terms, c)
			condition := textWithoutVariables(c)
			if condition == "" {
				condition = allText(c)
			}
			conditions = append(conditions, condition)
		}
	}
	names := slugs(conditions)
	for i := 0; i < len(terms); {
		// The conditions up to the body, which belongs to the first of them.
		end := i + 1
		for end < len(terms) && nextElement(terms[end-1]) == terms[end] {
			end++
		}
		body := nextElement(terms[end-1])
		if body == nil || body.DataAtom != atom.Dd {
			body = nil
		}
		first := number + "/" + names[i]
		text := ownText(terms[i])
		if body != nil {
			text = fold(text + " " + ownText(body))
		}
		w.add(first, kind, text)
		for j := i + 1; j < end; j++ {
			w.add(number+"/"+names[j], kind, ownText(terms[j]))
		}
		defined := find(terms[i], func(n *html.Node) bool { return n.DataAtom == atom.Dfn }) != nil
		if body != nil && !defined {
			w.inner(body, first, kindOf(ownText(body)))
		}
		i = end
	}
}

// innerList is the first list of that kind in a step, not below another list.
func innerList(n *html.Node, a atom.Atom) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
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
	// What has an "if" and decides nothing: what is said of something that may not be there.
	ifEmpty   = regexp.MustCompile(`,? if (appropriate|any|applicable|needed|necessary|it is not given)\b`)
	loopWords = regexp.MustCompile(`^(For each|While|Repeat|For every)\b`)
	ifWords   = regexp.MustCompile(`(?i)^(otherwise, )?(if|unless)\b|[,;:] (and )?if\b|\S if (?:\S+ ){2}|\bunless\b|\bif (all|any|one|either) of\b`)
	letWords  = regexp.MustCompile(`^(Let|Assert)\b`)
	// The conditions of a step that says so are conditions, even where they are numbered.
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
