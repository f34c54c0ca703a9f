package fetch

// Destination is a request's destination. The zero value is the empty string,
// what fetch() and XMLHttpRequest use.
//
// https://fetch.spec.whatwg.org/#concept-request-destination
type Destination = Enum[destinations]

type destinations struct{}

var destinationsNames = []string{
	"", "audio", "audioworklet", "document", "embed", "font", "frame", "iframe", "image", "json",
	"manifest", "object", "paintworklet", "report", "script", "serviceworker", "sharedworker",
	"style", "text", "track", "video", "webidentity", "worker", "xslt",
}

func (destinations) names() []string { return destinationsNames }

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

// IsScriptLike reports whether responses for d can run as script.
//
// https://fetch.spec.whatwg.org/#request-destination-script-like
func IsScriptLike(d Destination) bool {
	switch d {
	case DestinationAudioWorklet, DestinationPaintWorklet, DestinationScript,
		DestinationServiceWorker, DestinationSharedWorker, DestinationWorker:
		return true
	}
	return false
}

// IsNavigation reports whether a request with destination d is a navigation request.
//
// https://fetch.spec.whatwg.org/#navigation-request
func IsNavigation(d Destination) bool {
	switch d {
	case DestinationDocument, DestinationEmbed, DestinationFrame, DestinationIframe, DestinationObject:
		return true
	}
	return false
}
