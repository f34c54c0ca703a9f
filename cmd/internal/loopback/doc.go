// Package loopback is the scripted world of a scenario on a socket: a raw HTTP/1.1 server on 127.0.0.1 that real clients
// use as their forward proxy.
//
// A [Server] plays many scenarios at once. [Server.Stage] registers one and gives its hosts names of their own, so that no
// cookie, cache or connection is shared with another: app.example becomes s17-app-example.test in the 17th. What was same
// origin, same site or cross-site still is. The client is told the renamed scenario; what it sends is recorded, and matched
// against the rules, in the scenario's own names.
//
// The server speaks in bytes: it takes any method token, keeps the order, case and duplicates of header lines, and writes
// the status line and the lines of a rule as they stand, adding nothing. Clients reach it as a forward proxy (absolute-form
// requests; CONNECT for https, answered with certificates of a throwaway [Authority]), or by connecting to it under the
// host's name, plain or with TLS.
package loopback
