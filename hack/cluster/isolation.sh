# shellcheck shell=bash
# What keeps the cluster apart from the machine: a control group that holds all its processes, and a mount namespace that holds
# all its mounts (they vanish with the last process in it, and never show outside).

cgroup_is_unified() { [[ -e /sys/fs/cgroup/cgroup.controllers ]]; }

# The mount points of all hierarchies: one with version 2, one per controller with version 1.
cgroup_hierarchies() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts | sort -u; }

# The hierarchy in which processes are looked up.
cgroup_of_processes() {
    local controller
    if cgroup_is_unified; then
        echo /sys/fs/cgroup
        return
    fi
    for controller in pids freezer memory; do
        if [[ -e /sys/fs/cgroup/$controller/cgroup.procs ]]; then
            echo "/sys/fs/cgroup/$controller"
            return
        fi
    done
    return 1
}

create_groups() {
    local hierarchy controller
    if cgroup_is_unified; then
        # What the kubelet wants to hand on to pods; a controller that the kernel does not have is not missed.
        for controller in cpu cpuset memory pids io hugetlb; do
            echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || true
        done
    fi
    for hierarchy in $(cgroup_hierarchies); do
        mkdir -p "$hierarchy/$INSTANCE" 2>/dev/null || fail "no control group can be made in $hierarchy" \
            "Inside a container give it --privileged and --cgroupns=host, or use a cluster of your own: CLUSTER=current."
        # With version 1 a new group may use no processor until told.
        if [[ -e $hierarchy/$INSTANCE/cpuset.cpus && ! -e $hierarchy/cgroup.controllers ]]; then
            cat "$hierarchy/cpuset.cpus" >"$hierarchy/$INSTANCE/cpuset.cpus"
            cat "$hierarchy/cpuset.mems" >"$hierarchy/$INSTANCE/cpuset.mems"
        fi
    done
}

# Called in the process that is to become the component NAME. With version 1 memory and processor time are counted in other hierarchies
# than processes are.
join_group() {
    local hierarchy group
    for hierarchy in $(cgroup_hierarchies); do
        if [[ $hierarchy == "$(cgroup_of_processes)" || -e $hierarchy/$INSTANCE/memory.limit_in_bytes || -e $hierarchy/$INSTANCE/cpu.shares ||
            -e $hierarchy/$INSTANCE/cpuacct.usage ]]; then
            group=$hierarchy/$INSTANCE/$1
            mkdir -p "$group"
            echo "$BASHPID" >"$group/cgroup.procs"
        fi
    done
}

# group_members [NAME]: the pids in the group of a component, or of the whole cluster with its containers.
group_members() {
    local group
    group=$(cgroup_of_processes)/$INSTANCE${1:+/$1}
    if [[ -d $group ]]; then find "$group" -name cgroup.procs -exec cat {} + 2>/dev/null; fi
}

# kill_group [NAME [COMMAND]]: ends all in it, or only those that run COMMAND, until none is left.
kill_group() {
    wait_until 10 group_is_killed "$@" || fail "these processes do not end: $(group_members "${1:-}" | tr '\n' ' ')"
}

group_is_killed() {
    local pid alive=0
    for pid in $(group_members "${1:-}"); do
        if [[ -n ${2:-} && $(basename "$(readlink "/proc/$pid/exe")") != "$2" ]]; then continue; fi
        kill -KILL "$pid" 2>/dev/null || true
        alive=1
    done
    ((alive == 0))
}

group_is_empty() { [[ -z $(group_members) ]]; }

remove_groups() {
    local hierarchy
    for hierarchy in $(cgroup_hierarchies); do
        wait_until 5 remove_tree "$hierarchy/$INSTANCE" || warn "the control group $hierarchy/$INSTANCE cannot be removed"
    done
}

remove_tree() { [[ ! -d $1 ]] || { find "$1" -depth -type d -exec rmdir {} + 2>/dev/null && [[ ! -d $1 ]]; }; }

# Places that Kubernetes and containerd have hard-wired, and what lies there inside the mount namespace.
# The last one tells that all are done.
private_places() {
    cat <<EOF
$STATE/kubelet /var/lib/kubelet
$STATE/cni /var/lib/cni
$STATE/logs/pods /var/log/pods
$STATE/logs/containers /var/log/containers
$STATE/volumes /tmp/hostpath_pv
$RUN/containerd /run/containerd
EOF
}

# Starts the process that holds the mount namespace, in the one that is there if any process of an earlier start is left in it.
hold_mounts() {
    local source place member
    if runs mounts; then return; fi
    while read -r source place; do
        mkdir -p "$source"
        make_place "$place"
    done < <(private_places)
    if member=$(member_with_mounts); then
        launch mounts nsenter --mount="/proc/$member/ns/mnt" -- sleep infinity
    else
        launch mounts unshare --mount --propagation slave bash -c "$(declare -f bind_places); bind_places \"\$1\"" mounts "$(private_places)"
    fi
    wait_for mounts 10 has_mounts
}

# Runs in the new namespace.
bind_places() {
    local source place
    mount --make-rshared /
    while read -r source place; do mount --bind "$source" "$place" || exit; done <<<"$1"
    exec sleep infinity
}

has_mounts() { grep -q " $(private_places | tail -n 1 | cut -d' ' -f2) " "/proc/$(component_pid mounts)/mountinfo"; }

member_with_mounts() {
    local pid own
    own=$(readlink /proc/self/ns/mnt)
    for pid in $(group_members containerd; group_members kubelet); do
        if [[ $(readlink "/proc/$pid/ns/mnt") != "$own" ]]; then
            printf '%s\n' "$pid"
            return
        fi
    done
    return 1
}

# launch_inside NAME COMMAND… : like launch, in the mount namespace.
launch_inside() {
    local name=$1
    shift
    kill_group "$name" "$(basename "$1")"
    launch "$name" nsenter --mount="/proc/$(component_pid mounts)/ns/mnt" -- "$@"
}

# Makes a directory of the machine and notes the ones that were not there.
make_place() {
    local path=$1 missing=()
    while [[ ! -d $path ]]; do
        missing=("$path" "${missing[@]}")
        path=$(dirname "$path")
    done
    if ((${#missing[@]} > 0)); then
        printf '%s\n' "${missing[@]}" >>"$STATE/made-places"
        mkdir -p "$1"
    fi
}

# A place that serves another cluster's mount namespace by now must stay: removing it would end the mount there.
remove_places() {
    local path
    if [[ ! -e $STATE/made-places ]]; then return; fi
    tac "$STATE/made-places" | while read -r path; do
        if ! grep -qs " $path " /proc/[0-9]*/mountinfo; then rmdir "$path" 2>/dev/null || true; fi
    done
}
