# shellcheck shell=bash
# Makes the built images known to the chosen cluster. Sourced by hack/images/build.

# What was loaded into which cluster; a cluster is known by an id that no other has.
loaded_file() {
    local uid
    uid=$(kubectl get namespace kube-system --output 'jsonpath={.metadata.uid}')
    mkdir -p "$CONTAINERS/loaded"
    printf '%s/loaded/%s\n' "$CONTAINERS" "$uid"
}

# The cluster may have thrown an image away since; its nodes say what they have.
is_loaded() { # IMAGE FILE
    [[ -f $2 ]] && grep -qxF "$1 $(cat "$OUT/$1.id")" "$2" && [[ $NODE_IMAGES == *"$REGISTRY/$1:dev"* ]]
}

load_images() {
    local file image missing=() archives=()
    KUBECONFIG=$(hack/cluster/cluster kubeconfig)
    if ! has_command kubectl; then PATH=$(hack/cluster/cluster bin):$PATH; fi
    export KUBECONFIG PATH
    file=$(loaded_file)
    NODE_IMAGES=$(kubectl get nodes --output 'jsonpath={.items[*].status.images[*].names}')
    for image in "${IMAGES[@]}"; do
        if is_loaded "$image" "$file"; then ok "the cluster has $image"; else missing+=("$image"); fi
    done
    if ((${#missing[@]} == 0)); then return 0; fi
    local directory
    directory=$(mktemp -d "$CONTAINERS/load.XXXXXX")
    # shellcheck disable=SC2064 # the directory of now
    trap "rm -rf '$directory'" EXIT
    for image in "${missing[@]}"; do
        say "Loading $image into the cluster"
        engine_save "$REGISTRY/$image:dev" "$directory/$image.tar"
        archives+=("$directory/$image.tar")
    done
    hack/cluster/cluster load "${archives[@]}"
    remember_loaded "$file" "${missing[@]}"
}

remember_loaded() { # FILE IMAGE…
    local file=$1 image
    shift
    touch "$file"
    for image in "$@"; do
        sed -i "/^$image /d" "$file"
        printf '%s %s\n' "$image" "$(cat "$OUT/$image.id")" >>"$file"
    done
}
