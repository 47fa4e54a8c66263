# shellcheck shell=bash
# etcd, the API server, the controllers, the scheduler and what a new cluster needs in it.

kube() { "$TOOLS/kubectl" --kubeconfig="$PKI/admin.kubeconfig" --request-timeout=10s "$@"; }

# Over sockets that only root can open: etcd asks nobody for a password. The address it would tell to others is used by nobody.
start_etcd() {
    if runs etcd; then return; fi
    launch etcd "$TOOLS/etcd" --name=local --data-dir="$STATE/etcd" --log-level=warn --unsafe-no-fsync \
        --listen-client-urls="unix://$RUN/etcd.sock" --advertise-client-urls=http://localhost:2379 \
        --listen-peer-urls="unix://$RUN/etcd-peer.sock"
    wait_for etcd 20 test -S "$RUN/etcd.sock"
}

start_apiserver() {
    if runs apiserver; then return; fi
    if port_is_taken "$API_PORT"; then
        fail "port $API_PORT of this machine is taken" "Choose another for the API server: CLUSTER_PORT=8443 (it and the seven before it)."
    fi
    launch apiserver "$TOOLS/kube-apiserver" --etcd-servers="unix://$RUN/etcd.sock" \
        --secure-port="$API_PORT" --advertise-address="$NODE_ADDRESS" --anonymous-auth=false --profiling=false \
        --client-ca-file="$PKI/ca.crt" --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
        --service-account-issuer=https://kubernetes.default.svc.cluster.local \
        --service-account-key-file="$PKI/service-account.pub" --service-account-signing-key-file="$PKI/service-account.key" \
        --service-cluster-ip-range="$SERVICE_CIDR" --service-node-port-range="$NODE_PORTS" \
        --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged \
        --kubelet-client-certificate="$PKI/apiserver-kubelet.crt" --kubelet-client-key="$PKI/apiserver-kubelet.key" \
        --kubelet-preferred-address-types=InternalIP
}

port_is_taken() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

api_is_ready() { kube get --raw=/readyz; }

# The provisioner of volumes lives in the controller manager and makes them in /tmp/hostpath_pv: it must see the cluster's mounts.
start_controllers() {
    if ! runs controller-manager; then
        launch_inside controller-manager "$TOOLS/kube-controller-manager" --kubeconfig="$PKI/controller-manager.kubeconfig" \
            --leader-elect=false --secure-port=0 --profiling=false --use-service-account-credentials \
            --service-account-private-key-file="$PKI/service-account.key" --root-ca-file="$PKI/ca.crt" \
            --cluster-signing-cert-file="$PKI/ca.crt" --cluster-signing-key-file="$PKI/ca.key" \
            --enable-hostpath-provisioner --kube-api-qps=500 --kube-api-burst=1000
    fi
    if ! runs scheduler; then
        launch scheduler "$TOOLS/kube-scheduler" --kubeconfig="$PKI/scheduler.kubeconfig" --leader-elect=false --secure-port=0 \
            --profiling=false
    fi
}

furnish() {
    kube apply -f - <<EOF
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: hostpath
  annotations: { storageclass.kubernetes.io/is-default-class: "true" }
provisioner: kubernetes.io/host-path
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: "streamapp:dns" }
rules:
  - apiGroups: ["", discovery.k8s.io]
    resources: [services, pods, namespaces, endpointslices]
    verbs: [list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: "streamapp:dns" }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "streamapp:dns" }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: "streamapp:dns" }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: "streamapp:policies" }
rules:
  - apiGroups: ["", networking.k8s.io]
    resources: [pods, namespaces, networkpolicies]
    verbs: [list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: "streamapp:policies" }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "streamapp:policies" }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: "streamapp:policies" }]
EOF
}
