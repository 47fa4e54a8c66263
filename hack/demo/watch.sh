# The demo's last steps: the way to the playlist, the check, the page, the words. Sourced by hack/demo/demo.
# shellcheck shell=bash

write_page() {
  in_cluster
  local port url page
  port=$(expose_playlist)
  url=$(reachable_url "$port")
  echo "$url" >"$OUT/url"
  page=$(<hack/demo/watch.html)
  page=${page//@PLAYLIST@/"$url"}
  page=${page//@STREAM@/bench-1}
  page=${page//@NAMESPACE@/"$STREAMS"}
  printf '%s\n' "$page" >"$OUT/watch.html"
}

# A node port for the playlist: WATCH_PORT, or in a cluster that cannot give it one of the cluster's choice.
expose_playlist() {
  local manifest
  manifest=$(<hack/demo/watch-service.yaml)
  if ! kubectl get service bench-1-watch --namespace "$STREAMS" >/dev/null 2>&1 && ! probe_node_port "$WATCH_PORT" >/dev/null; then
    manifest=${manifest/, nodePort: @WATCH_PORT@/}
  fi
  kubectl apply --namespace "$STREAMS" -f - <<<"${manifest//@WATCH_PORT@/$WATCH_PORT}" >&2
  kubectl get service bench-1-watch --namespace "$STREAMS" -o jsonpath='{.spec.ports[0].nodePort}'
}

# The first address under which this machine gets an answer, be it "no picture yet"; where the nodes are out of reach, a tunnel.
reachable_url() { # PORT
  local port=$1 host
  for host in 127.0.0.1 $(kubectl get nodes -o jsonpath='{.items[*].status.addresses[?(@.type!="Hostname")].address}'); do
    if wait_until "$([[ $host == 127.0.0.1 ]] && echo 5 || echo 2)" answers "http://$host:$port/playlist.m3u8"; then
      echo "http://$host:$port/playlist.m3u8"
      return
    fi
  done
  start_tunnel "$port"
  wait_until 15 answers "http://127.0.0.1:$port/playlist.m3u8" ||
    fail "the playlist can be reached neither at a node's port $port nor through kubectl port-forward" \
      "A firewall between this machine and the nodes? See: kubectl get pods,services -n $STREAMS"
  echo "http://127.0.0.1:$port/playlist.m3u8"
}

answers() {
  local code
  code=$(curl -s -o "$OUT/answer" -w '%{http_code}' --max-time 2 "$1") || return 1
  [[ $code == 200 || $code == 503 ]]
}

# kubectl port-forward ends with the pod it goes to, so it is begun again until `down`.
start_tunnel() {
  stop_tunnel
  setsid bash -c "while :; do kubectl port-forward service/bench-1-watch $1:8080 --namespace $STREAMS; sleep 1; done" \
    >"$OUT/logs/tunnel.log" 2>&1 </dev/null &
  echo $! >"$OUT/tunnel.pid"
}

stop_tunnel() {
  [[ -f $OUT/tunnel.pid ]] || return 0
  kill -TERM -- "-$(<"$OUT/tunnel.pid")" 2>/dev/null || true
  rm -f "$OUT/tunnel.pid"
}

check_picture() {
  in_cluster
  local url before
  url=$(<"$OUT/url")
  wait_until 30 listed "${url%/*}/live.m3u8" || fail "no media playlist at ${url%/*}/live.m3u8" "See: kubectl describe live bench-1 -n $STREAMS"
  before=$(newest "${url%/*}/live.m3u8")
  wait_until 30 moved_on "${url%/*}/live.m3u8" "$before" || fail "the playlist stands still at $before"
  say "The playlist advances: $before, then $(newest "${url%/*}/live.m3u8")"
  frames_decode "$url"
}

listed() {
  curl -fsS --max-time 5 "$1" | grep -q '^#EXTINF'
}

# Name of the newest whole segment.
newest() { # URL [CURL ARGUMENTS…]
  curl -fsS --max-time 5 "${@:2}" "$1" | grep -A2 '^#EXTINF' | grep -v '^[#-]' | tail -n 1
}

moved_on() { # URL FORMER [CURL ARGUMENTS…]
  [[ $(newest "$1" "${@:3}") != "$2" ]]
}

# Counts the frames of 3 s that decode.
frames_decode() {
  local counted video audio
  if ! has_command ffprobe; then
    warn "no ffprobe here: whether frames decode was not checked"
    return
  fi
  counted=$(ffprobe -v error -count_frames -read_intervals '%+3' -show_entries stream=codec_type,codec_name,nb_read_frames \
    -of compact=p=0 "$1" | sort -u)
  say "$counted"
  video=$(frames_of video <<<"$counted")
  audio=$(frames_of audio <<<"$counted")
  ((video >= 25 && audio >= 25)) || fail "of 3 seconds, only $video video and $audio audio frames decode"
  say "Decoded $video frames of video and $audio of audio"
}

frames_of() { # TYPE: of ffprobe's lines, the most frames
  sed -n "s/.*codec_type=$1.*nb_read_frames=\([0-9]*\).*/\1/p" | sort -n | tail -n 1 | grep . || echo 0
}

tell_what_next() {
  in_cluster
  local url ingest passphrase tools
  url=$(<"$OUT/url")
  tools=$(dirname "$(type -P helm)")
  ingest=$(kubectl get live bench-1 --namespace "$STREAMS" -o jsonpath='{.status.ingestUrl}')
  passphrase="kubectl get secret bench-1-ingest -n $STREAMS -o jsonpath='{.data.passphrase}' | base64 -d"
  cat <<END

bench-1 is on air.

  Watch
    in a browser        file://$OUT/watch.html
    VLC, ffplay, mpv    $url
$(other_addresses "$url")
$(tell_customer)

  kubectl and helm in a terminal of yours
    export KUBECONFIG=$OUT/kubeconfig PATH=$tools:\$PATH

  Publish your own picture, from OBS (Settings > Stream > Custom, key frames each 1 s) or ffmpeg
    kubectl scale deployment camera -n $DEMO --replicas=0       # the demo's camera makes room
    P=\$($passphrase)
    echo "$ingest&passphrase=\$P"      # OBS: Server; leave the stream key empty
    ffmpeg -re -i FILE -c:v libx264 -preset veryfast -tune zerolatency -g 25 -c:a aac -f mpegts \\
      -passphrase "\$P" -pbkeylen 32 "$ingest"

  Try, with the page open
    kubectl get live -n $STREAMS -w
    kubectl scale deployment camera -n $DEMO --replicas=0       # and back to 1
    kubectl delete pod -n $STREAMS -l streamapp.dev/stream=bench-1
    kubectl patch live bench-1 -n $STREAMS --type merge -p '{"spec":{"suspend":true}}'      # and false
    kubectl apply -n $STREAMS -f k8s/samples/test-pattern.yaml
    kubectl explain live.spec

It keeps running until: make demo-down
END
}

# Other machines in the network, where the ports are this machine's own.
other_addresses() { # URL
  local host
  host=$(public_host)
  [[ $host && $host != 127.0.0.1 ]] || return 0
  printf '    other machines      %s\n' "${1/127.0.0.1/$host}"
}
