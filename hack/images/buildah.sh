# shellcheck shell=bash
# Images by buildah, which needs no daemon; its storage is the project's own. Sourced by hack/images/build.

buildah_prepare() {
    if ((EUID != 0)); then
        fail "no Docker daemon answers, and building without one takes root" "Start Docker, or run it as root: sudo hack/images/build"
    fi
    need_packages "Building images without Docker" buildah:buildah
    # A file system that is an overlay itself takes no second one.
    local driver=overlay
    if [[ $(stat --file-system --format %T "$CONTAINERS") == overlayfs ]]; then driver=vfs; fi
    # Neither a daemon's nor the user's settings nor a seccomp profile of the host are needed for a build in a chroot.
    export BUILDAH_ISOLATION=chroot
    BUILDAH=(buildah --root "$CONTAINERS/storage" --runroot "$CONTAINERS/run" --storage-driver "$driver")
    # Else the first of several builds to end unmounts what the others work on.
    if [[ $driver == overlay ]]; then BUILDAH+=(--storage-opt overlay.skip_mount_home=true); fi
}

buildah_base() {
    if [[ -z $REFRESH ]] && "${BUILDAH[@]}" inspect --type image "$BASE" >/dev/null 2>&1; then
        say "is there"
        return
    fi
    if timeout 120 "${BUILDAH[@]}" pull "$BASE"; then return; fi
    say "No registry gives $BASE: made from Debian's packages instead"
    local archive=$CONTAINERS/base.tar container
    make_base_archive "$archive"
    container=$("${BUILDAH[@]}" from scratch)
    "${BUILDAH[@]}" add --quiet "$container" "$archive" /
    "${BUILDAH[@]}" config --cmd bash --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
    "${BUILDAH[@]}" commit --quiet --rm "$container" "$BASE"
    rm -f "$archive"
}

buildah_build() { # IMAGE TAG INPUTS [TARGET]
    local options=(--layers --format docker --network host --pull-never --label "$INPUTS_LABEL=$3" --tag "$2" --file "$(folder_of "$1")/Dockerfile")
    if [[ -n ${4:-} ]]; then options+=(--target "$4"); fi
    if [[ -n $REFRESH ]] && { [[ -n ${4:-} && $4 != runtime ]]; }; then options+=(--no-cache); fi
    "${BUILDAH[@]}" build "${options[@]}" "$OUT/context"
}

buildah_label() {
    "${BUILDAH[@]}" inspect --type image --format "{{index .OCIv1.Config.Labels \"$INPUTS_LABEL\"}}" "$1" 2>/dev/null || true
}

buildah_id() { "${BUILDAH[@]}" inspect --type image --format '{{.FromImageID}}{{"\n"}}' "$1"; }

buildah_save() { # NAME FILE
    rm -f "$2"
    "${BUILDAH[@]}" push --quiet "$1" "docker-archive:$2:$1"
}

# Working containers of interrupted builds, for no other build runs now; layers of earlier jars. Stages have names and stay.
buildah_tidy() {
    "${BUILDAH[@]}" rm --all >/dev/null 2>&1 || true
    "${BUILDAH[@]}" rmi --prune >/dev/null 2>&1 || true
}
