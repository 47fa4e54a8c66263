# shellcheck shell=bash
# The local flavour: the parts of Kubernetes as processes of this machine, with containerd for the pods.

COMPONENTS=(mounts etcd apiserver containerd controller-manager scheduler kubelet proxy dns policies)

# The group of processes is found even when the state has been deleted.
local_exists() { [[ -d $STATE/pids ]] || { [[ $(go_system) == linux ]] && [[ -n $(group_members) ]]; }; }

local_up() {
    check_machine
    take_lock
    if local_is_up; then
        say "The local cluster is up: Kubernetes $KUBERNETES_VERSION, kubeconfig $KUBECONFIG_FILE"
        return
    fi
    build_tools base policies
    need_packages "The local cluster" containerd:containerd runc:runc /usr/lib/cni/portmap:containernetworking-plugins \
        iptables:iptables ip:iproute2 openssl:openssl
    local started=${EPOCHREALTIME/./} tenths
    say "Starting the local cluster: Kubernetes $KUBERNETES_VERSION"
    prepare_machine
    start_components
    ln -sf "$PKI/admin.kubeconfig" "$KUBECONFIG_FILE"
    tenths=$(((${EPOCHREALTIME/./} - started) / 100000))
    ok "Up in $((tenths / 10)).$((tenths % 10)) s"
    say "  export KUBECONFIG=$KUBECONFIG_FILE PATH=$TOOLS:\$PATH"
}

check_machine() {
    if [[ $(go_system) != linux ]]; then fail "the local control plane runs on Linux only" "Start Docker, or use a cluster of your own: CLUSTER=current."; fi
    if ((EUID != 0)); then
        fail "the local control plane needs root" "Run it with sudo -E, or start Docker, or use a cluster of your own: CLUSTER=current."
    fi
    if [[ $STATE =~ [[:space:]] ]]; then fail "STREAMAPP_HOME has a space in it: $STREAMAPP_HOME" "Choose a path without."; fi
    export PATH=$PATH:/usr/sbin:/sbin
    cgroup_of_processes >/dev/null || fail "no control groups are mounted in /sys/fs/cgroup" "Mount them, or use a cluster of your own: CLUSTER=current."
}

prepare_machine() {
    local module
    # A proxy of the machine is not for traffic within the cluster.
    export NO_PROXY="${NO_PROXY:-${no_proxy:-}},127.0.0.1,localhost,$POD_CIDR,$SERVICE_CIDR,.svc,.cluster.local"
    export no_proxy=$NO_PROXY
    for module in overlay br_netfilter nf_conntrack; do modprobe -q "$module" 2>/dev/null || true; done
    if [[ ! -e /proc/sys/net/bridge/bridge-nf-call-iptables ]]; then
        warn "the kernel has no br_netfilter: a pod may not reach a Service whose endpoint is a pod on the same bridge," \
            "and network policies do not hold between pods"
    fi
    if [[ ! -d $STATE/pids ]]; then refuse_other_kubernetes; fi
    (umask 077 && mkdir -p "$STATE" "$RUN")
    mkdir -p "$STATE/pids" "$LOGS" "$STATE/config" "$IMAGE_STORE"
    create_groups
    make_network
}

# Side by side what does not need each other: etcd, certificates, the container runtime; then all that talks to the API server.
start_components() {
    local runtime etcd
    hold_mounts
    (start_containerd) &
    runtime=$!
    (start_etcd) &
    etcd=$!
    make_credentials
    wait "$etcd"
    start_apiserver
    wait_for apiserver 60 api_is_ready
    start_controllers
    start_proxy
    start_dns
    wait "$runtime"
    start_kubelet
    furnish >/dev/null
    start_policies
    wait_for kubelet 60 node_is_ready
    wait_for proxy 30 answers 127.0.0.1 "$PROXY_HEALTH_PORT" /healthz
    wait_for dns 30 answers 127.0.0.1 "$DNS_READY_PORT" /ready
    wait_for policies 30 policies_are_enforced
    wait_for controller-manager 30 kube get serviceaccount default
    wait_for scheduler 1 runs scheduler
}

local_is_up() {
    local component
    for component in "${COMPONENTS[@]}"; do
        if ! runs "$component"; then return 1; fi
    done
    [[ -e $KUBECONFIG_FILE ]] && api_is_ready >/dev/null 2>&1 && node_is_ready 2>/dev/null
}

local_down() {
    check_machine
    take_lock
    if ! local_exists && [[ ! -d $STATE ]]; then
        say "No local cluster is there."
        return
    fi
    say "Stopping the local cluster"
    end_containers
    stop containerd 10
    kill_group
    remove_network
    remove_groups
    remove_places
    rm -rf "${RUN:?}" "${STATE:?}"
    ok "Gone; programs and images stay in $STREAMAPP_HOME"
}

# First those who would start them again; then they themselves, and what containerd remembers of them.
end_containers() {
    local component
    for component in kubelet controller-manager scheduler policies proxy dns apiserver etcd; do kill_group "$component"; done
    kill_group kubepods
    if runs containerd; then
        containerd_ctl containers ls -q | timeout 30 xargs -r -n 20 -P 4 ctr --address "$RUN/containerd.sock" -n k8s.io containers rm >/dev/null 2>&1 || true
    fi
}

# What was stopped is started as whatever else does not run.
local_kubelet() {
    if [[ $1 == start ]]; then
        local_up
        return
    fi
    check_machine
    take_lock
    if ! runs kubelet; then fail "the kubelet does not run" "Start the cluster: hack/cluster/cluster up"; fi
    stop kubelet 10
    ok "The kubelet is stopped; pods go on without it"
}

local_status() {
    local component
    say "Local control plane, Kubernetes $KUBERNETES_VERSION, state in $STATE"
    for component in "${COMPONENTS[@]}"; do
        if runs "$component"; then ok "$component (pid $(component_pid "$component"))"; else warn "$component does not run"; fi
    done
    if ! local_is_up; then
        say "The cluster is not usable; hack/cluster/cluster up starts what is missing."
        return 1
    fi
    say "The cluster is up. kubeconfig: $KUBECONFIG_FILE"
}

local_kubeconfig() {
    if [[ ! -e $KUBECONFIG_FILE ]]; then fail "no local cluster is there" "Start it: hack/cluster/cluster up"; fi
    printf '%s\n' "$KUBECONFIG_FILE"
}

local_load() {
    local archive
    if ! runs containerd; then fail "the local cluster does not run" "Start it: hack/cluster/cluster up"; fi
    for archive in "$@"; do
        if [[ ! -r $archive ]]; then fail "there is no image archive $archive"; fi
        import_image "$archive" || fail "containerd does not take $archive" "It must be a docker-archive or OCI archive with a name in it."
    done
    forget_nameless_images
}

local_tag() {
    if ! runs containerd; then fail "the local cluster does not run" "Start it: hack/cluster/cluster up"; fi
    containerd_ctl images tag --force "$1" "$2" >/dev/null || fail "the cluster has no image $1" "Load it: hack/images/build --load"
}
