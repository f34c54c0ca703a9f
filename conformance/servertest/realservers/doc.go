// Package realservers holds no code: its tests judge servers that people really run, each with its own configuration, and
// drive a real client through the RoundTripper. It is a module of its own, so that nobody who uses corsref downloads them.
package realservers
