package safelist

import "strings"

// IsImage reports whether m is an image MIME type.
//
// https://mimesniff.spec.whatwg.org/#image-mime-type
func (m MIMEType) IsImage() bool { return m.Type == "image" }

// IsAudioOrVideo reports whether m is an audio or video MIME type.
//
// https://mimesniff.spec.whatwg.org/#audio-or-video-mime-type
func (m MIMEType) IsAudioOrVideo() bool {
	return m.Type == "audio" || m.Type == "video" || m.is("application", "ogg")
}

// IsXML reports whether m is an XML MIME type.
//
// https://mimesniff.spec.whatwg.org/#xml-mime-type
func (m MIMEType) IsXML() bool {
	return strings.HasSuffix(m.Subtype, "+xml") || m.is("text", "xml") || m.is("application", "xml")
}

// IsHTML reports whether m is an HTML MIME type.
//
// https://mimesniff.spec.whatwg.org/#html-mime-type
func (m MIMEType) IsHTML() bool { return m.is("text", "html") }

// IsJSON reports whether m is a JSON MIME type.
//
// https://mimesniff.spec.whatwg.org/#json-mime-type
func (m MIMEType) IsJSON() bool {
	return strings.HasSuffix(m.Subtype, "+json") || m.is("application", "json") || m.is("text", "json")
}

// IsJavaScript reports whether m is a JavaScript MIME type.
//
// https://mimesniff.spec.whatwg.org/#javascript-mime-type
func (m MIMEType) IsJavaScript() bool {
	switch m.Type {
	case "application":
		switch m.Subtype {
		case "ecmascript", "javascript", "x-ecmascript", "x-javascript":
			return true
		}
	case "text":
		switch m.Subtype {
		case "ecmascript", "javascript",
			"javascript1.0", "javascript1.1", "javascript1.2", "javascript1.3", "javascript1.4", "javascript1.5",
			"jscript", "livescript", "x-ecmascript", "x-javascript":
			return true
		}
	}
	return false
}

// IsCSS reports whether m's essence is text/css, which nosniff asks of style sheets.
//
// https://mimesniff.spec.whatwg.org/#mime-type-essence
func (m MIMEType) IsCSS() bool { return m.is("text", "css") }

// is reports whether m's essence is typ/subtype.
func (m MIMEType) is(typ, subtype string) bool { return m.Type == typ && m.Subtype == subtype }
