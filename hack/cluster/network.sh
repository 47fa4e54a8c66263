# shellcheck shell=bash
# The bridge of the pods, what the firewall must let through, and the removal of both and of what kube-proxy and CNI made.

CNI_NETWORK=streamapp

make_network() {
    use_working_iptables
    remember_settings
    if ! ip link show "$BRIDGE" >/dev/null 2>&1; then
        check_kernel
        ip link add "$BRIDGE" address 02:53:54:52:4d:01 type bridge
    fi
    ip address replace "$NODE_ADDRESS/24" dev "$BRIDGE"
    ip link set "$BRIDGE" up
    echo 1 >/proc/sys/net/ipv4/ip_forward
    if [[ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]]; then echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables; fi

    # Docker, ufw and others drop what is forwarded, or asks for names and for the API, unless somebody lets it through.
    rule filter INPUT STREAMAPP-ACCEPT -i "$BRIDGE"
    rule filter FORWARD STREAMAPP-ACCEPT -i "$BRIDGE"
    rule filter FORWARD STREAMAPP-ACCEPT -o "$BRIDGE"
    append filter STREAMAPP-ACCEPT -j ACCEPT
    # What leaves the machine carries its address.
    rule nat POSTROUTING STREAMAPP-POSTROUTING -s "$POD_CIDR"
    append nat STREAMAPP-POSTROUTING ! -d "$POD_CIDR" -j MASQUERADE
}

# rule TABLE FROM CHAIN MATCH… : makes CHAIN, and the jump to it in front of FROM.
rule() {
    local table=$1 from=$2 chain=$3
    shift 3
    iptables -w -t "$table" -N "$chain" 2>/dev/null || true
    iptables -w -t "$table" -C "$from" "$@" -j "$chain" 2>/dev/null || iptables -w -t "$table" -I "$from" "$@" -j "$chain"
}

append() {
    local table=$1
    shift
    iptables -w -t "$table" -C "$@" 2>/dev/null || iptables -w -t "$table" -A "$@"
}

# Kernels have the nftables back end of iptables, the legacy one, or both: the components get the one that works.
use_working_iptables() {
    local command directory=$STATE/iptables
    if iptables -w -t nat -S >/dev/null 2>&1; then return; fi
    if ! iptables-legacy -w -t nat -S >/dev/null 2>&1; then
        fail "the kernel has no packet filter with NAT ($(iptables -w -t nat -S 2>&1 | tail -n 1))" \
            "It needs nf_tables with nft_compat, or ip_tables with iptable_nat (modprobe iptable_nat)." \
            "Else use a cluster of your own: CLUSTER=current."
    fi
    mkdir -p "$directory"
    for command in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
        ln -sf "$(type -P "${command/tables/tables-legacy}")" "$directory/$command"
    done
    export PATH=$directory:$PATH
}

# What pods and kube-proxy ask of the kernel, tried out; a kernel made for one purpose may lack some of it.
check_kernel() {
    local ask words missing=() probe=STREAMAPP-PROBE
    if ip link add "${BRIDGE}-p" type veth peer name "${BRIDGE}-q" 2>/dev/null; then ip link delete "${BRIDGE}-p"; else missing+=(veth); fi
    if ip link add "${BRIDGE}-p" type bridge 2>/dev/null; then ip link delete "${BRIDGE}-p"; else missing+=(bridge); fi
    iptables -w -t nat -N "$probe" 2>/dev/null || true
    for ask in "-m comment --comment x" "-m mark --mark 1" "-m addrtype --dst-type LOCAL" "-m conntrack --ctstate NEW" \
        "-m statistic --mode random --probability 0.5" "-p udp -m multiport --dports 1,2"; do
        read -r -a words <<<"$ask"
        iptables -w -t nat -A "$probe" "${words[@]}" -j MARK --set-mark 1 2>/dev/null || missing+=("iptables $ask -j MARK")
    done
    iptables -w -t mangle -S >/dev/null 2>&1 || missing+=("iptables -t mangle")
    iptables -w -t nat -A "$probe" -j MASQUERADE 2>/dev/null || missing+=("iptables -j MASQUERADE")
    iptables -w -t nat -F "$probe" && iptables -w -t nat -X "$probe"
    if ((${#missing[@]} > 0)); then
        fail "the kernel lacks what pods need: $(IFS=";" && echo "${missing[*]}")" "Load the modules for it, or use a cluster of your own: CLUSTER=current."
    fi
}

# Another Kubernetes on the same machine uses the same names in the firewall, and two of them do not get along.
refuse_other_kubernetes() {
    if iptables-save -t nat 2>/dev/null | grep -q '^:KUBE-SERVICES '; then
        fail "another Kubernetes runs on this machine (the firewall has its chain KUBE-SERVICES)" \
            "Use that one: CLUSTER=current. If it is a rest of one that is gone, remove it with: kube-proxy --cleanup"
    fi
    local route
    if route=$(ip -4 route show "$POD_CIDR" | grep -v " dev $BRIDGE "); then
        fail "the network $POD_CIDR is in use on this machine: $route" "Choose another: CLUSTER_POD_NETWORK=10.245.0"
    fi
}

remove_network() {
    local link command
    if [[ -d $STATE/iptables ]]; then export PATH=$STATE/iptables:$PATH; fi
    if ip link show "$BRIDGE" >/dev/null 2>&1; then
        for link in $(ip -o link show master "$BRIDGE" | awk -F': ' '{ sub(/@.*/, "", $2); print $2 }'); do
            ip link delete "$link" 2>/dev/null || true
        done
        ip link delete "$BRIDGE"
    fi
    for command in iptables ip6tables; do
        if type -P "$command-save" >/dev/null; then remove_chains "$command"; fi
    done
    restore_settings
}

# Everything of kube-proxy and the kubelet (KUBE-), of this cluster (STREAMAPP-), and of CNI what names our network.
remove_chains() {
    local command=$1 table rules ours
    for table in filter nat mangle; do
        rules=$("$command-save" -t "$table" 2>/dev/null) || continue
        ours=$(chains_of_cluster <<<"$rules")
        if [[ -z $ours ]]; then continue; fi
        {
            echo "*$table"
            # First the jumps from elsewhere, then the rules, then the chains themselves.
            awk 'NR == FNR { ours[$1] = 1; next }
                 $1 == "-A" && !($2 in ours) { for (i = 3; i < NF; i++) if ($i == "-j" && $(i + 1) in ours) { sub(/^-A/, "-D"); print; break } }' \
                <(printf '%s\n' "$ours") <(printf '%s\n' "$rules")
            awk '{ print "-F " $1 }' <<<"$ours"
            awk '{ print "-X " $1 }' <<<"$ours"
            echo COMMIT
        } | "$command-restore" -w --noflush || warn "rules of $command in the table $table could not be removed"
    done
}

chains_of_cluster() {
    awk -v network="$CNI_NETWORK" '
        /^:(KUBE|STREAMAPP)-/ { print substr($1, 2) }
        /^:CNI-HOSTPORT-/ { shared[substr($1, 2)] = 1 }
        /^-A CNI-HOSTPORT-DNAT / { if (index($0, "name: \\\"" network "\\\"")) { print $NF } else { others = 1 } }
        END { if (!others) for (chain in shared) print chain }'
}

# The switches of the kernel that Kubernetes turns, as they were.
settings_turned() {
    printf '%s\n' net/ipv4/ip_forward net/ipv4/conf/all/route_localnet net/bridge/bridge-nf-call-iptables \
        vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes
}

remember_settings() {
    local setting boot
    boot=$(</proc/sys/kernel/random/boot_id)
    if [[ -e $STATE/settings-$boot ]]; then return; fi
    settings_turned | while read -r setting; do
        if [[ -e /proc/sys/$setting ]]; then printf '%s %s\n' "$setting" "$(<"/proc/sys/$setting")"; fi
    done >"$STATE/settings.new"
    rm -f "$STATE"/settings-*
    mv "$STATE/settings.new" "$STATE/settings-$boot"
}

# After a restart of the machine the kernel has forgotten them by itself.
restore_settings() {
    local setting value saved
    saved=$STATE/settings-$(</proc/sys/kernel/random/boot_id)
    if [[ ! -e $saved ]]; then return; fi
    while read -r setting value; do
        if [[ $(<"/proc/sys/$setting") != "$value" ]]; then echo "$value" >"/proc/sys/$setting"; fi
    done <"$saved"
}
