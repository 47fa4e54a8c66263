# shellcheck shell=bash
# hls.js at the version that hack/web locks. Source it after output.sh and packages.sh; it defines functions only.

# shellcheck disable=SC2034 # those who source it use it
PLAYER=hack/web/node_modules/hls.js/dist/hls.min.js

player_is_current() { [[ -f $PLAYER && ! hack/web/package-lock.json -nt $PLAYER ]]; }

# install_player REASON: puts hls.js at $PLAYER, where it is missing or older than the lock.
install_player() {
  if player_is_current; then return 0; fi
  need_packages "$1" npm:npm
  npm ci --prefix hack/web --ignore-scripts --no-audit --no-fund
  touch "$PLAYER"
}
