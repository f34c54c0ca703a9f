package capture

import "fmt"

// Error says where a capture is not what `curl -si` prints.
type Error struct {
	File         string
	Line, Column int
	// Problem says what is wrong, Fix what to do about it.
	Problem, Fix string
}

// Error returns file, line, column, what is wrong there and how to mend it.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
	if e.Fix != "" {
		s += "; " + e.Fix
	}
	return s
}

func (r *Reader) errorf(line, column int, problem, fix string) error {
	return &Error{File: r.file, Line: line, Column: column, Problem: problem, Fix: fix}
}
