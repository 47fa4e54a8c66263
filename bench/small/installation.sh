# shellcheck shell=bash
# The installation that bench/small/run looks at. Source it; it defines functions only. Uses STREAMS, OUT and hack/lib/output.sh.

NAMESPACE=streamapp-small
PORT=30455

# What another one uses would be counted too.
expect_no_other_installation() {
  local others
  others=$(kubectl get pods --all-namespaces --selector app.kubernetes.io/part-of=streamapp --output json |
    jq --raw-output --arg own "$NAMESPACE" '.items[] | select(.metadata.namespace | startswith($own) | not) | "\(.metadata.namespace)/\(.metadata.name)"')
  if [[ -n $others ]]; then fail "another installation's pods would be counted too:" "$others" "Remove it first, such as by make demo-down."; fi
}

install_chart() {
  local address crds=true stream
  CRD_WAS_THERE=$(kubectl get crd livestreams.streamapp.dev --ignore-not-found --output name)
  if [[ -n $CRD_WAS_THERE ]]; then crds=false; fi
  address=$(kubectl get nodes --output 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}')
  BASE=https://$address:$PORT
  helm upgrade --install small helm/streamapp --namespace "$NAMESPACE" --create-namespace --set image.registry=localhost --set-string image.tag=dev \
    --set "crds.install=$crds" --set "streams.namespace=$NAMESPACE-streams" \
    --set gateway.enabled=true --set-string "gateway.publicHost=$address:$PORT" --set edge.service.type=NodePort \
    --set "edge.service.httpsNodePort=$PORT" --wait --timeout 5m >"$OUT/helm.log"
  for stream in "${STREAMS[@]}"; do
    printf '{"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream", "metadata": {"name": "%s"}, "spec": {"ingest": {"srt": {}}}}\n' "$stream"
  done | kubectl apply --namespace "$NAMESPACE-streams" --filename - >/dev/null
  kubectl wait livestreams --all --namespace "$NAMESPACE-streams" --for=condition=Ready --timeout=120s >/dev/null
}

remove_installation() {
  kubectl delete livestreams --all --namespace "$NAMESPACE-streams" --timeout=60s
  helm uninstall small --namespace "$NAMESPACE" --wait --timeout 2m
  kubectl delete namespace "$NAMESPACE" "$NAMESPACE-streams" --timeout=120s
  if [[ -z ${CRD_WAS_THERE:-} ]]; then kubectl delete crd livestreams.streamapp.dev --timeout=60s; fi
}

ask() { curl --silent --show-error --fail --insecure --max-time 10 "$@"; }

# As an admin gets them: good for four hours.
open_addresses() {
  local stream url
  kubectl get secret small-gateway-admin --namespace "$NAMESPACE" --output json | jq '{login: "admin", password: (.data.password | @base64d)}' |
    ask "$BASE/api/admin/session" --cookie-jar "$OUT/session" --header 'Content-Type: application/json' --data @- >/dev/null
  for stream in "${STREAMS[@]}"; do
    url=$(ask "$BASE/api/hls/$stream" --cookie "$OUT/session" | jq --exit-status --raw-output .data.stream_url)
    # the folder that the playlist and all of its files are in
    ask --location --output /dev/null --write-out '%{url_effective}' "$url" | sed 's|/[^/]*$|/|' >"$OUT/$stream.address"
  done
  rm "$OUT/session"
}

# newest_segment STREAM: its name; it is fetched, too.
newest_segment() {
  local segment
  segment=$(ask "$(cat "$OUT/$1.address")live.m3u8" | grep -v '^#' | tail -n 1)
  [[ -n $segment ]] && ask "$(cat "$OUT/$1.address")$segment" --output /dev/null && printf '%s\n' "$segment"
}

is_on_air() { [[ $(kubectl get livestream "$1" --namespace "$NAMESPACE-streams" --output 'jsonpath={.status.phase}') == Running ]]; }

# Of all containers that are there.
restarts() {
  kubectl get pods --all-namespaces --output json | jq '[.items[] | select(.metadata.namespace | startswith("streamapp-small")) | .status.containerStatuses[]?.restartCount] | add // 0'
}

# pod_uids LABEL-SELECTOR
pod_uids() { kubectl get pods --all-namespaces --selector "$1" --output json | jq --raw-output '.items[].metadata.uid'; }
