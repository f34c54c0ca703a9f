package fetch

// Destination is a request's destination. The zero value is the empty string,
// what fetch() and XMLHttpRequest use.
//
// https://fetch.spec.whatwg.org/#concept-request-destination
type Destination uint8

// The destinations.
const (
	DestinationEmpty Destination = iota
	DestinationAudio
	DestinationAudioWorklet
	DestinationDocument
	DestinationEmbed
	DestinationFont
	DestinationFrame
	DestinationIframe
	DestinationImage
	DestinationJSON
	DestinationManifest
	DestinationObject
	DestinationPaintWorklet
	DestinationReport
	DestinationScript
	DestinationServiceWorker
	DestinationSharedWorker
	DestinationStyle
	DestinationText
	DestinationTrack
	DestinationVideo
	DestinationWebIdentity
	DestinationWorker
	DestinationXSLT
)

var destinationNames = []string{
	"", "audio", "audioworklet", "document", "embed", "font", "frame", "iframe", "image", "json",
	"manifest", "object", "paintworklet", "report", "script", "serviceworker", "sharedworker",
	"style", "text", "track", "video", "webidentity", "worker", "xslt",
}

// String returns the destination as the standard spells it.
func (d Destination) String() string { return nameOf(destinationNames, d) }

// ParseDestination returns the destination that s spells, and whether there is one.
func ParseDestination(s string) (Destination, bool) {
	return parseName[Destination](destinationNames, s)
}

// ScriptLike reports whether responses for d can run as script.
//
// https://fetch.spec.whatwg.org/#request-destination-script-like
func (d Destination) ScriptLike() bool {
	switch d {
	case DestinationAudioWorklet, DestinationPaintWorklet, DestinationScript,
		DestinationServiceWorker, DestinationSharedWorker, DestinationWorker:
		return true
	}
	return false
}

// Navigation reports whether a request with destination d is a navigation request.
//
// https://fetch.spec.whatwg.org/#navigation-request
func (d Destination) Navigation() bool {
	switch d {
	case DestinationDocument, DestinationEmbed, DestinationFrame, DestinationIframe, DestinationObject:
		return true
	}
	return false
}
