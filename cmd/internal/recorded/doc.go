// Package engines records what real browsers make of the suite's cases, as data
// in the suite's files.
package recorded
