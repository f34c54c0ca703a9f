// Package house holds no code: its tests are the house rules that a machine can
// check, for the whole module.
package archtest
