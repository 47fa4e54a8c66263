# Takes away what the demo made. Sourced by hack/demo/demo.
# shellcheck shell=bash

down() {
  stop_tunnel
  # The cluster chosen at `up`, whatever is chosen now.
  if [[ -f $OUT/flavour ]]; then
    CLUSTER=$(<"$OUT/flavour")
    export CLUSTER
  fi
  if [[ ${CLUSTER:-} == current ]]; then
    remove_from_cluster
  else
    hack/cluster/cluster down
  fi
  rm -rf "$OUT"
  ok "The demo is removed. What was built stays, for the next run."
}

# A cluster of the user's: only what the demo brought, and nothing that others have begun to use since.
remove_from_cluster() {
  [[ -f $OUT/kubeconfig ]] || { say "No demo is up."; return; }
  in_cluster
  local made
  made=$(kubectl get namespace "$DEMO" -o jsonpath='{.metadata.annotations.streamapp\.dev/demo-made}' 2>/dev/null) ||
    { say "No demo is in this cluster."; return; }
  kubectl delete service bench-1-watch --namespace "$STREAMS" --ignore-not-found
  kubectl delete live bench-1 --namespace "$STREAMS" --ignore-not-found --timeout=60s
  helm uninstall "$RELEASE" --namespace "$SYSTEM" --wait --ignore-not-found
  if [[ -z $(kubectl get live --all-namespaces -o name) ]]; then
    remove_made "$made"
  else
    warn "LiveStreams of yours are there: their namespace and the LiveStream type stay. See: kubectl get live -A"
  fi
  kubectl delete namespace "$DEMO"
}

remove_made() {
  local thing
  for thing in $1; do
    kubectl delete "$thing" --ignore-not-found --timeout=60s
  done
}
