// Package archtest holds no code: its tests are the rules of the house that a machine can check, for the whole module.
package archtest

//go:generate go test -run TestSurface -update .
