package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// Headers is a Headers object: a header list behind a guard.
//
// https://fetch.spec.whatwg.org/#headers-class
type Headers struct {
	List  header.List
	Guard Guard
}

// validate validates a header; false means that it is silently ignored.
//
// https://fetch.spec.whatwg.org/#headers-validate
func (h *Headers) validate(name, value string) (bool, *TypeError) {
	// 1: no name or no value: throw
	switch {
	case !header.IsName(name):
		return false, &TypeError{Code: TypeErrorHeaderName, Algorithm: algoValidate, Step: "1", Got: name}
	case !header.IsValue(value):
		return false, &TypeError{Code: TypeErrorHeaderValue, Algorithm: algoValidate, Step: "1", Got: value}
	}
	switch h.Guard {
	// 2: the headers are immutable: throw
	case GuardImmutable:
		return false, &TypeError{Code: TypeErrorImmutable, Algorithm: algoValidate, Step: "2", Got: name}
	// 3: a forbidden request-header is ignored
	case GuardRequest:
		return !safelist.IsForbiddenRequestHeader(name, value), nil
	// 4: a forbidden response-header is ignored
	case GuardResponse:
		return !safelist.IsForbiddenResponseHeaderName(name), nil
	}
	return true, nil // 5: it is fine
}

// Append appends a header, if the guard lets it. The error, a *TypeError, is what
// the method throws; a header that the guard ignores is no error.
//
// https://fetch.spec.whatwg.org/#concept-headers-append
func (h *Headers) Append(name, value string) error {
	value = header.Normalize(value) // 1: normalize the value
	// 2: the guard throws, or ignores it
	if ok, err := h.validate(name, value); err != nil {
		return err
	} else if !ok {
		return nil
	}
	// 3: guard "request-no-cors"
	if h.Guard == GuardRequestNoCORS {
		temporaryValue, ok := h.List.Get(name) // 3.1: what is there
		if ok {
			temporaryValue += ", " + value // 3.3: both together
		} else {
			temporaryValue = value // 3.2: nothing yet
		}
		// 3.4: together they are not safe: ignored
		if !safelist.IsNoCORSSafelistedRequestHeader(name, temporaryValue) {
			return nil
		}
	}
	h.List.Append(name, value) // 4: append it
	if h.Guard == GuardRequestNoCORS {
		h.removePrivilegedNoCORSRequestHeaders() // 5: whoever adds to privileged headers loses them
	}
	return nil
}

// Fill fills h with lines, in order.
//
// https://fetch.spec.whatwg.org/#concept-headers-fill
func (h *Headers) Fill(lines []header.Line) error {
	// Fast path: but for "request-no-cors", what one line does not depend on the others.
	if h.Guard != GuardRequestNoCORS {
		return h.fillAtOnce(lines)
	}
	// 1: each of them
	for _, line := range lines {
		// 1.2: append it
		if err := h.Append(line.Name, line.Value); err != nil {
			return err
		}
	}
	return nil
}

// fillAtOnce is Fill in linear time, for guards that look at one line at a time.
func (h *Headers) fillAtOnce(lines []header.Line) error {
	accepted := make(header.List, 0, len(lines))
	for _, line := range lines {
		line.Value = header.Normalize(line.Value)
		ok, err := h.validate(line.Name, line.Value)
		if err != nil {
			return err
		}
		if ok {
			accepted = append(accepted, line)
		}
	}
	h.List.AppendAll(accepted...)
	return nil
}

// removePrivilegedNoCORSRequestHeaders removes the one there is.
//
// https://fetch.spec.whatwg.org/#concept-headers-remove-privileged-no-cors-request-headers
func (h *Headers) removePrivilegedNoCORSRequestHeaders() {
	h.List.Delete("Range")
}
