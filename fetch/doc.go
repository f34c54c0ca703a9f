// Package fetch is the browser side of CORS: the Fetch Standard's algorithms as
// a state machine that performs no I/O.
//
// A [UserAgent] starts a [Fetch] for a [Request]. The Fetch says what goes on
// the wire, one [Outgoing] at a time, is told what came back, and ends with a
// filtered response or a [*NetworkError]:
//
//	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: time.Now}
//	f, err := ua.Start(req)
//	for out := f.Next(); out != nil; {
//		res, err := roundTrip(out)
//		if err != nil {
//			out = f.Fail(err)
//		} else {
//			out = f.Receive(res)
//		}
//	}
//	res, err := f.Result()
//
// Each function is one algorithm of the standard, named after it; the numbers
// in comments are the standard's steps. The text followed is whatwg/fetch at
// commit 586cd2a, and what it refers to.
//
// What web content may ask for is modelled at the door: [NewRequest] is the
// Request constructor, [NewXMLHttpRequest] is XMLHttpRequest. The pure pieces
// are exported too ([CORSCheck], [PreflightCheck], [RedirectTaint], …).
package fetch
