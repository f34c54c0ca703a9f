// Command jsonpeers is what corsref's speed in bulk is measured against, and what its JSON library was chosen with: a
// program that decodes lines and encodes them again, with the library of a name, on all processors, in order.
//
//	jsonpeers lines 1000000 > lines.ndjson
//	jsonpeers recode go-json-experiment typed < lines.ndjson
//
// Of 200,000 lines that took 1.7 s, with encoding/json 2.8 s, goccy 1.1 s, jsoniter 1.2 s, segmentio 1.1 s and sonic 0.8 s
// on a virtual machine with two processors. The first is the slowest but one and was chosen all the same: it alone refuses
// names that come twice and text that is no UTF-8, and says where, which decides what a scenario means.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "jsonpeers:", err)
		os.Exit(2)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	switch {
	case len(args) == 2 && args[0] == "lines":
		n, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		buffered := bufio.NewWriter(out)
		return errors.Join(writeLines(buffered, n), buffered.Flush())
	case len(args) == 3 && args[0] == "recode" && shapes[args[2]] != nil:
		library, err := libraryOf(args[1])
		if err != nil {
			return err
		}
		shape := shapes[args[2]]
		return recodeAll(in, out, func(b, text []byte) ([]byte, error) { return library.recode(b, text, shape) })
	}
	return errors.New("usage: jsonpeers lines NUMBER, or jsonpeers recode LIBRARY typed|any")
}
