// Package differential makes random scenarios, compares what two judges say of
// one, and shrinks a scenario that they disagree on.
//
// Scenarios are a function of a seed and an index: the same everywhere, for ever.
package differential
