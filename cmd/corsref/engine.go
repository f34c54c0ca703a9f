package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/corsref/corsref/conformance"
	"github.com/spf13/cobra"
)

func newEngine() *cobra.Command {
	return &cobra.Command{
		Use:   "engine",
		Short: "Run fetches for a program in another language",
		Long: `engine is the state machine behind a browser's fetch(), for programs in other
languages. Messages on standard input say which fetches begin and what servers
answered; messages on standard output say what to send next and how each fetch ended.

Messages are JSON objects, one a line. One process is one user agent with one
preflight cache. ENGINE.md, beside the command's source, describes the protocol.`,
		Example: `  corsref engine <<'END'
  {"type":"start","id":"1","page":{"origin":"https://app.example"},"fetch":{"url":"https://api.example/"}}
  {"type":"receive","id":"1","status":200,"headers":[["Access-Control-Allow-Origin","*"]]}
  END`,
		Args: noArgs("messages come on standard input"),
		RunE: func(cmd *cobra.Command, _ []string) error { return runEngine(cmd.InOrStdin(), cmd.OutOrStdout()) },
	}
}

// maxMessage is how long a message may be.
const maxMessage = 16 << 20

// runEngine answers messages until there are no more. It never fails because of one.
func runEngine(in io.Reader, out io.Writer) error {
	messages := bufio.NewReaderSize(in, 64<<10)
	e := newEngineAgent()
	for line := 1; ; line++ {
		text, err := readMessage(messages)
		if err == io.EOF {
			return nil
		}
		var reply any
		switch {
		case errors.Is(err, errMessageTooLong):
			reply = &errorMessage{Type: "error", Line: line, Message: err.Error()}
		case err != nil:
			return err
		case len(text) == 0:
			continue
		default:
			reply = e.answer(text, line)
		}
		if reply == nil {
			continue
		}
		answer, err := conformance.Encode(reply)
		if err == nil {
			_, err = out.Write(append(answer, '\n'))
		}
		if err != nil {
			return err
		}
	}
}

var errMessageTooLong = errors.New("the message is longer than 16 MiB; bodies do not belong into messages")

// readMessage reads a line, without its end. Of one that is too long it keeps nothing. The error io.EOF comes alone.
func readMessage(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxMessage; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && err != io.EOF:
			return nil, err
		case long:
			return nil, errMessageTooLong
		case err == io.EOF && len(line) == 0:
			return nil, io.EOF
		}
		return bytes.Trim(line, " \t\r\n"), nil
	}
}
