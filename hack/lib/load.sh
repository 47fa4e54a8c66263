# shellcheck shell=bash
# Whether a machine is quiet enough to measure on. Source it after output.sh; it defines functions only.

# expect_quiet: ends the script when other programs have kept a processor busy over the last minute, unless BUSY=yes.
# What this script itself has built just now is given time to be forgotten.
expect_quiet() {
  if [[ ${BUSY:-} == yes ]]; then
    warn "The machine may be busy: figures are worth nothing."
    return
  fi
  if ! wait_until 120 is_quiet; then
    fail "the machine is busy: its load average is $(cut -d ' ' -f 1 /proc/loadavg)" \
      "End what else runs and try again, or measure all the same with BUSY=yes."
  fi
}

is_quiet() { awk '{ exit $1 > 0.7 }' /proc/loadavg; }
