# shellcheck shell=bash
# Images by a Docker daemon. Sourced by hack/images/build.

docker_prepare() { :; }

docker_base() {
    if [[ -z $REFRESH ]] && docker image inspect "$BASE" >/dev/null 2>&1; then
        say "is there"
        return
    fi
    if docker pull --quiet "$BASE"; then return; fi
    say "No registry gives $BASE: made from Debian's packages instead"
    local archive=$CONTAINERS/base.tar
    make_base_archive "$archive"
    docker import --change 'CMD ["bash"]' "$archive" "$BASE"
    rm -f "$archive"
}

docker_build() { # IMAGE TAG INPUTS [TARGET]
    local options=(--label "$INPUTS_LABEL=$3" --tag "$2" --file "$(folder_of "$1")/Dockerfile")
    if [[ -n ${4:-} ]]; then options+=(--target "$4"); fi
    if [[ -n $REFRESH ]] && { [[ -n ${4:-} && $4 != runtime ]]; }; then options+=(--no-cache); fi
    docker build "${options[@]}" "$OUT/context"
}

docker_label() { docker image inspect --format "{{index .Config.Labels \"$INPUTS_LABEL\"}}" "$1" 2>/dev/null || true; }

docker_id() { docker image inspect --format '{{.Id}}' "$1"; }

docker_save() { docker save --output "$2" "$1"; } # NAME FILE

# Docker looks after its build cache itself.
docker_tidy() { :; }
