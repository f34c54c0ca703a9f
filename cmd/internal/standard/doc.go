// Package standard keeps the engine beside the text it implements: it accounts for every algorithm and step of the
// standard, and notices when the text changes.
//
// An [Index] has the anchors of the standards, the numbers of their steps and short hashes of their texts, but no text.
// [ParseStandard] makes one from a standard's source; the one that the engine is checked against is [Pinned].
//
// [ReadSource] reads which steps the Go source cites, and the words behind them. [Collect] runs the suite and notes which
// decisions were made, and [Evidence.Cover] says what of each algorithm was reached, as [TheScope] asks. [DriftReport] says
// what changed between two indexes. Tests compare the source with the pinned index, and write the tables of SPEC_NOTES.md.
//
// # How steps are named
//
// Steps have the numbers that a reader of the standard sees: 4.1 is the first step below step 4. Beyond numbers:
//
//   - A branch of a switch is named after the step that switches, as in 12/otherwise, and its steps are 12/otherwise.1 and
//     so on. The name has the first three words of the branch's condition (see [slugs]), and more if those do not tell it
//     from its siblings. Of several conditions with one body, each is a step; the body's steps belong to the first.
//   - A condition in a bulleted list is named after the step it belongs to and its place: 4.1/2 is the second condition of
//     step 4.1. An algorithm without steps that is such a list has conditions /1, /2 and so on.
package standard

//go:generate go test -run TestNotes -update .
