# The demo's customer: an order, an access to it, and the picture through the edge as the customer gets it. Sourced by hack/demo/demo.
# shellcheck shell=bash

# HOST:PORT that browsers see. The nodes' ports are this machine's own, but for a cluster of the user's.
edge_host() {
  local host=127.0.0.1
  if [[ ${CLUSTER:-} == current ]]; then
    host=$(kubectl get nodes -o jsonpath='{.items[0].status.addresses[?(@.type=="InternalIP")].address}')
    host=${host%% *}
  fi
  echo "$host:$EDGE_PORT"
}

# Node ports of somebody else are a matter for the user; those of an earlier run are ours.
expect_edge_port() {
  if kubectl get service "$RELEASE-edge" --namespace "$SYSTEM" >/dev/null 2>&1; then return 0; fi
  probe_node_port "$EDGE_PORT" >/dev/null ||
    fail "the cluster cannot give the edge its node port $EDGE_PORT" "Name another one: EDGE_PORT=30444 make demo"
}

# The demo's certificate is self-signed.
edge_curl() {
  curl -sS --insecure --max-time 10 "$@"
}

meet_customer() {
  in_cluster
  local base order
  base=https://$(edge_host)
  wait_until 60 edge_answers "$base" || {
    warn "the edge at $base cannot be reached from this machine: the customer's part was not tried"
    rm -f "$OUT/customer.url"
    return 0
  }
  log_in_as_admin "$base"
  order=$(demo_order "$base")
  put_camera_on_bench "$base" "$order"
  give_access "$base" "$order"
  play_as_customer "$base"
}

edge_answers() { # BASE
  [[ $(edge_curl -o /dev/null -w '%{http_code}' "$1/api/health" 2>/dev/null) == 200 ]]
}

# The password goes by pipe: arguments are seen by everybody.
log_in_as_admin() { # BASE
  local code
  rm -f "$OUT/session"
  code=$(
    umask 077
    kubectl get secret "$RELEASE-gateway-admin" --namespace "$SYSTEM" -o jsonpath='{.data.password}' | base64 -d |
      jq --raw-input '{login: "admin", password: .}' |
      edge_curl --cookie-jar "$OUT/session" -o "$OUT/answer" -w '%{http_code}' "$1/api/admin/session" \
        -H 'Content-Type: application/json' --data @-
  )
  [[ $code == 200 ]] || fail "the admin cannot log in: $code $(<"$OUT/answer")"
}

as_admin() { # CURL ARGUMENTS…
  edge_curl --fail-with-body --cookie "$OUT/session" -H "X-XSRF-TOKEN: $(awk '$6 == "XSRF-TOKEN" { print $7 }' "$OUT/session")" \
    -H 'Content-Type: application/json' "$@"
}

demo_order() { # BASE: prints its id
  local id
  id=$(as_admin "$1/api/admin/orders?search=DEMO-1" | jq -r '[.orders[] | select(.number == "DEMO-1")][0].id // empty')
  if [[ -z $id ]]; then
    id=$(as_admin "$1/api/admin/orders" \
      -d '{"number": "DEMO-1", "customerName": "Anna", "device": "Phone", "language": "en", "liveStreamEnabled": true}' | jq -r .id)
  fi
  echo "$id"
}

put_camera_on_bench() { # BASE ORDER
  as_admin "$1/api/admin/orders/$2/streams" -d '{"streamId": "bench-1", "label": "Workbench"}' | jq -r .message
}

# An access of an earlier run is good as long as it lets its customer in.
give_access() { # BASE ORDER
  if [[ -f $OUT/access.json ]] && log_in_as_customer "$1"; then return 0; fi
  (umask 077 && as_admin "$1/api/admin/orders/$2/live-stream-access" -X POST >"$OUT/access.json")
  log_in_as_customer "$1" || fail "the customer cannot log in: $(<"$OUT/answer")"
}

log_in_as_customer() { # BASE
  local code
  code=$(jq '{login, password}' "$OUT/access.json" |
    edge_curl -o "$OUT/answer" -w '%{http_code}' "$1/api/live-stream/authenticate" -H 'Content-Type: application/json' --data @-)
  [[ $code == 200 ]]
}

# With the address that the customer is given, and nothing else.
play_as_customer() { # BASE
  local token order url list before
  token=$(jq -r .token "$OUT/answer")
  order=$(jq -r .orderId "$OUT/access.json")
  url=$(edge_curl --fail "$1/api/live-stream/url?orderId=$order" -H "Authorization: Bearer $token" | jq -r .streamUrl)
  (umask 077 && echo "$url" >"$OUT/customer.url")
  list=$(edge_curl -o /dev/null -w '%{redirect_url}' "$url")
  list=${list%/*}
  edge_curl --fail -o /dev/null "$list/playlist.m3u8" || fail "the customer's address does not play" "See: kubectl logs deployment/$RELEASE-edge -n $SYSTEM"
  before=$(newest "$list/live.m3u8" --insecure)
  wait_until 20 moved_on "$list/live.m3u8" "$before" --insecure || fail "the customer's playlist stands still"
  edge_curl --fail -o "$OUT/segment.mp4" "$list/$before" || fail "the customer gets no segment"
  say "The customer's playlist advances; a segment of $(stat --format %s "$OUT/segment.mp4") bytes came through the edge"
}

tell_customer() {
  [[ -f $OUT/customer.url ]] || return 0
  cat <<END
  As a customer of order DEMO-1, through the edge (its certificate is self-signed: the browser will ask)
    login, password     $(jq -r '.login + "  " + .password' "$OUT/access.json")
    the page            $(jq -r .link "$OUT/access.json")
    in a player         $(<"$OUT/customer.url")
  As an admin; the log-in is admin, its password by the command (REST: docs/api.md)
    the pages           $(jq -r '.link | sub("/live-stream.*"; "/admin/streams")' "$OUT/access.json")
    kubectl get secret $RELEASE-gateway-admin -n $SYSTEM -o jsonpath='{.data.password}' | base64 -d

END
}
