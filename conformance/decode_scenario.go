package conformance

import (
	"github.com/corsref/corsref/origin"
)

var scenarioFields = fields{
	names: []string{"name", "origin", "page", "topLevel", "embedderPolicy", "fetches", "server", "expect",
		"why", "spec", "wpt", "tags", "engines"},
	required: []string{"origin", "fetches"},
}

var embedderPolicies = []string{"unsafe-none", "credentialless", "require-corp"}

// decode reads a document as a case, of which a plain scenario has fewer fields.
func decode(file string, doc *document) (*Case, error) {
	d := &decoder{file: file, doc: doc}
	c := new(Case)
	var expect, engines *node
	var server *node
	d.object(&doc.root, scenarioFields, func(name string, value *node) {
		switch name {
		case "name":
			c.Name = d.str(value)
		case "origin":
			c.Origin = *d.origin(value)
		case "page":
			c.Page = d.url(value)
		case "topLevel":
			c.TopLevel = d.origin(value)
		case "embedderPolicy":
			c.EmbedderPolicy = d.enum(value, embedderPolicies)
		case "fetches":
			d.list(value, func(_ int, value *node) { c.Fetches = append(c.Fetches, d.fetch(value)) })
			if len(c.Fetches) == 0 {
				d.fail(value.at, "must have at least one fetch")
			}
		case "server":
			server = value
		case "expect":
			expect = value
		case "why":
			c.Why = d.str(value)
		case "spec":
			c.Spec = d.strs(value)
		case "wpt":
			c.WPT = d.strs(value)
		case "tags":
			c.Tags = d.strs(value)
		case "engines":
			engines = value
		}
	})
	// What counts fetches comes after them, wherever it stands.
	if server != nil {
		c.Server = []Rule{}
		d.in(step{name: "server"}, func() {
			d.list(server, func(_ int, value *node) { c.Server = append(c.Server, d.rule(value, len(c.Fetches))) })
		})
	}
	if expect != nil {
		d.in(step{name: "expect"}, func() { c.Expect = d.expectations(expect, len(c.Fetches)) })
	}
	if engines != nil {
		d.in(step{name: "engines"}, func() { c.Engines = d.engines(engines, len(c.Fetches)) })
	}
	if d.err != nil {
		return nil, d.err
	}
	return c, nil
}

// origin reads a serialized origin.
func (d *decoder) origin(n *node) *string {
	s := d.str(n)
	if d.err == nil {
		if _, err := origin.Parse(s); err != nil {
			d.fail(n.at, err.Error())
		}
	}
	return &s
}

// url reads an absolute URL.
func (d *decoder) url(n *node) *string {
	s := d.str(n)
	if d.err == nil {
		if _, err := origin.ParseURL(s); err != nil {
			d.fail(n.at, err.Error())
		}
	}
	return &s
}

var engineNames = fields{names: []string{"chromium", "firefox", "webkit"}}
var engineFields = fields{names: []string{"version", "fetches"}, required: []string{"version", "fetches"}}

// engines reads what real engines did, by name.
func (d *decoder) engines(n *node, fetches int) map[string]EngineRecord {
	engines := make(map[string]EngineRecord)
	d.object(n, engineNames, func(engine string, value *node) {
		var record EngineRecord
		d.object(value, engineFields, func(name string, value *node) {
			switch name {
			case "version":
				record.Version = d.str(value)
			case "fetches":
				record.Fetches = d.expectations(value, fetches)
			}
		})
		engines[engine] = record
	})
	return engines
}
