# shellcheck shell=bash
# The node: kubelet, kube-proxy, what enforces network policies, and CoreDNS beside them on the address of the bridge.

start_kubelet() {
    if runs kubelet; then return; fi
    mkdir -p "$STATE/config/cni"
    cat >"$STATE/config/cni/10-streamapp.conflist" <<EOF
{"cniVersion": "0.4.0", "name": "$CNI_NETWORK", "plugins": [
  {"type": "bridge", "bridge": "$BRIDGE", "isGateway": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$POD_CIDR"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
EOF
    cat >"$STATE/config/kubelet.yaml" <<EOF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $NODE_ADDRESS
port: $KUBELET_PORT
healthzPort: $KUBELET_HEALTH_PORT
authentication:
  anonymous: { enabled: false }
  webhook: { enabled: true }
  x509: { clientCAFile: $PKI/ca.crt }
authorization: { mode: Webhook }
containerRuntimeEndpoint: unix://$RUN/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$INSTANCE
failCgroupV1: false
failSwapOn: false
oomScoreAdj: 0
maxPods: 200
serializeImagePulls: false
clusterDomain: cluster.local
clusterDNS: [$NODE_ADDRESS]
# The disk is the developer's: no image is thrown away and no pod evicted before it is really full.
imageGCHighThresholdPercent: 100
evictionHard: { memory.available: 50Mi, nodefs.available: 1%, imagefs.available: 1%, nodefs.inodesFree: 1%, imagefs.inodesFree: 1% }
EOF
    launch_inside kubelet "$TOOLS/kubelet" --config="$STATE/config/kubelet.yaml" --kubeconfig="$PKI/kubelet.kubeconfig" \
        --hostname-override="$NODE" --node-ip="$NODE_ADDRESS"
}

start_proxy() {
    if runs proxy; then return; fi
    cat >"$STATE/config/proxy.yaml" <<EOF
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: { kubeconfig: $PKI/proxy.kubeconfig }
mode: iptables
hostnameOverride: $NODE
clusterCIDR: $POD_CIDR
oomScoreAdj: 0
healthzBindAddress: 127.0.0.1:$PROXY_HEALTH_PORT
metricsBindAddress: 127.0.0.1:$PROXY_METRICS_PORT
# Of the machine's connection tracking nothing is changed.
conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s }
iptables: { minSyncPeriod: 100ms }
EOF
    launch proxy "$TOOLS/kube-proxy" --config="$STATE/config/proxy.yaml"
}

start_dns() {
    if runs dns; then return; fi
    local upstream=""
    if grep -q '^nameserver' /etc/resolv.conf 2>/dev/null; then upstream="forward . /etc/resolv.conf"; fi
    cat >"$STATE/config/Corefile" <<EOF
.:53 {
    bind $NODE_ADDRESS
    errors
    ready 127.0.0.1:$DNS_READY_PORT
    kubernetes cluster.local in-addr.arpa {
        kubeconfig $PKI/dns.kubeconfig
        ttl 5
        fallthrough in-addr.arpa
    }
    $upstream
    cache 5
}
EOF
    launch dns "$TOOLS/coredns" -conf "$STATE/config/Corefile"
}

start_policies() {
    if runs policies; then return; fi
    # Not with the others: a cluster that began without gets it too.
    if [[ ! -e $PKI/policies.kubeconfig ]]; then user "$PKI" policies /CN=streamapp:policies; fi
    launch policies "$TOOLS/network-policies" --kubeconfig="$PKI/policies.kubeconfig" --pods="$POD_CIDR"
}

# From the first time that it has written its rules; they stay in force while it is away.
policies_are_enforced() { iptables -w -t mangle -C FORWARD -j STREAMAPP-POLICY; }

node_is_ready() { [[ $(kube get node "$NODE" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') == True ]]; }
