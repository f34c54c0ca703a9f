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
	switch { // 1
	case !header.IsName(name):
		return false, &TypeError{Code: TypeErrorHeaderName, Algorithm: algoValidate, Step: "1", Got: name}
	case !header.IsValue(value):
		return false, &TypeError{Code: TypeErrorHeaderValue, Algorithm: algoValidate, Step: "1", Got: value}
	}
	switch h.Guard {
	case GuardImmutable: // 2
		return false, &TypeError{Code: TypeErrorImmutable, Algorithm: algoValidate, Step: "2", Got: name}
	case GuardRequest: // 3
		return !safelist.IsForbiddenRequestHeader(name, value), nil
	case GuardResponse: // 4
		return !safelist.IsForbiddenResponseHeaderName(name), nil
	}
	return true, nil // 5
}

// Append appends a header, if the guard lets it. The error, a *TypeError, is what
// the method throws; a header that the guard ignores is no error.
//
// https://fetch.spec.whatwg.org/#concept-headers-append
func (h *Headers) Append(name, value string) error {
	value = header.Normalize(value) // 1
	// 2.
	if ok, err := h.validate(name, value); err != nil {
		return err
	} else if !ok {
		return nil
	}
	// 3.
	if h.Guard == GuardRequestNoCORS {
		temporaryValue, ok := h.List.Get(name) // 3.1
		if ok {
			temporaryValue += ", " + value // 3.3
		} else {
			temporaryValue = value // 3.2
		}
		if !safelist.IsNoCORSSafelistedRequestHeader(name, temporaryValue) { // 3.4
			return nil
		}
	}
	h.List.Append(name, value) // 4
	if h.Guard == GuardRequestNoCORS {
		h.removePrivilegedNoCORSRequestHeaders() // 5
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
	for _, line := range lines { // 1
		if err := h.Append(line.Name, line.Value); err != nil { // 1.2
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
