package decode

import (
	"errors"
	"io"
	"unicode/utf8"
)

// placer passes on what it reads and can tell the line and column of an offset. It keeps what it passed on since the last
// offset asked for: offsets must not go back.
type placer struct {
	r            io.Reader
	kept         []byte // from the last offset asked for
	offset, read int64  // where kept begins and ends
	line, column int    // of offset
	err          error  // of r, unless io.EOF
}

var errTooLong = errors.New("too long")

// Read passes on what r has, up to [MaxText] bytes since the last offset asked for.
func (p *placer) Read(b []byte) (int, error) {
	if len(p.kept) > MaxText {
		p.err = errTooLong
		return 0, p.err
	}
	n, err := p.r.Read(b)
	p.kept = append(p.kept, b[:n]...)
	p.read += int64(n)
	if err != nil && err != io.EOF {
		p.err = err
	}
	return n, err
}

// at returns line and column of an offset.
func (p *placer) at(offset int64) (line, column int) {
	n := min(max(offset-p.offset, 0), int64(len(p.kept)))
	for _, b := range p.kept[:n] {
		switch {
		case b == '\n':
			p.line, p.column = p.line+1, 1
		case utf8.RuneStart(b):
			p.column++
		}
	}
	rest := copy(p.kept, p.kept[n:])
	p.kept = p.kept[:rest]
	p.offset += n
	return p.line, p.column
}
