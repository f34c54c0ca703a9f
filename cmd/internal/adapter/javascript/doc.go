// Package adapters has the adapters in JavaScript, and no code in Go: its tests need Node.js, the tag node, and npm ci in
// this folder.
package adapters
