package capture_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"strings"

	"github.com/corsref/corsref/conformance/capture"
)

// A capture of curl -siL has one head for each redirect, and one for the final answer.
func ExampleReader() {
	r := capture.NewReader("items.http", strings.NewReader(
		"HTTP/1.1 302 Found\r\nLocation: /items/1\r\n\r\n"+
			"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\nhello"))
	for {
		head, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(head.Status, head.Headers)
	}
	// Output:
	// 302 [{Location /items/1}]
	// 200 [{Access-Control-Allow-Origin *}]
}
