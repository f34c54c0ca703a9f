// Package adapter plays scenarios with implementations in other languages. An adapter is a program that the runner starts
// once and talks to in lines of JSON, on its standard input and output; conformance/README.md is the protocol for those who
// write one.
//
// There are two kinds. A model adapter is a model of a browser, as package fetch is: it gets the whole scenario, plays the
// servers itself and returns verdicts. A client adapter drives a real client: it gets the fetches only and really makes
// them, while package loopback plays the servers and records the wire.
package adapter
