package nethttp

import (
	"errors"

	"github.com/corsref/corsref/fetch"
)

// Refusal finds in an error, such as the *url.Error of http.Client, the network error that a fetch ended with.
func Refusal(err error) (*fetch.NetworkError, bool) {
	return errors.AsType[*fetch.NetworkError](err)
}
