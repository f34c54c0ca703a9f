// Package browser runs scenarios in real browsers: Chromium, Firefox and
// WebKitGTK's MiniBrowser, each started once, headless, with a fresh profile and
// a proxy setting that leads every host to the loopback world.
//
// One page, the controller, asks for jobs and makes an iframe of the right
// origin for each; the iframe makes the fetches and says what script saw.
package browser
