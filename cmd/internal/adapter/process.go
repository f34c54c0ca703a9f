package adapter

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/corsref/corsref/conformance"
)

// process is one run of the adapter's program. Once something is wrong with it, it is at fault for good and is ended.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	errs   *tail
	exited chan struct{} // closed when the program has ended
	status error         // how it ended

	started chan *reply // the answer to start

	mu    sync.Mutex
	asked map[int]chan *reply // runs under way
	fault error
	ended chan struct{} // closed when there is a fault
	alone bool          // only one run was under way when it came
}

// errFault is what every fault wraps.
var errFault = errors.New("the adapter is at fault")

// maxLine is the longest line that an adapter may print.
const maxLine = 4 << 20

// launch starts the program.
func launch(command, environment []string) (*process, error) {
	p := &process{
		cmd: exec.Command(command[0], command[1:]...), errs: new(tail), exited: make(chan struct{}),
		started: make(chan *reply, 1), asked: make(map[int]chan *reply), ended: make(chan struct{}),
	}
	p.cmd.Env = append(os.Environ(), environment...)
	p.cmd.Stderr = p.errs
	p.cmd.WaitDelay = time.Second
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if p.out, err = p.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go p.read()
	return p, nil
}

// read takes the program's replies until it ends.
func (p *process) read() {
	lines := bufio.NewScanner(p.out)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	for lines.Scan() {
		if err := p.take(lines.Bytes()); err != nil {
			p.fail(err)
			break
		}
	}
	if err := lines.Err(); err != nil && !errors.Is(err, os.ErrClosed) {
		p.fail(fmt.Errorf("it printed a line that cannot be read: %w", err))
	}
	p.status = p.cmd.Wait()
	close(p.exited)
	how := "exit status 0"
	if p.status != nil {
		how = p.status.Error()
	}
	p.fail(fmt.Errorf("it ended (%s)%s", how, p.errs.quote()))
}

// take hands a reply to who waits for it.
func (p *process) take(line []byte) error {
	r, err := decodeReply(line)
	if err != nil {
		return fmt.Errorf("it printed %s, which is no reply: %w", cut(line), err)
	}
	if r.Reply == "started" {
		select {
		case p.started <- r:
			return nil
		default:
			return errors.New("it says that it started, a second time")
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	wait, ok := p.asked[*r.ID]
	if !ok {
		return fmt.Errorf("it answered run %d, which is not under way; %s", *r.ID, p.underWay())
	}
	delete(p.asked, *r.ID)
	wait <- r
	return nil
}

// underWay names the runs under way.
func (p *process) underWay() string {
	switch len(p.asked) {
	case 0:
		return "none is"
	case 1:
		for id := range p.asked {
			return fmt.Sprintf("run %d is", id)
		}
	}
	return fmt.Sprintf("%d others are", len(p.asked))
}

// fail ends the program for a reason. Only the first one counts.
func (p *process) fail(reason error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fault == nil {
		p.fault = fmt.Errorf("%w: %w", errFault, reason)
		p.alone = len(p.asked) < 2
		close(p.ended)
		p.cmd.Process.Kill()
		p.in.Close()
		p.out.Close() // which programs that it started may still hold open
	}
}

// failed is the fault, if there is one.
func (p *process) failed() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fault
}

// send writes a line to the program. It does not wait until it is read.
func (p *process) send(message any) error {
	line, err := conformance.Encode(message)
	if err != nil {
		return err
	}
	go func() {
		if _, err := p.in.Write(append(line, '\n')); err == nil {
			return
		}
		select {
		case <-p.exited: // which says more
		case <-time.After(time.Second):
			p.fail(errors.New("it closed its standard input"))
		}
	}()
	return nil
}

// greet sends start and waits for the answer.
func (p *process) greet(ctx context.Context, start startCommand) (*reply, error) {
	if err := p.send(start); err != nil {
		return nil, err
	}
	select {
	case r := <-p.started:
		return r, nil
	case <-p.ended:
		return nil, p.failed()
	case <-ctx.Done():
		p.fail(errors.New("it did not answer start in time"))
		return nil, p.failed()
	}
}

// ask sends run and waits for the answer. Sure says of an error that it is this run's and no other's.
func (p *process) ask(ctx context.Context, run runCommand) (r *reply, sure bool, err error) {
	answer := make(chan *reply, 1)
	p.mu.Lock()
	p.asked[run.ID] = answer
	p.mu.Unlock()
	if err := p.send(run); err != nil {
		return nil, true, err
	}
	select {
	case r := <-answer:
		return r, true, nil
	case <-p.ended:
		select {
		case r := <-answer: // it came just before
			return r, true, nil
		default:
			return nil, p.alone, p.failed()
		}
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.Canceled) {
			p.fail(ctx.Err())
			return nil, true, ctx.Err()
		}
		late := fmt.Errorf("%w: it did not answer in time%s", errFault, p.errs.quote())
		p.fail(late)
		return nil, true, late
	}
}

// stop asks the program to end, and ends it if it does not.
func (p *process) stop(patience time.Duration) {
	p.mu.Lock()
	if p.fault == nil {
		p.fault = fmt.Errorf("%w: it was stopped", errFault)
		close(p.ended)
	}
	p.mu.Unlock()
	if line, err := conformance.Encode(stopCommand{Command: "stop"}); err == nil {
		go func() {
			p.in.Write(append(line, '\n'))
			p.in.Close()
		}()
	}
	late := time.AfterFunc(patience, func() {
		p.cmd.Process.Kill()
		p.out.Close()
	})
	<-p.exited
	late.Stop()
}

// cut shows a line in quotes, shortened.
func cut(line []byte) string {
	const most = 120
	if len(line) <= most {
		return fmt.Sprintf("%q", line)
	}
	return fmt.Sprintf("%q…", line[:most])
}

// tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	last []byte
}

// kept is how much a tail keeps.
const kept = 2000

// Write is the io.Writer's.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = append(t.last, b...)
	if n := len(t.last) - kept; n > 0 {
		t.last = append(t.last[:0], t.last[n:]...)
	}
	return len(b), nil
}

// quote is the end of what was written, for the end of an error.
func (t *tail) quote() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := strings.TrimSpace(string(t.last))
	if text == "" {
		return ""
	}
	return "; its standard error ends with:\n" + text
}
