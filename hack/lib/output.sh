# shellcheck shell=bash
# What the scripts say: progress on standard error, results on standard output.
# Source it; it defines functions only.

# A heading or a plain line of progress.
say() { printf '%s\n' "$*" >&2; }

# A step that is done.
ok() { printf '  ✓ %s\n' "$*" >&2; }

# Something to know which does not stop the work.
warn() { printf '  ! %s\n' "$*" >&2; }

# Ends the script. First argument: what is wrong; the others: what to do about it, a line each.
fail() {
    printf 'Error: %s\n' "$1" >&2
    shift
    if (($# > 0)); then printf '  %s\n' "$@" >&2; fi
    exit 1
}

# Seconds as 1:05.
clock_time() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

# watch_progress PID DESCRIBE… : until the process PID ends, shows what the command DESCRIBE prints and the time that has passed;
# a line that renews itself on a terminal, else a line each 15 s. Returns the exit status of PID, which is a child of this shell.
watch_progress() {
    local pid=$1 started=$SECONDS shown=-15 status=0
    shift
    while kill -0 "$pid" 2>/dev/null; do
        local passed=$((SECONDS - started))
        if [[ -t 2 ]]; then
            printf '\r\033[K  … %s (%s)' "$("$@")" "$(clock_time "$passed")" >&2
        elif ((passed - shown >= 15)); then
            printf '  … %s (%s)\n' "$("$@")" "$(clock_time "$passed")" >&2
            shown=$passed
        fi
        sleep 0.5
    done
    wait "$pid" || status=$?
    if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
    return "$status"
}

# wait_until SECONDS COMMAND… : runs COMMAND each 50-200 ms until it succeeds; 1 when the time is over.
wait_until() {
    local deadline=$(($(date +%s%N) + $1 * 1000000000)) pause=0.05
    shift
    until "$@" >/dev/null 2>&1; do
        if (($(date +%s%N) >= deadline)); then return 1; fi
        sleep "$pause"
        pause=0.1
    done
}
