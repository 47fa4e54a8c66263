# shellcheck shell=bash
# MediaMTX to compare with, from its Go module. Source it after output.sh; it defines functions only.

MEDIAMTX=v1.14.0

# build_mediamtx FILE: builds it to FILE unless it is there, and prints FILE; prints nothing where it cannot be built.
build_mediamtx() {
  if [[ ! -x $1 ]]; then
    if ! type -P go >/dev/null; then
      warn "No Go on PATH: MediaMTX is left out"
      return
    fi
    say "Building MediaMTX $MEDIAMTX …"
    if ! compile_mediamtx "$1" >&2; then
      warn "MediaMTX cannot be built and is left out"
      return
    fi
  fi
  printf '%s\n' "$1"
}

# The module lacks what its release adds: the version, and a player for its web page, which nobody looks at here.
compile_mediamtx() (
  set -e
  local work module
  work=$(mktemp -d)
  trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
  cd "$work"
  module=$(go mod download -json "github.com/bluenviron/mediamtx@$MEDIAMTX" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
  cp -r "$module" source
  chmod -R u+w source
  cd source
  printf '%s' "$MEDIAMTX" >internal/core/VERSION
  printf '' >internal/servers/hls/hls.min.js
  CGO_ENABLED=0 GOFLAGS=-mod=mod go build -trimpath -ldflags '-s -w' -o "$1" .
)
