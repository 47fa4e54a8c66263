# shellcheck shell=bash
# containerd, its images, and the pause image that holds each pod's namespaces.

PAUSE_IMAGE=localhost/streamapp/pause:1

containerd_ctl() { ctr --address "$RUN/containerd.sock" -n k8s.io "$@"; }

start_containerd() {
    if runs containerd; then return; fi
    write_containerd_config
    launch_inside containerd "$(type -P containerd)" --config "$STATE/config/containerd.toml"
    wait_for containerd 20 containerd_ctl version
    if ! containerd_ctl images ls -q "name==$PAUSE_IMAGE" | grep -q .; then
        busybox_image "$PAUSE_IMAGE" "$STATE/pause.tar" '["/busybox", "sleep", "2147483647"]'
        import_image "$STATE/pause.tar" 2>/dev/null
        rm "$STATE/pause.tar"
    fi
}

# Images stay in $IMAGE_STORE when the cluster goes; all else is the cluster's.
write_containerd_config() {
    local snapshotter=overlayfs
    if [[ $(stat -f -c %T "$STREAMAPP_HOME") == overlayfs ]] || ! grep -qw overlay /proc/filesystems; then snapshotter=native; fi
    write_volume_hook
    cat >"$STATE/config/containerd.toml" <<EOF
version = 2
root = "$IMAGE_STORE"
state = "/run/containerd"
# The last one would make /opt/containerd; the others want file systems that are not here.
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.zfs", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing", "io.containerd.internal.v1.opt"]
[grpc]
  address = "$RUN/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$PAUSE_IMAGE"
  # Virtual machines and containers may lack CAP_SYS_RESOURCE.
  restrict_oom_score_adj = true
  disable_apparmor = true
  netns_mounts_under_state_dir = true
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "$snapshotter"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    base_runtime_spec = "$STATE/config/runtime-spec.json"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$(cni_programs)"
    conf_dir = "$STATE/config/cni"
EOF
}

# Volumes are plain directories that the provisioner makes for root alone, and the kubelet applies no fsGroup to them. So the runtime
# opens them to the container that mounts them, before it starts. The directory above them is closed to everybody else.
write_volume_hook() {
    cat >"$STATE/config/volume-hook" <<'EOF'
#!/bin/bash
# Run by runc, which says on standard input where the description of the container is.
set -euo pipefail
read -r -d '' state || true
[[ $state =~ \"bundle\":\ *\"([^\"]+)\" ]]
grep -o '"source": *"/tmp/hostpath_pv/[^"]*"' "${BASH_REMATCH[1]}/config.json" | cut -d '"' -f 4 | while read -r volume; do
    if [[ $(stat -c %a "$volume") == 750 ]]; then chmod 0777 "$volume"; fi
done || true
EOF
    chmod 0755 "$STATE/config/volume-hook"
    {
        printf '{"hooks": {"createRuntime": [{"path": "%s"}]},\n' "$STATE/config/volume-hook"
        ctr oci spec | tail -n +2
    } >"$STATE/config/runtime-spec.json"
}

cni_programs() {
    local directory
    for directory in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
        if [[ -x $directory/portmap ]]; then
            printf '%s\n' "$directory"
            return
        fi
    done
    fail "the CNI plugins bridge, host-local and portmap are not on this machine" "Install containernetworking-plugins."
}

# The statically linked busybox, without changing which one the machine has.
static_busybox() {
    local file=$DOWNLOADS/busybox
    if [[ ! -x $file ]]; then
        mkdir -p "$DOWNLOADS"
        if [[ -x /bin/busybox ]] && ! ldd /bin/busybox >/dev/null 2>&1; then
            cp /bin/busybox "$file.new"
        else
            fetch_busybox "$file.new"
        fi
        mv "$file.new" "$file"
    fi
    printf '%s\n' "$file"
}

fetch_busybox() (
    cd "$(mktemp -d "$DOWNLOADS/busybox.XXXXXX")" || exit
    apt-get download -q busybox-static >/dev/null 2>&1 || { apt-get update && apt-get download busybox-static; } >/dev/null 2>&1 ||
        fail "busybox-static cannot be fetched with apt" "Install it (its /bin/busybox is used) and try again."
    dpkg-deb --fsys-tarfile busybox-static_*.deb | tar -x -O --wildcards './*bin/busybox' >"$1"
    chmod 0755 "$1"
    rm -rf "$PWD"
)

# busybox_image NAME FILE COMMAND-AS-JSON [PROGRAM…]: writes an image archive that holds busybox, and other static programs, alone.
busybox_image() (
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir "$work/root"
    cp "$(static_busybox)" "${@:4}" "$work/root/"
    tar -C "$work/root" --owner=0 --group=0 --mtime=@0 -cf "$work/layer.tar" .
    cat >"$work/config.json" <<EOF
{"architecture": "$(go_architecture)", "os": "linux", "config": {"Cmd": $3},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$(sha256sum "$work/layer.tar" | cut -d ' ' -f 1)"]}}
EOF
    printf '[{"Config": "config.json", "RepoTags": ["%s"], "Layers": ["layer.tar"]}]\n' "$1" >"$work/manifest.json"
    tar -C "$work" -cf "$2" manifest.json config.json layer.tar
)

# containerd clears up after images that lost their name in the background, and may take a layer away that an import is about to build on.
# The next try brings it along.
import_image() { # ARCHIVE
    local try
    for try in 1 2 3; do
        if containerd_ctl images import "$1" >&2; then return; fi
        if ((try < 3)); then say "Once more, in case containerd was clearing up"; fi
    done
    return 1
}

# Images that have lost their name to a newer one are known by their digest only: they would fill the disk.
forget_nameless_images() {
    local name digest
    containerd_ctl images ls | awk 'NR > 1 { print $1, $3 }' | sort >"$STATE/images"
    awk '$1 !~ /^sha256:/ { print $2 }' "$STATE/images" | sort -u >"$STATE/digests"
    while read -r name digest; do
        if [[ $name == sha256:* ]] && ! grep -qx "$digest" "$STATE/digests"; then containerd_ctl images rm --sync "$name" >/dev/null; fi
    done <"$STATE/images"
    rm "$STATE/images" "$STATE/digests"
}
