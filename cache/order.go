package cache

import "container/heap"

// expiryHeap orders entries by when they expire: the first to do so on top.
type expiryHeap []*entry

func (h *expiryHeap) add(e *entry)    { heap.Push(h, e) }
func (h *expiryHeap) remove(e *entry) { heap.Remove(h, int(e.heapIndex)) }
func (h *expiryHeap) fix(e *entry)    { heap.Fix(h, int(e.heapIndex)) }

func (h expiryHeap) Len() int           { return len(h) }
func (h expiryHeap) Less(i, j int) bool { return h[i].expires().Before(h[j].expires()) }
func (h expiryHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].heapIndex, h[j].heapIndex = int32(i), int32(j)
}

func (h *expiryHeap) Push(x any) {
	e := x.(*entry)
	e.heapIndex = int32(len(*h))
	*h = append(*h, e)
}

func (h *expiryHeap) Pop() any {
	last := len(*h) - 1
	e := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return e
}

// storedList orders entries by when they were stored.
type storedList struct {
	oldest, newest *entry
	len            int
}

func (l *storedList) append(e *entry) {
	e.older, e.newer = l.newest, nil
	if l.newest == nil {
		l.oldest = e
	} else {
		l.newest.newer = e
	}
	l.newest = e
	l.len++
}

func (l *storedList) remove(e *entry) {
	if e.older == nil {
		l.oldest = e.newer
	} else {
		e.older.newer = e.newer
	}
	if e.newer == nil {
		l.newest = e.older
	} else {
		e.newer.older = e.older
	}
	e.older, e.newer = nil, nil
	l.len--
}
