# shellcheck shell=bash
# What bench/small/run writes into docs/performance.md. Source it after group.sh and installation.sh; it defines functions only.

# anonymous_of GROUP… : MiB of several groups together.
anonymous_of() {
  local group sum=0
  for group in "$@"; do sum=$((sum + $(memory_anonymous "$group"))); done
  printf '%d\n' "$((sum >> 20))"
}

# groups_of_pods SELECTOR
groups_of_pods() {
  local uid
  for uid in $(pod_uids "$1"); do pod_group "$uid"; done
}

row() { # NAME GROUP…
  printf '| %s | %d MiB |\n' "$1" "$(anonymous_of "${@:2}")"
}

pods_row() { # NAME PROGRAM
  local groups
  mapfile -t groups < <(groups_of_pods "app.kubernetes.io/name=streamapp-$2,app.kubernetes.io/part-of=streamapp")
  row "$1" "${groups[@]}"
}

parts() {
  row "etcd, API server, controllers, scheduler" "$INSTANCE"/{etcd,apiserver,controller-manager,scheduler}
  row "kubelet, containerd, kube-proxy, DNS" "$INSTANCE"/{kubelet,containerd,proxy,dns}
  pods_row "operator" operator
  pods_row "gateway" gateway
  pods_row "edge" edge
  pods_row "PostgreSQL" postgresql
  pods_row "the three streams together" packager
}

# went_well KILLS-BEFORE: nothing was killed or started anew, and every look found every stream moving.
went_well() { ((FAILED_LOOKS == 0)) && awk -v before="$1" '$5 != 0 || $6 != before { bad = 1 } END { exit bad }' "$OUT/samples"; }

# write_section MINUTES KILLS-BEFORE
write_section() {
  local page=docs/performance.md
  {
    awk '/^## / { ours = $0 == "## A small machine" } !ours' "$page" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
    printf '\n'
    section "$@"
  } >"$OUT/page"
  cat "$OUT/page" >"$page"
}

section() {
  cat <<END
## A small machine

Written by \`make bench-small\` (\`bench/small/run\`) on $(date +%F), after $1 minutes, on $(processor_name) with $(nproc) processors, Linux $(uname -r). The local
cluster, its control plane and all pods, was held to $PROCESSORS processors and $((MEMORY >> 30)) GiB of memory by a control group; the publishers were outside of it. The chart
had its defaults, with a gateway, an edge and PostgreSQL, one pod each.

| | minutes | memory, most | of it anonymous, most | CPU, mean | CPU, most in a minute | ended for want of memory | restarts | looks at a playlist | of them not moving, or not on air |
|---|---|---|---|---|---|---|---|---|---|
| ${#STREAMS[@]} streams | $1 | $(most 2) MiB | $(most 3) MiB | $(awk '{ sum += $4 } END { printf "%d", sum / NR }' "$OUT/samples") % | $(most 4) % | $(($(awk 'END { print $6 }' "$OUT/samples") - $2)) | $(most 5) | $LOOKS | $FAILED_LOOKS |

- Each stream is 1280x720, 25 frames a second, 2.5 Mbit/s, over encrypted SRT. Ten seconds after one look somebody fetches each playlist and its newest segment through the edge again.
- Memory: of the control group, files that were read and can be given back included; anonymous: what no file stands behind. CPU: 100 % are one processor.
- In the first and the last minute: $(minute_said first) and $(minute_said last).

| part, at the end | anonymous memory |
|---|---|
$(parts)
END
}

processor_name() { awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo; }

# most COLUMN: of the samples; bytes as MiB.
most() { awk -v column="$1" '$column > most { most = $column } END { printf "%d", (most > 1000000) ? most / 1048576 : most }' "$OUT/samples"; }

# minute_said first | last
minute_said() {
  awk -v which="$1" '{ line = sprintf("%d MiB (%d anonymous) at %d %%", $2 / 1048576, $3 / 1048576, $4) } which == "first" { exit } END { print line }' "$OUT/samples"
}
