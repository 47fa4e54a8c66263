# shellcheck shell=bash disable=SC2034 # used by the files sourced after this one
# Names, places and addresses; everything another file takes for granted.

# The versions stand in go.mod alone.
module_version() { awk -v module="$1" '$1 == module && $2 ~ /^v/ { print substr($2, 2); exit }' "$HERE/go.mod"; }

KUBERNETES_VERSION=$(module_version k8s.io/kubernetes)
HELM_VERSION=$(module_version helm.sh/helm/v4)
K3S_IMAGE=${K3S_IMAGE:-rancher/k3s:v$KUBERNETES_VERSION-k3s1}

STREAMAPP_HOME=${STREAMAPP_HOME:-$HOME/.cache/streamapp}
mkdir -p "$STREAMAPP_HOME"
STREAMAPP_HOME=$(cd "$STREAMAPP_HOME" && pwd)
STATE=$STREAMAPP_HOME/cluster
LOGS=$STATE/logs
IMAGE_STORE=$STREAMAPP_HOME/containerd
DOWNLOADS=$STREAMAPP_HOME/downloads
KUBECONFIG_FILE=$STATE/kubeconfig

# One cluster per STREAMAPP_HOME: its control group and its sockets are found by this name even when the state is lost.
INSTANCE=streamapp-$(printf %s "$STATE" | sha256sum | cut -c1-8)
RUN=/run/$INSTANCE

NODE=local
BRIDGE=${CLUSTER_BRIDGE:-streamapp0}
POD_NETWORK=${CLUSTER_POD_NETWORK:-10.244.0}
SERVICE_NETWORK=${CLUSTER_SERVICE_NETWORK:-10.96}
POD_CIDR=$POD_NETWORK.0/24
NODE_ADDRESS=$POD_NETWORK.1
SERVICE_CIDR=$SERVICE_NETWORK.0.0/16
NODE_PORTS=10000-32767

# Below the NodePort range, so that a Service never meets a port of the control plane.
API_PORT=${CLUSTER_PORT:-6443}
KUBELET_PORT=$((API_PORT - 1))
PROXY_HEALTH_PORT=$((API_PORT - 2))
PROXY_METRICS_PORT=$((API_PORT - 3))
DNS_READY_PORT=$((API_PORT - 4))
KUBELET_HEALTH_PORT=$((API_PORT - 5))

# Only one `up` or `down` at a time; the lock ends with the script, however that ends.
take_lock() {
    exec 9>"$STREAMAPP_HOME/cluster.lock"
    if ! flock -n 9; then
        say "Another cluster command is at work; waiting for it."
        flock -w 1800 9 || fail "another cluster command has held $STREAMAPP_HOME/cluster.lock for 30 minutes" "End it, then try again."
    fi
}
