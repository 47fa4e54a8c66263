# shellcheck shell=bash
# What browsers load, at the versions that hack/web locks. Source it after output.sh and packages.sh; it defines functions only.

# shellcheck disable=SC2034 # those who source it use it
PLAYER=hack/web/node_modules/hls.js/dist/hls.min.js
WEB_STAMP=hack/web/node_modules/.installed

player_is_current() { [[ -f $WEB_STAMP && ! hack/web/package-lock.json -nt $WEB_STAMP ]]; }

# install_player REASON: puts hls.js at $PLAYER, and htmx beside it, where they are missing or older than the lock.
install_player() {
  (
    # Maven and the scripts may ask at the same time.
    flock 9
    if player_is_current; then return 0; fi
    need_packages "$1" npm:npm
    npm ci --prefix hack/web --ignore-scripts --no-audit --no-fund
    touch "$WEB_STAMP"
  ) 9>hack/web/.lock
}
