# shellcheck shell=bash
# Components: processes started here, each known by a file with its pid, its start time and the boot it belongs to
# (a pid alone may be reused), and living in a control group of its own, where its children are found too.

# start_time PID: in clock ticks since the boot; fails when there is no such process.
start_time() {
    local stat
    { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
    # The name, in parentheses, may hold anything: count from behind it. A zombie does not live.
    read -r -a stat <<<"${stat##*) }"
    [[ ${stat[0]} != Z ]] && printf '%s\n' "${stat[19]}"
}

# component_pid NAME: its pid; fails when it does not run.
component_pid() {
    local pid started boot
    read -r pid started boot 2>/dev/null <"$STATE/pids/$1" || return 1
    [[ $boot == "$(</proc/sys/kernel/random/boot_id)" && $started == "$(start_time "$pid")" ]] || return 1
    printf '%s\n' "$pid"
}

runs() { component_pid "$1" >/dev/null; }

# launch NAME COMMAND… : starts it, apart from this script and its terminal, with output to its log.
launch() {
    local name=$1 pid
    shift
    # One whose pid could not be written down any more, because the script was killed in between.
    kill_group "$name" "$(basename "$1")"
    (
        join_group "$name"
        exec </dev/null >>"$LOGS/$name.log" 2>&1
        close_descriptors
        exec setsid "$@"
    ) &
    pid=$!
    printf '%s %s %s\n' "$pid" "$(start_time "$pid")" "$(</proc/sys/kernel/random/boot_id)" >"$STATE/pids/$name.new"
    mv "$STATE/pids/$name.new" "$STATE/pids/$name"
    disown "$pid"
}

# The lock of this script, and whatever its caller holds open, are not for a process that outlives both.
close_descriptors() {
    local fd
    for fd in "/proc/$BASHPID/fd"/*; do
        fd=${fd##*/}
        if ((fd > 2 && fd != 255)); then eval "exec $fd>&-"; fi
    done
}

# wait_for NAME SECONDS COMMAND… : until COMMAND succeeds; ends the script with the end of NAME's log when NAME dies or takes too long.
wait_for() {
    local name=$1 seconds=$2
    shift 2
    if wait_until "$seconds" ended_or "$name" "$@" && runs "$name"; then return; fi
    tail -n 12 "$LOGS/$name.log" | cut -c1-300 >&2
    if runs "$name"; then
        fail "$name is not ready after $seconds s" "Its whole log is $LOGS/$name.log." "hack/cluster/cluster down, then up, begins anew."
    fi
    fail "$name has ended" "Its whole log is $LOGS/$name.log." "hack/cluster/cluster down, then up, begins anew."
}

ended_or() {
    local name=$1
    shift
    "$@" || ! runs "$name"
}

# stop NAME SECONDS: asks it to end, then makes it.
stop() {
    local pid
    if pid=$(component_pid "$1"); then
        kill -TERM "$pid" 2>/dev/null || true
        wait_until "$2" not runs "$1" || kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$STATE/pids/$1"
}

not() { ! "$@"; }

# answers ADDRESS PORT PATH: 200 to a plain HTTP GET.
answers() {
    local line
    { exec 7<>"/dev/tcp/$1/$2"; } 2>/dev/null || return 1
    printf 'GET %s HTTP/1.0\r\n\r\n' "$3" >&7
    read -r -t 2 line <&7 || line=""
    exec 7>&-
    [[ $line == *' 200 '* ]]
}
