# shellcheck shell=bash
# Debian packages that a script needs. Source it after output.sh; it defines functions only.

# need_packages REASON COMMAND:PACKAGE… : installs, without a question, the packages whose COMMAND (a name on PATH, or an absolute path)
# is not there. Without root or without apt it says exactly what is missing and ends the script.
need_packages() {
    local reason=$1 pair missing=()
    shift
    for pair in "$@"; do
        if ! has_command "${pair%%:*}"; then missing+=("${pair#*:}"); fi
    done
    if ((${#missing[@]} == 0)); then return 0; fi
    mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
    if ! has_command apt-get; then
        fail "$reason needs what Debian calls: ${missing[*]}" "Install these with the package manager of this machine and try again."
    fi
    if ((EUID != 0)) && ! sudo -n true 2>/dev/null; then
        fail "$reason needs the packages ${missing[*]}" "Run: sudo apt-get install ${missing[*]}"
    fi
    install_packages "${missing[@]}"
}

has_command() {
    if [[ $1 == /* ]]; then [[ -e $1 ]]; else [[ -n $(PATH=$PATH:/usr/sbin:/sbin type -P "$1") ]]; fi
}

install_packages() {
    local log lock root=()
    if ((EUID != 0)); then root=(sudo -n); fi
    log=$(mktemp)
    # Steps that run side by side take turns: apt waits for dpkg's lock, but gives up at once on that of the package lists.
    exec {lock}>"${TMPDIR:-/tmp}/streamapp-apt-$EUID.lock"
    flock "$lock"
    say "Installing with apt: $*"
    local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q -y --no-install-recommends)
    # The package lists of a fresh machine are empty or old: fetch them only when the first try fails.
    if ! "${apt[@]}" install "$@" >"$log" 2>&1; then
        if ! { "${apt[@]}" update && "${apt[@]}" install "$@"; } >"$log" 2>&1; then
            tail -n 15 "$log" >&2
            fail "apt could not install $*" "The whole output is in $log."
        fi
    fi
    rm -f "$log"
    exec {lock}>&-
}
