package adapter_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/corsref/corsref/conformance"
)

// fakeVariable makes the test binary an adapter of the kind that it names.
const fakeVariable = "CORSREF_FAKE_ADAPTER"

func TestMain(m *testing.M) {
	if kind := os.Getenv(fakeVariable); kind != "" {
		fake(kind)
		return
	}
	os.Exit(m.Run())
}

// run is a run command as an adapter sees it.
type run struct {
	Command  string
	ID       int
	Proxy    string
	CA       string
	Scenario json.RawMessage
	Begin    []string
}

var printing sync.Mutex

func say(format string, args ...any) {
	printing.Lock()
	defer printing.Unlock()
	fmt.Printf(format+"\n", args...)
}

// fake is an adapter. What it does to a scenario is in the part of its name before the slash.
func fake(kind string) {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	var start run
	if told, ok := strings.CutPrefix(kind, "readme "); ok {
		fakeReadme(told)
		return
	}
	switch kind {
	case "dies at start":
		fmt.Fprintln(os.Stderr, "no such library")
		os.Exit(3)
	case "silent":
		io.Copy(io.Discard, os.Stdin)
		return
	case "deaf":
		os.Stdin.Close()
		select {}
	case "chatty":
		say("Hello, I am an adapter!")
	}
	for lines.Scan() {
		var r run
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			panic(err)
		}
		switch r.Command {
		case "start":
			start = r
			say(greetings[kind])
		case "run":
			if kind == "many" || kind == "client" {
				go answer(kind, start, r)
			} else {
				answer(kind, start, r)
			}
		case "stop":
			return
		}
	}
}

var greetings = map[string]string{
	"model":           `{"reply":"started","protocol":1,"kind":"model","name":"fake","version":"1.2"}`,
	"many":            `{"reply":"started","protocol":1,"kind":"model","name":"fake","parallel":4}`,
	"client":          `{"reply":"started","protocol":1,"kind":"client","name":"fake","parallel":4,"capabilities":["https"]}`,
	"old":             `{"reply":"started","protocol":0,"kind":"model","name":"fake"}`,
	"odd":             `{"reply":"started","protocol":1,"kind":"oracle","name":"fake"}`,
	"nameless":        `{"reply":"started","protocol":1,"kind":"model"}`,
	"boastful":        `{"reply":"started","protocol":1,"kind":"client","name":"fake","capabilities":["telepathy"]}`,
	"unknown field":   `{"reply":"started","protocol":1,"kind":"model","name":"fake","color":"red"}`,
	"starts backward": `{"reply":"result","id":1,"fetches":[]}`,
}

// answer answers one run.
func answer(kind string, start, r run) {
	c, err := conformance.NewReader(bytes.NewReader(r.Scenario), "run").Read()
	if err != nil {
		say(`{"reply":"errored","id":%d,"message":%q}`, r.ID, err)
		return
	}
	if c.Expect != nil {
		say(`{"reply":"errored","id":%d,"message":"it says what is expected"}`, r.ID)
		return
	}
	what, _, _ := strings.Cut(c.Name, "/")
	switch what {
	case "hang":
		return
	case "die":
		fmt.Fprintln(os.Stderr, "segmentation fault, sort of")
		os.Exit(7)
	case "garbage":
		say("TypeError: undefined is not a function")
	case "unknown":
		say(`{"reply":"result","id":4711,"fetches":[]}`)
	case "twice":
		say(`{"reply":"skipped","id":%d,"reason":"once"}`, r.ID)
		say(`{"reply":"skipped","id":%d,"reason":"twice"}`, r.ID)
	case "no id":
		say(`{"reply":"result","fetches":[]}`)
	case "short":
		say(`{"reply":"result","id":%d,"fetches":[]}`, r.ID)
	case "no wire":
		say(`{"reply":"result","id":%d,"fetches":[{"outcome":"network-error"}]}`, r.ID)
	case "odd outcome":
		say(`{"reply":"result","id":%d,"fetches":[{"outcome":"success","wire":[]}]}`, r.ID)
	case "no response":
		say(`{"reply":"result","id":%d,"fetches":[{"outcome":"response","wire":[]}]}`, r.ID)
	case "large":
		say("%s", strings.Repeat("x", 5<<20))
	case "skip":
		say(`{"reply":"skipped","id":%d,"reason":"no XHR","link":"https://issues.example/1"}`, r.ID)
	case "error":
		say(`{"reply":"errored","id":%d,"message":"no idea"}`, r.ID)
	default:
		if kind == "client" {
			say(`{"reply":"result","id":%d,"fetches":%s}`, r.ID, fetchAll(start, r, c, what == "lie"))
			return
		}
		result, err := conformance.Run(&c.Scenario, conformance.Options{})
		if err != nil {
			panic(err)
		}
		out := result.Output()
		if what == "lie" {
			out.Fetches[0].Response.Status = 418
		}
		text, err := conformance.Encode(out)
		if err != nil {
			panic(err)
		}
		say(`{"reply":"result","id":%d,"fetches":%s}`, r.ID, text[len(`{"name":"`)+len(c.Name)+len(`","fetches":`):len(text)-1])
	}
}

// fetchAll really makes the requests, and knows nothing of CORS.
func fetchAll(start, r run, c *conformance.Case, lie bool) string {
	proxy, _ := url.Parse(start.Proxy)
	ca, err := os.ReadFile(start.CA)
	if err != nil {
		panic(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	client := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots}}}
	var verdicts []string
	for i := range c.Fetches {
		begun, err := client.Get(r.Begin[i])
		if err != nil || begun.StatusCode != 200 {
			panic(errors.Join(err, errors.New("begin")))
		}
		begun.Body.Close()
		req, err := http.NewRequest("GET", c.Fetches[i].URL, nil)
		if err != nil {
			panic(err)
		}
		req.Header.Set("Origin", c.Origin.String())
		res, err := client.Do(req)
		if err != nil {
			verdicts = append(verdicts, `{"outcome":"network-error"}`)
			continue
		}
		res.Body.Close()
		if lie {
			res.StatusCode = 418
		}
		echo, _ := json.Marshal(res.Header.Get("X-Echo"))
		verdicts = append(verdicts, fmt.Sprintf(`{"outcome":"response","response":{"status":%d,"url":"%s","headers":[["x-echo",%s]]}}`,
			res.StatusCode, res.Request.URL, echo))
	}
	return "[" + strings.Join(verdicts, ",") + "]"
}
