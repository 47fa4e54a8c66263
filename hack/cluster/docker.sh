# shellcheck shell=bash
# The docker flavour: K3s in one container, with its ports on 127.0.0.1 and the media ports on all addresses.

K3S=$INSTANCE-k3s
K3S_KUBECONFIG=$STREAMAPP_HOME/k3s.kubeconfig

docker_answers() { type -P docker >/dev/null && timeout 10 docker info >/dev/null 2>&1; }

require_docker() {
    if ! docker_answers; then fail "no Docker daemon answers (docker info)" "Start Docker, or choose CLUSTER=local (Linux, root) or CLUSTER=current."; fi
}

docker_runs() { [[ $(docker container inspect -f '{{.State.Running}}' "$K3S" 2>/dev/null) == true ]]; }

docker_kube() { docker exec "$K3S" kubectl "$@"; }

docker_up() {
    require_docker
    take_lock
    if docker_runs && docker_node_is_ready >/dev/null 2>&1; then
        write_k3s_kubeconfig
        say "K3s is up in the container $K3S, kubeconfig $K3S_KUBECONFIG"
        return
    fi
    if docker container inspect "$K3S" >/dev/null 2>&1; then
        docker start "$K3S" >/dev/null || fail "the container $K3S does not start" "hack/cluster/cluster down, then up, begins anew."
    else
        docker_create
    fi
    say "Waiting for K3s"
    wait_until 180 docker_node_is_ready || docker_failed
    wait_until 60 docker_kube get storageclass local-path || docker_failed
    wait_until 120 docker_kube -n kube-system rollout status deployment/coredns --timeout=5s || docker_failed
    write_k3s_kubeconfig
    ok "K3s is up"
    say "  export KUBECONFIG=$K3S_KUBECONFIG"
}

# Container ports equal NodePorts, so an address printed by the operator is right on this machine too.
docker_create() {
    say "Starting K3s ($K3S_IMAGE) in Docker; the first time its image is fetched"
    if ! docker run --detach --name "$K3S" --hostname "$NODE" --privileged --tmpfs /run --tmpfs /var/run \
        --publish "127.0.0.1:$API_PORT:6443" --publish 10000-10100:10000-10100/udp \
        --publish 10000-10100:10000-10100/tcp --publish 30000-30100:30000-30100/tcp \
        "$K3S_IMAGE" server --node-name "$NODE" --tls-san 127.0.0.1 --service-node-port-range "$NODE_PORTS" \
        --disable traefik --disable metrics-server >/dev/null; then
        docker rm --force --volumes "$K3S" >/dev/null 2>&1 || true
        fail "Docker could not start $K3S_IMAGE" \
            "A taken port: end what holds it, or for the API server choose CLUSTER_PORT=8443. An image that is not there: choose K3S_IMAGE."
    fi
}

docker_node_is_ready() {
    [[ $(docker_kube get node "$NODE" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') == True ]]
}

docker_failed() {
    docker logs --tail 15 "$K3S" >&2 || true
    fail "K3s does not become ready" "Its log: docker logs $K3S" "hack/cluster/cluster down, then up, begins anew."
}

write_k3s_kubeconfig() {
    (
        umask 077
        docker exec "$K3S" cat /etc/rancher/k3s/k3s.yaml |
            sed -e "s#server: https://127.0.0.1:6443#server: https://127.0.0.1:$API_PORT#" >"$K3S_KUBECONFIG.new"
    )
    mv "$K3S_KUBECONFIG.new" "$K3S_KUBECONFIG"
}

docker_down() {
    require_docker
    take_lock
    if docker container inspect "$K3S" >/dev/null 2>&1; then
        say "Stopping K3s"
        docker rm --force --volumes "$K3S" >/dev/null
        ok "Gone; its image stays in Docker"
    else
        say "No K3s of this project is there."
    fi
    rm -f "$K3S_KUBECONFIG"
}

docker_status() {
    require_docker
    if ! docker_runs; then
        say "K3s in Docker: the container $K3S does not run. Start it: hack/cluster/cluster up"
        return 1
    fi
    docker_kube get nodes >&2 || return 1
    say "K3s is up in the container $K3S. kubeconfig: $K3S_KUBECONFIG"
}

docker_kubeconfig() {
    if [[ ! -e $K3S_KUBECONFIG ]]; then fail "no K3s of this project is there" "Start it: hack/cluster/cluster up"; fi
    printf '%s\n' "$K3S_KUBECONFIG"
}

docker_kubelet() {
    fail "K3s has no kubelet that could be stopped alone" "The local control plane has: CLUSTER=local (Linux, root)."
}

docker_load() {
    local archive
    require_docker
    if ! docker_runs; then fail "K3s does not run" "Start it: hack/cluster/cluster up"; fi
    for archive in "$@"; do
        if [[ ! -r $archive ]]; then fail "there is no image archive $archive"; fi
        docker exec --interactive "$K3S" ctr -n k8s.io images import - <"$archive" >&2 || fail "K3s does not take $archive" \
            "It must be a docker-archive or OCI archive with a name in it."
    done
}

docker_tag() {
    require_docker
    if ! docker_runs; then fail "K3s does not run" "Start it: hack/cluster/cluster up"; fi
    docker exec "$K3S" ctr -n k8s.io images tag --force "$1" "$2" >/dev/null || fail "the cluster has no image $1" "Load it: hack/images/build --load"
}
