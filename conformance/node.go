package conformance

// kind is what a node of a document is.
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

// node is one value of a document, JSON or YAML alike.
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

// document is one scenario as a tree, and where it came from.
type document struct {
	root node
	yaml bool
	// locate turns a node's place into line and column.
	locate func(at int) (line, column int)
}

// maxDepth is how deep a document may nest. A scenario needs seven levels.
const maxDepth = 32
