package adapter

import (
	"time"

	"github.com/corsref/corsref/conformance"
)

// SetPatience says how long a scenario may take.
func (a *Adapter) SetPatience(patience func(*conformance.Scenario) time.Duration) {
	a.patience = patience
}
