# shellcheck shell=bash
# The programs: Kubernetes, etcd, helm and CoreDNS, compiled once from the module list in go.mod; ours that enforces policies, with the
# same libraries; on demand KWOK, whose own release does not compile with these versions of the Kubernetes libraries.
KWOK=sigs.k8s.io/kwok/cmd/kwok@v0.7.0

# The release of Go that compiles them where the machine has none recent enough; fetched as a module, as Go itself does it.
GO_RELEASE=1.26.0
declare -A GO_SHA256=(
    [amd64]=38461905b98c59173672814302e222ab43b652274bc0c95817b08b71ab66b705
    [arm64]=4c3f961bc257ff52e7a425166f9f75015f645dff071d01a81823455ffe646609
)

# Linux, amd64 … as Go names them.
go_system() { uname -s | tr '[:upper:]' '[:lower:]'; }
go_architecture() {
    case $(uname -m) in
    x86_64 | amd64) echo amd64 ;;
    aarch64 | arm64) echo arm64 ;;
    *) fail "no Kubernetes is built here for the processor $(uname -m)" "Use a cluster of your own: CLUSTER=current." ;;
    esac
}

TOOLS=$STREAMAPP_HOME/k8s/$KUBERNETES_VERSION-$(go_system)-$(go_architecture)

# tools_directory [--with-kwok]: prints where they are, after building what is missing.
tools_directory() {
    local sets=(base)
    case ${1:-} in
    '') ;;
    --with-kwok) sets+=(kwok) ;;
    *) fail "bin does not know $1" "hack/cluster/cluster bin [--with-kwok]" ;;
    esac
    build_tools "${sets[@]}"
    printf '%s\n' "$TOOLS"
}

packages_of() {
    case $1 in
    kwok) echo "$KWOK" ;;
    policies) echo ./network-policies ;;
    base)
        printf 'k8s.io/kubernetes/cmd/%s\n' kube-apiserver kube-controller-manager kube-scheduler kubectl
        if [[ $(go_system) == linux ]]; then printf 'k8s.io/kubernetes/cmd/%s\n' kubelet kube-proxy; fi
        printf '%s\n' go.etcd.io/etcd/server/v3 helm.sh/helm/v4/cmd/helm github.com/coredns/coredns
        ;;
    esac
}

linker_flags() {
    local version=k8s.io/component-base/version minor
    minor=$(cut -d. -f2 <<<"$KUBERNETES_VERSION")
    echo "-s -w -X $version.gitVersion=v$KUBERNETES_VERSION -X $version.gitMajor=${KUBERNETES_VERSION%%.*} -X $version.gitMinor=$minor" \
        "-X $version.gitTreeState=clean -X helm.sh/helm/v4/internal/version.version=v$HELM_VERSION"
}

# What the programs were built from: another go.mod, other flags or another source of ours mean another build.
tools_fingerprint() {
    {
        cat "$HERE/go.mod" "$HERE/go.sum" && packages_of "$1" && linker_flags
        if [[ $1 == policies ]]; then cat "$HERE/network-policies"/*.go; fi
    } | sha256sum | cut -c1-16
}

tools_are_built() { [[ $(cat "$TOOLS/.$1" 2>/dev/null) == "$(tools_fingerprint "$1")" ]]; }

# build_tools SET… : each under its own lock, so that two builds at once do not do the work twice.
build_tools() {
    local set
    for set in "$@"; do
        if ! tools_are_built "$set"; then build_set "$set"; fi
    done
}

build_set() (
    mkdir -p "$TOOLS"
    exec 8>"$STREAMAPP_HOME/k8s/build.lock"
    if ! flock -n 8; then
        say "Another build of the programs runs; waiting for it."
        flock 8
    fi
    if tools_are_built "$1"; then return; fi
    local go packages work log=$STREAMAPP_HOME/k8s/build.log
    mapfile -t packages < <(packages_of "$1")
    find_go
    work=$(mktemp -d "$STREAMAPP_HOME/k8s/new.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    cd "$HERE" || exit
    export CGO_ENABLED=0 GOFLAGS=-mod=readonly GOWORK=off
    if [[ $1 == policies ]]; then
        say "Building what enforces network policies, with the libraries of Kubernetes: seconds."
    else
        say "Building Kubernetes $KUBERNETES_VERSION and its companions ($1): once, 5 to 15 minutes on two cores."
    fi

    local build=("$go" build -o "$work/") all=""
    if [[ $1 == kwok ]]; then
        build=(env GOBIN="$work" GOFLAGS= "$go" install)
    else
        "$go" list -deps "${packages[@]}" >"$work/all" 2>"$log" &
        watch_progress $! modules_fetched "$log" || build_failed $? "$log" "the modules cannot be fetched"
        all=" of at most $(wc -l <"$work/all")"
        rm "$work/all"
    fi
    "${build[@]}" -v -trimpath -buildvcs=false -ldflags "$(linker_flags)" "${packages[@]}" 2>"$log" &
    watch_progress $! packages_compiled "$log" "$all" || build_failed $? "$log" "the programs do not compile"

    if [[ -e $work/server ]]; then mv "$work/server" "$work/etcd"; fi
    mv -f "$work"/* "$TOOLS/"
    tools_fingerprint "$1" >"$TOOLS/.$1"
    ok "Built into $TOOLS"
)

modules_fetched() { printf 'fetching modules: %s' "$(grep -c '^go: downloading' "$1")"; }

packages_compiled() { printf '%s%s packages compiled' "$(wc -l <"$1")" "$2"; }

# build_failed STATUS LOG WHAT
build_failed() {
    if (($1 > 128)); then fail "the build was ended from outside (signal $(($1 - 128)))" "Start it again: what is compiled is kept."; fi
    grep -v '^go: downloading' "$2" | tail -n 15 >&2
    fail "$3" "The whole output is in $2." "Behind a proxy set GOPROXY; the build needs some 9 GB of disk and 3 GB of memory."
}

# Sets the variable go to a Go that can read go.mod: the one on PATH (from 1.21 on it fetches a newer release of itself), else a fetched one.
find_go() {
    local minor wanted
    wanted=$(awk '$1 == "go" { print $2 }' "$HERE/go.mod")
    if go=$(type -P go); then
        minor=$("$go" version | sed -n 's/.* go1\.\([0-9]*\).*/\1/p')
        if ((${minor:-0} >= $(cut -d. -f2 <<<"$wanted"))); then return; fi
        if ((${minor:-0} >= 21)); then
            export GOTOOLCHAIN=go$GO_RELEASE+auto
            return
        fi
    fi
    go=$DOWNLOADS/go$GO_RELEASE/bin/go
    if [[ ! -x $go ]]; then fetch_go; fi
    export GOTOOLCHAIN=local
}

fetch_go() {
    local architecture proxy name
    architecture=$(go_architecture)
    name=v0.0.1-go$GO_RELEASE.$(go_system)-$architecture
    if [[ $(go_system) != linux ]]; then fail "no Go from 1.21 on was found on PATH" "Install it: https://go.dev/dl, or brew install go."; fi
    need_packages "Fetching Go" curl:curl unzip:unzip
    proxy=${GOPROXY:-https://proxy.golang.org}
    proxy=${proxy%%[,|]*}
    mkdir -p "$DOWNLOADS"
    curl -fsSL --retry 3 -o "$DOWNLOADS/go.zip" "$proxy/golang.org/toolchain/@v/$name.zip" &
    watch_progress $! echo "fetching Go $GO_RELEASE" ||
        fail "Go $GO_RELEASE cannot be fetched from $proxy" "Install Go 1.21 or newer (https://go.dev/dl), or set GOPROXY to a module proxy that is reached."
    sha256sum --quiet -c <<<"${GO_SHA256[$architecture]}  $DOWNLOADS/go.zip" ||
        fail "what $proxy sent as Go $GO_RELEASE is not Go $GO_RELEASE" "Install Go 1.21 or newer: https://go.dev/dl"
    rm -rf "$DOWNLOADS/golang.org"
    unzip -q -d "$DOWNLOADS" "$DOWNLOADS/go.zip"
    # Archives of modules carry no file modes.
    chmod +x "$DOWNLOADS/golang.org/toolchain@$name"/{bin,pkg/tool/*}/*
    mv "$DOWNLOADS/golang.org/toolchain@$name" "$DOWNLOADS/go$GO_RELEASE"
    rm -rf "$DOWNLOADS/golang.org" "$DOWNLOADS/go.zip"
}
