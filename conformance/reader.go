package conformance

import (
	"io"
	"iter"

	"github.com/corsref/corsref/conformance/internal/decode"
)

// InputError says what a document gets wrong, with the file, line and column, the field, and how to fix it. It is only
// ever used as a pointer.
type InputError = decode.InputError

// Reader decodes cases, of which a plain scenario has fewer fields, one by one. It takes a JSON object, a JSON array, JSON
// objects one a line (NDJSON), or YAML. From lines it holds one case in memory at a time, from other inputs all. A line, or
// an input of another kind, has at most 64 MiB.
type Reader struct {
	texts *decode.Reader
	err   error
}

// NewReader returns a Reader of r. The file's name appears in errors, and says by its end, .yaml or .yml, that it is YAML.
func NewReader(r io.Reader, file string) *Reader { return &Reader{texts: decode.NewReader(r, file)} }

// Read returns the next case, or io.EOF after the last. Other errors are *[InputError], or those of the underlying
// reader; they end the reading.
func (rd *Reader) Read() (*Case, error) {
	text, err := rd.next()
	if err != nil {
		return nil, err
	}
	var c *Case
	c, rd.err = decodeCase(text)
	return c, rd.err
}

// next returns the next case's text. The first error stays.
func (rd *Reader) next() (text decode.Text, err error) {
	if rd.err == nil {
		text, rd.err = rd.texts.Next()
	}
	return text, rd.err
}

// mostInBatch is how many cases one processor takes at once.
const mostInBatch = 256

// Batch is some cases that follow each other in a document and are not decoded yet. Several may be decoded at once.
type Batch struct{ texts []decode.Text }

// ReadBatch reads the next case and those behind it that are there without waiting for input, up to 64 KiB or so of lines. Its
// errors are those of [Reader.Read] that come before decoding; what cannot be decoded is an error of [Batch.Cases].
func (rd *Reader) ReadBatch() (*Batch, error) {
	text, err := rd.next()
	if err != nil {
		return nil, err
	}
	b := &Batch{texts: []decode.Text{text}}
	for len(b.texts) < mostInBatch && rd.texts.Ready() {
		if text, err = rd.next(); err != nil {
			break
		}
		b.texts = append(b.texts, text)
	}
	return b, nil
}

// Cases decodes the cases in their order, up to the first error, an *[InputError], which ends the whole document.
func (b *Batch) Cases() iter.Seq2[*Case, error] {
	return func(yield func(*Case, error) bool) {
		for _, text := range b.texts {
			c, err := decodeCase(text)
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// decodeCase decodes and checks one case.
func decodeCase(text decode.Text) (*Case, error) {
	c := new(Case)
	err := text.Into(c, func() *InputError {
		if c.Origin.IsZero() && !c.Page.IsZero() {
			c.Origin = c.Page.Origin()
		}
		return c.validate()
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}
