package standard

import (
	_ "embed"
	"sync"
)

// standardsIndex is the index that the engine is checked against. The parts of standards that [ParseStandard] reads come
// from it; the rest, at the end, is pinned by hand and has no prints.
//
//go:embed standards.index
var standardsIndex []byte

// PinnedFile is where the pinned index is, below the module's root.
const PinnedFile = "cmd/internal/standard/standards.index"

// Pinned returns the pinned index. It must not be changed.
var Pinned = sync.OnceValue(func() *Index {
	x, err := ParseIndex(PinnedFile, standardsIndex)
	if err != nil {
		panic(err) // a test reads it
	}
	return x
})
