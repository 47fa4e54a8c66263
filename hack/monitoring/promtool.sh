# shellcheck shell=bash
# Where promtool is. Source it after output.sh and packages.sh; it defines functions only.

# find_promtool: prints its path; gets it first where it is missing.
find_promtool() {
  local home=${STREAMAPP_HOME:-$HOME/.cache/streamapp}/promtool
  type -P promtool && return
  if [[ ! -x $home/usr/bin/promtool ]]; then unpack_promtool "$home"; fi
  echo "$home/usr/bin/promtool"
}

unpack_promtool() ( # FOLDER
  has_command apt-get ||
    fail "promtool is missing" "Install Prometheus' command line tools with the package manager of this machine and try again."
  mkdir -p "$1"
  cd "$1" || exit
  say "Fetching promtool"
  apt-get -q download prometheus >output 2>&1 || { cat output >&2; fail "apt could not download prometheus" "Run apt-get update and try again."; }
  dpkg-deb --extract prometheus_*.deb .
  rm prometheus_*.deb output
)
