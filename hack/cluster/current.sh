# shellcheck shell=bash
# The current flavour: the cluster of the user's kubectl context. It is used, never started or stopped.

current_kubectl() {
    type -P kubectl >/dev/null || fail "CLUSTER=current needs kubectl on PATH" "Install it, or put one there: PATH=\$(hack/cluster/cluster bin):\$PATH"
    kubectl --request-timeout=10s "$@"
}

current_context() {
    current_kubectl config current-context 2>/dev/null ||
        fail "kubectl has no current context" "Choose one: kubectl config use-context NAME. The choice is: $(kubectl config get-contexts -o name | tr '\n' ' ')"
}

current_up() {
    local context
    context=$(current_context)
    current_kubectl get --raw /version >/dev/null || fail "the cluster of the kubectl context $context does not answer" \
        "Start it, choose another (kubectl config use-context NAME), or let one be started: CLUSTER=docker or CLUSTER=local."
    say "Using the cluster of the kubectl context $context."
}

current_down() {
    local context
    context=$(current_context)
    say "The cluster of the kubectl context $context is yours and goes on running."
}

current_status() {
    current_up
    current_kubectl get nodes >&2
}

current_kubelet() {
    fail "the kubelets of the cluster of the kubectl context $(current_context) are not for this script to stop" \
        "The local control plane's is: CLUSTER=local (Linux, root)."
}

current_tag() {
    fail "how an image gets another name in the cluster of the kubectl context $(current_context) is not known here" \
        "Tag it in the registry that the cluster pulls from."
}

# One file with that context alone: KUBECONFIG may be a list of files, and the context may be changed later.
current_kubeconfig() {
    local file=$STREAMAPP_HOME/current.kubeconfig
    current_context >/dev/null
    (umask 077 && current_kubectl config view --minify --flatten --raw >"$file.new")
    mv "$file.new" "$file"
    printf '%s\n' "$file"
}

current_load() {
    local context archive
    context=$(current_context)
    for archive in "$@"; do
        if [[ ! -r $archive ]]; then fail "there is no image archive $archive"; fi
        case $context in
        streamapp-local) local_load "$archive" ;;
        kind-*) kind load image-archive "$archive" --name "${context#kind-}" >&2 ;;
        k3d-*) k3d image import "$archive" --cluster "${context#k3d-}" >&2 ;;
        minikube) minikube image load "$archive" >&2 ;;
        docker-desktop | rancher-desktop | colima* | orbstack) docker load --input "$archive" >&2 ;;
        *)
            fail "how images get into the cluster of the context $context is not known here" \
                "Push them to a registry it can pull from, and install the chart with --set image.registry=REGISTRY --set image.tag=TAG." \
                "Known are kind, k3d, minikube, Docker Desktop, Rancher Desktop, Colima and OrbStack."
            ;;
        esac
    done
}
