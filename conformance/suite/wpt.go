package suite

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed wpt.json
var wptFile []byte

// WPTFile says what represents a file of web-platform-tests here, or why nothing does.
type WPTFile struct {
	Cases []string `json:"cases,omitzero"` // those whose "wpt" has the file
	Units []string `json:"units,omitzero"` // unit tables
	Read  string   `json:"read,omitzero"`  // the abbreviated commit at which the file was read
	Not   string   `json:"not,omitzero"`   // why there are none
	Note  string   `json:"note,omitzero"`  // where the standard says otherwise, and what is left out
}

// WPT returns what of web-platform-tests the suite represents, by path.
func WPT() (map[string]WPTFile, error) {
	var doc struct {
		Files map[string]WPTFile
	}
	if err := json.Unmarshal(wptFile, &doc); err != nil {
		return nil, fmt.Errorf("suite: wpt.json: %w", err)
	}
	return doc.Files, nil
}
