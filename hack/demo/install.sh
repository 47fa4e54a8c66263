# The demo's steps in the cluster, up to a stream on air. Sourced by hack/demo/demo.
# shellcheck shell=bash

start_cluster() {
  echo "${CLUSTER:-}" >"$OUT/flavour"
  hack/cluster/cluster up
  # The demo stays with this cluster even if the current context changes before `down`.
  local kubeconfig
  kubeconfig=$(hack/cluster/cluster kubeconfig)
  use_cluster_tools
  (umask 077 && KUBECONFIG=$kubeconfig kubectl config view --minify --flatten --raw >"$OUT/kubeconfig")
}

# kubectl and helm: this machine's own, else those that are built with the cluster.
use_cluster_tools() {
  if has_command kubectl && has_command helm; then return; fi
  PATH=$(hack/cluster/cluster bin):$PATH
  export PATH
}

# In each step that talks to the cluster.
in_cluster() {
  use_cluster_tools
  export KUBECONFIG=$OUT/kubeconfig
}

load_images() {
  hack/images/build --load
}

install_chart() {
  in_cluster
  local ports
  refuse_foreign_release
  remember_made
  ports=$(ingest_ports)
  expect_edge_port
  hack/chart-files --check
  helm upgrade --install "$RELEASE" helm/streamapp --namespace "$SYSTEM" --create-namespace \
    --set "image.registry=$IMAGE_REGISTRY" --set-string "image.tag=$IMAGE_TAG" \
    --set "ingest.portRange=$ports" --set "ingest.publicHost=$(public_host)" \
    --set gateway.enabled=true,gateway.environment=development --set-string "gateway.publicHost=$(edge_host)" \
    --set edge.service.type=NodePort --set "edge.service.httpsNodePort=$EDGE_PORT" \
    --set-string "operator.podAnnotations.image=$(image_id operator),gateway.podAnnotations.image=$(image_id gateway)" \
    --set-string "edge.podAnnotations.image=$(image_id edge),postgresql.podAnnotations.image=$(image_id postgresql)" \
    --description "$MADE_BY" --wait --timeout 5m
}

readonly MADE_BY="made by the StreamApp demo"

# In a cluster of the user's, a release that somebody else made is not the demo's to change.
refuse_foreign_release() {
  [[ ${CLUSTER:-} == current ]] || return 0
  local listed
  listed=$(helm list --namespace "$SYSTEM" --filter "^$RELEASE\$" --output json 2>/dev/null | tr -d '\n')
  [[ $listed == *'"name"'* ]] || return 0
  kubectl get namespace "$DEMO" >/dev/null 2>&1 ||
    fail "release $RELEASE in namespace $SYSTEM is there already and was not made by the demo" \
      "Uninstall it (helm uninstall $RELEASE -n $SYSTEM), or let the demo use another cluster: CLUSTER=local make demo."
}

# What `down` may remove from a cluster that was there before the demo.
remember_made() {
  local made='' thing
  ! kubectl get namespace "$DEMO" >/dev/null 2>&1 || return 0
  for thing in "namespace/$SYSTEM" "namespace/$STREAMS" crd/livestreams.streamapp.dev; do
    kubectl get "$thing" >/dev/null 2>&1 || made+="$thing "
  done
  kubectl create -f - <<END
apiVersion: v1
kind: Namespace
metadata:
  name: $DEMO
  labels: {app.kubernetes.io/part-of: streamapp-demo, pod-security.kubernetes.io/enforce: restricted}
  annotations: {streamapp.dev/demo-made: "$made"}
END
}

# Ports for publishers that this cluster's API server hands out.
ingest_ports() {
  local answer low high
  if answer=$(probe_node_port 10000); then
    echo 10000-10100
  elif [[ $answer =~ range\ of\ valid\ ports\ is\ ([0-9]+)-([0-9]+) ]]; then
    low=${BASH_REMATCH[1]} high=${BASH_REMATCH[2]}
    echo "$((low + 1000 < high - 100 ? low + 1000 : low))-$((low + 1100 < high ? low + 1100 : high))"
  else
    echo 10000-10100
  fi
}

# probe_node_port PORT: 0 if it can be had; else says why not. A dry run accepts every port, so it is taken for a moment.
probe_node_port() {
  local answer status=0
  answer=$(kubectl create service nodeport probe --tcp=1:1 --node-port="$1" --namespace "$DEMO" --output name 2>&1) || status=$?
  kubectl delete service probe --namespace "$DEMO" --ignore-not-found >/dev/null
  printf '%s\n' "$answer"
  return "$status"
}

# Changes when the image does, so that the operator's pod follows a new build under the same tag.
image_id() {
  cat "build/images/$1.id" 2>/dev/null || echo unknown
}

# The address that publishers on other machines reach. In a cluster of the user's, the operator knows the nodes better.
public_host() {
  [[ ${CLUSTER:-} != current ]] || return 0
  local addresses
  addresses=$(hostname -I 2>/dev/null || true)
  addresses=${addresses%% *}
  echo "${addresses:-127.0.0.1}"
}

apply_stream() {
  in_cluster
  kubectl apply --namespace "$STREAMS" -f k8s/samples/bench-camera.yaml
  replace_pod_of_older_build
  kubectl wait live/bench-1 --namespace "$STREAMS" --for=condition=Ready --timeout=120s ||
    { kubectl describe live/bench-1 --namespace "$STREAMS"; kubectl get pods,events --namespace "$STREAMS"; return 1; }
}

# The tag of a local build is always the same, so nothing but the demo sees that the pod runs an older one.
replace_pod_of_older_build() {
  local running built
  built=$(image_id packager)
  running=$(kubectl get pods --namespace "$STREAMS" --selector streamapp.dev/stream=bench-1 \
    -o jsonpath='{.items[*].status.containerStatuses[?(@.name=="packager")].imageID}')
  if [[ -z $GIVEN_REGISTRY && $built != unknown && -n $running && $running != *"$built"* ]]; then
    kubectl delete pod --namespace "$STREAMS" --selector streamapp.dev/stream=bench-1
  fi
}

start_camera() {
  in_cluster
  copy_passphrase
  local port manifest
  port=$(kubectl get live bench-1 --namespace "$STREAMS" -o jsonpath='{.status.port}')
  manifest=$(<hack/demo/camera.yaml)
  manifest=${manifest//@IMAGE@/"$IMAGE_REGISTRY/streamapp/publisher:$IMAGE_TAG"}
  manifest=${manifest//@IMAGE_ID@/"$(image_id publisher)"}
  manifest=${manifest//@STREAMS@/"$STREAMS"}
  manifest=${manifest//@PORT@/"$port"}
  kubectl apply --namespace "$DEMO" -f - <<<"$manifest"
  kubectl rollout status deployment/camera --namespace "$DEMO" --timeout=90s
  kubectl wait live/bench-1 --namespace "$STREAMS" --for=jsonpath='{.status.phase}'=Running --timeout=60s ||
    { kubectl describe live/bench-1 --namespace "$STREAMS"; kubectl logs deployment/camera --namespace "$DEMO" --tail=20; return 1; }
}

# The camera is in another namespace, and Secrets do not cross. The passphrase goes by pipe: arguments are seen by everybody.
copy_passphrase() {
  kubectl get secret bench-1-ingest --namespace "$STREAMS" -o jsonpath='{.data.passphrase}' | base64 -d |
    kubectl create secret generic bench-1-ingest --namespace "$DEMO" --from-file=passphrase=/dev/stdin --dry-run=client -o yaml |
    kubectl apply --namespace "$DEMO" -f -
}
