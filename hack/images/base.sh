# shellcheck shell=bash
# The engine and Debian's base image. Sourced by hack/images/build.

# shellcheck disable=SC2034 # the engines use it
BASE=docker.io/library/debian:trixie-slim

choose_engine() {
    ENGINE=buildah
    if has_command docker && docker info >/dev/null 2>&1; then ENGINE=docker; fi
    "${ENGINE}_prepare"
}

engine_base() { "${ENGINE}_base"; }
engine_build() { "${ENGINE}_build" "$@"; }
engine_label() { "${ENGINE}_label" "$@"; }
engine_id() { "${ENGINE}_id" "$@"; }
engine_save() { "${ENGINE}_save" "$@"; }
engine_tidy() { "${ENGINE}_tidy"; }

# make_base_archive FILE: a file system like that of debian:trixie-slim, for machines that reach Debian's mirrors but no registry.
make_base_archive() {
    # shellcheck disable=SC2016 # mmdebstrap's shell expands it
    local hooks=(
        --customize-hook='rm -f "$1/etc/apt/sources.list"'
        --customize-hook="copy-in hack/images/debian.sources /etc/apt/sources.list.d"
    )
    need_packages "A base image for containers" mmdebstrap:mmdebstrap
    mmdebstrap --variant=minbase --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-include=/usr/share/doc/*/copyright' "${hooks[@]}" trixie "$1" ||
        fail "Debian's base system could not be put together" "Are Debian's mirrors reachable (deb.debian.org)?"
}
