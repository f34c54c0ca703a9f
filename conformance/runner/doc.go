// Package runner plays the cases of a suite with an implementation, this module's engine or another, and compares what it
// does with what the cases expect.
package runner
