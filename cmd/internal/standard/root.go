package standard

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// modulePath is this module's.
const modulePath = "github.com/corsref/corsref"

// ErrNoSource says that the module's source is not at hand.
var ErrNoSource = errors.New("the source of " + modulePath + " is not at hand; run this inside a checkout of it")

// FindSource reads the engine's source: that of the checkout around dir, or else the one this program was built from.
func FindSource(dir string) (*Source, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for {
		if isModule(dir) {
			return ReadSource(os.DirFS(dir))
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	if _, file, _, ok := runtime.Caller(0); ok {
		if built := filepath.Join(filepath.Dir(file), "..", ".."); isModule(built) {
			return ReadSource(os.DirFS(built))
		}
	}
	return nil, ErrNoSource
}

// isModule reports whether dir is the root of this module.
func isModule(dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return false
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimSpace(first) == "module "+modulePath
}
