package conformance

import "iter"

// Batch is some cases that follow each other in a document and are not decoded yet. Several may be decoded at once.
type Batch struct {
	file  string
	items []item
}

// ReadBatch reads the next case and those behind it that are there without waiting for input, 64 KiB or so of lines. Its
// errors are those of [Reader.Read] that come before decoding; what cannot be decoded is an error of [Batch.Cases].
func (rd *Reader) ReadBatch() (*Batch, error) {
	if rd.err != nil {
		return nil, rd.err
	}
	b := &Batch{file: rd.file}
	for len(b.items) == 0 || rd.ready != nil && rd.ready() {
		it, err := rd.next()
		if err != nil {
			rd.err = err
			break
		}
		b.items = append(b.items, it)
	}
	if len(b.items) == 0 {
		return nil, rd.err
	}
	return b, nil
}

// Cases decodes the cases in their order, up to the first error, an *[InputError], which ends the whole document.
func (b *Batch) Cases() iter.Seq2[*Case, error] {
	return func(yield func(*Case, error) bool) {
		var tree treeReader
		for _, it := range b.items {
			c, err := it.decode(b.file, &tree)
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}
