package browser

// CannotRun is cannotRun, for the tests.
var CannotRun = cannotRun
