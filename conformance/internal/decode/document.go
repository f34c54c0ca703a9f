package decode

// document is one document as a tree, and where it came from.
type document struct {
	root node
	file string
	yaml bool
	// locate turns a node's place into line and column.
	locate func(at int) (line, column int)
}

// split returns the documents that a list holds; anything else is one itself.
func split(d document) []*document {
	if d.root.kind != kindArray {
		return []*document{&d}
	}
	docs := make([]*document, len(d.root.items))
	for i, item := range d.root.items {
		one := d
		one.root = item
		docs[i] = &one
	}
	return docs
}

// node is one value of a document, JSON and YAML alike.
type node struct {
	kind kind
	// text is the value of a string, the spelling of a number, "true" or "false".
	text string
	// at is where the value stands, and keyAt where its key does, if it is a member of an object: see document.locate.
	at, keyAt int
	key       string
	// items are the members of an array or object.
	items []node
}

// kind is what a node is.
type kind uint8

const (
	kindNull kind = iota
	kindBool
	kindNumber
	kindString
	kindArray
	kindObject
)

// String returns the kind as messages name it.
func (k kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "a list", "an object"}[k]
}

// maxDepth is how many levels of a document may nest.
const maxDepth = 32

const tooDeep = "nested too deeply; a document has at most 32 levels"

// place adds the file, line and column to an error of [Fault]. An index leads to a member of an object, too: Field then
// has the member's name.
func (d *document) place(e *InputError) *InputError {
	n, steps := &d.root, make([]any, 0, len(e.steps))
	for _, s := range e.steps {
		next := n.item(s)
		if next == nil {
			break
		}
		if n = next; n.key != "" || n.keyAt != 0 {
			s = n.key
		}
		steps = append(steps, s)
	}
	if len(steps) == len(e.steps) {
		e.Field = field(steps)
	}
	at := n.at
	if e.key {
		at = n.keyAt
	}
	e.File = d.file
	e.Line, e.Column = d.locate(at)
	return e
}

// item returns the member of a name or an index; nil when there is none.
func (n *node) item(s any) *node {
	for i := range n.items {
		if s == any(i) || n.kind == kindObject && s == any(n.items[i].key) {
			return &n.items[i]
		}
	}
	return nil
}
