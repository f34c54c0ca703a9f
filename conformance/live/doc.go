// Package live plays scenarios against real servers: the engine decides what a browser sends, net/http sends it, and the
// engine judges what came back.
package live
