# Runs steps side by side, each as soon as the steps it needs are done, and shows how far they are.
# shellcheck shell=bash
#
#   step NAME "What it does" "NEEDS…" function     declares one; function runs in a subshell with `set -e`
#   run_steps LOG_DIRECTORY "Advice"                runs them all; if one fails, shows its log and the advice, and exits
#
# run_steps has to stand alone, not in an `if` or before `||`: there bash ignores `set -e`, in the steps too.

declare -a STEPS=()
declare -A STEP_TITLE=() STEP_NEEDS=() STEP_RUN=() STEP_STATE=() STEP_PID=() STEP_START=() STEP_SECONDS=()
STEPS_DRAWN=0

step() {
  STEPS+=("$1")
  STEP_TITLE[$1]=$2
  STEP_NEEDS[$1]=$3
  STEP_RUN[$1]=$4
  STEP_STATE[$1]=waiting
}

steps_duration() {
  local seconds=$1
  if ((seconds >= 60)); then
    printf '%d min %02d s' $((seconds / 60)) $((seconds % 60))
  else
    printf '%d s' "$seconds"
  fi
}

steps_line() { # NAME: one line of the display
  local name=$1 mark='·' note=''
  case ${STEP_STATE[$name]} in
    waiting) note='' ;;
    running) mark='▸' note="$(steps_duration $((SECONDS - STEP_START[$name])))$(steps_said "$name")" ;;
    done) mark='✓' note=$(steps_duration "${STEP_SECONDS[$name]}") ;;
    failed) mark='✗' note="failed after $(steps_duration "${STEP_SECONDS[$name]}")" ;;
    stopped) mark='-' note='stopped' ;;
  esac
  printf '  %s %-46s %s' "$mark" "${STEP_TITLE[$name]}" "$note"
}

# The last line of a step's log, so that a long step is seen to move.
steps_said() {
  local line
  line=$(tail -c 400 "$STEPS_LOGS/$1.log" 2>/dev/null | tr '\r' '\n' | tr -cd '[:print:]\n' | grep -v '^[[:space:]]*$' | tail -n 1 || true)
  [[ -z $line ]] || printf '  %s' "$line"
}

steps_draw() {
  [[ -t 1 ]] || return 0
  local name width line
  width=$(tput cols 2>/dev/null || echo 100)
  ((STEPS_DRAWN == 0)) || printf '\e[%dA' "$STEPS_DRAWN"
  for name in "${STEPS[@]}"; do
    line=$(steps_line "$name")
    printf '\r\e[K%s\n' "${line:0:width-1}"
  done
  STEPS_DRAWN=${#STEPS[@]}
}

# Without a terminal: a line at each beginning and end.
steps_tell() {
  [[ -t 1 ]] || printf '%s\n' "$(steps_line "$1" | sed 's/ *$//')"
}

steps_ready() { # NAME: are the steps it needs done?
  local need
  for need in ${STEP_NEEDS[$1]}; do
    [[ ${STEP_STATE[$need]} == "done" ]] || return 1
  done
}

steps_start() {
  local name=$1
  STEP_STATE[$name]=running
  STEP_START[$name]=$SECONDS
  : >"$STEPS_LOGS/$name.log"
  [[ -t 1 ]] || printf '  ▸ %s …\n' "${STEP_TITLE[$name]}"
  # Job control gives the step its own process group, so that stopping it stops what it started.
  set -m
  (
    set -euo pipefail
    "${STEP_RUN[$name]}"
  ) >"$STEPS_LOGS/$name.log" 2>&1 </dev/null &
  STEP_PID[$name]=$!
  set +m
}

steps_collect() { # NAME: has it ended?
  local name=$1
  ! kill -0 "${STEP_PID[$name]}" 2>/dev/null || return 0
  STEP_SECONDS[$name]=$((SECONDS - STEP_START[$name]))
  if wait "${STEP_PID[$name]}"; then
    STEP_STATE[$name]="done"
  else
    STEP_STATE[$name]=failed
    STEPS_FAILED=$name
  fi
  steps_tell "$name"
}

steps_stop() {
  local name
  for name in "${STEPS[@]}"; do
    [[ ${STEP_STATE[$name]} == running ]] || continue
    kill -TERM -- "-${STEP_PID[$name]}" 2>/dev/null || true
    wait "${STEP_PID[$name]}" 2>/dev/null || true
    STEP_STATE[$name]=stopped
  done
}

steps_explain() { # NAME: the failed step's own words
  local log="$STEPS_LOGS/$1.log"
  printf '\n%s: failed. The end of %s:\n\n' "${STEP_TITLE[$1]}" "$log"
  tail -n 25 "$log" | sed 's/^/    /'
}

run_steps() {
  STEPS_LOGS=$1
  STEPS_FAILED=
  local advice=$2
  local name left
  mkdir -p "$STEPS_LOGS"
  trap 'steps_stop; steps_draw; echo "Interrupted; what is done stays done and the next run goes on from there." >&2; exit 130' INT TERM
  while :; do
    left=0
    for name in "${STEPS[@]}"; do
      if [[ ${STEP_STATE[$name]} == running ]]; then steps_collect "$name"; fi
      if [[ ${STEP_STATE[$name]} == waiting ]] && steps_ready "$name"; then steps_start "$name"; fi
      [[ ${STEP_STATE[$name]} != running ]] || left=1
    done
    steps_draw
    if [[ -n $STEPS_FAILED ]]; then
      steps_stop
      steps_draw
      steps_explain "$STEPS_FAILED" >&2
      printf '\n%s\n' "$advice" >&2
      exit 1
    fi
    ((left)) || break
    sleep 0.3
  done
  trap - INT TERM
}
