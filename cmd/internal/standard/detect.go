package standard

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	metadataShortname = regexp.MustCompile(`(?mi)^Shortname: *(\S+)$`)
	metadataDraft     = regexp.MustCompile(`(?m)^ED: *(\S+)$`)
	metadataWHATWG    = regexp.MustCompile(`(?m)^Group: *WHATWG$`)
)

// ReadStandard makes an index of file, which has a standard's source or an index already. The address of the standard
// comes from its metadata; source is what the index says it was made of, "" for the file's name and hash.
func ReadStandard(file, source string, data []byte) (*Index, error) {
	if IsIndex(data) {
		return ParseIndex(file, data)
	}
	base := ""
	if m := metadataShortname.FindSubmatch(data); m != nil && metadataWHATWG.Match(data) {
		base = "https://" + strings.ToLower(string(m[1])) + ".spec.whatwg.org/"
	} else if m := metadataDraft.FindSubmatch(data); m != nil {
		base = strings.TrimSuffix(string(m[1]), "/") + "/"
	}
	if base == "" {
		return nil, &FileError{File: file, Msg: "is neither an index nor the source of a standard: it has no Shortname and no ED; give a .bs file"}
	}
	if source == "" {
		source = fmt.Sprintf("%s sha256:%.6x", filepath.Base(file), sha256.Sum256(data))
	}
	s, err := ParseStandard(base, source, data)
	if err != nil {
		return nil, err
	}
	return &Index{Standards: []*Standard{s}}, nil
}
