package loopback

import "fmt"

// CannotRunError says why a scenario cannot be played on a socket without changing what it means. It is only ever used as
// a pointer.
type CannotRunError struct {
	Reason string
}

// Error returns the reason.
func (e *CannotRunError) Error() string { return "cannot run on loopback: " + e.Reason }

func cannot(format string, args ...any) error {
	return &CannotRunError{Reason: fmt.Sprintf(format, args...)}
}
