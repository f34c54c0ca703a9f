//go:build unix

package browser

import (
	"os/exec"
	"syscall"
)

// inGroup makes cmd and all it starts end together: browsers are many processes.
func inGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
