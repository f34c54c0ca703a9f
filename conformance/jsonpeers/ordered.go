package main

import (
	"bytes"
	"io"
	"runtime"
	"sync"
)

// chunkSize is about how many bytes of lines a worker gets at once.
const chunkSize = 256 << 10

// chunk is some whole lines, and what became of them.
type chunk struct {
	in, out []byte
	err     error
	done    chan struct{}
}

// recodeAll recodes the lines of in with all processors, and writes them in their order.
func recodeAll(in io.Reader, out io.Writer, recode func(b, text []byte) ([]byte, error)) error {
	workers := runtime.GOMAXPROCS(0)
	free := make(chan *chunk, 2*workers)
	for range cap(free) {
		free <- &chunk{in: make([]byte, 0, 2*chunkSize), done: make(chan struct{}, 1)}
	}
	todo, inOrder := make(chan *chunk, cap(free)), make(chan *chunk, cap(free))
	for range workers {
		go func() {
			for c := range todo {
				c.recode(recode)
			}
		}()
	}
	var failed error
	var writing sync.WaitGroup
	writing.Go(func() {
		for c := range inOrder {
			<-c.done
			if failed == nil {
				_, failed = out.Write(c.out)
			}
			if failed == nil {
				failed = c.err
			}
			free <- c
		}
	})
	var rest []byte
	var err error
	for err == nil {
		c := <-free
		c.in = append(c.in[:0], rest...)
		var n int
		n, err = io.ReadAtLeast(in, c.in[len(c.in):cap(c.in)], chunkSize/2)
		c.in = c.in[:len(c.in)+n]
		end := 1 + bytes.LastIndexByte(c.in, '\n')
		if err != nil {
			end = len(c.in)
		}
		rest = bytes.Clone(c.in[end:])
		c.in = c.in[:end]
		todo <- c
		inOrder <- c
	}
	close(todo)
	close(inOrder)
	writing.Wait()
	if failed == nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		failed = err
	}
	return failed
}

// recode recodes the lines of the chunk up to the first broken one.
func (c *chunk) recode(recode func(b, text []byte) ([]byte, error)) {
	c.out, c.err = c.out[:0], nil
	for text := range bytes.Lines(c.in) {
		if c.out, c.err = recode(c.out, text); c.err != nil {
			break
		}
	}
	c.done <- struct{}{}
}
