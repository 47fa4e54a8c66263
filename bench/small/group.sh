# shellcheck shell=bash
# The control group of the local cluster, its control plane and pods included: limits, and what is used. With either version of control
# groups. Source it after hack/cluster/settings.sh, processes.sh and isolation.sh; it defines functions only.

# group_file CONTROLLER FILE [GROUP]
group_file() {
  if cgroup_is_unified; then printf '/sys/fs/cgroup/%s/%s\n' "${3:-$INSTANCE}" "$2"; else printf '/sys/fs/cgroup/%s/%s/%s\n' "$1" "${3:-$INSTANCE}" "$2"; fi
}

# limit_group PROCESSORS BYTES
limit_group() {
  if cgroup_is_unified; then
    echo "$(($1 * 100000)) 100000" >"$(group_file cpu cpu.max)"
    echo "$2" >"$(group_file memory memory.max)"
  else
    echo 100000 >"$(group_file cpu cpu.cfs_period_us)"
    echo $(($1 * 100000)) >"$(group_file cpu cpu.cfs_quota_us)"
    echo "$2" >"$(group_file memory memory.limit_in_bytes)"
  fi
}

free_group() {
  if cgroup_is_unified; then
    echo max >"$(group_file cpu cpu.max)"
    echo max >"$(group_file memory memory.max)"
  else
    echo -1 >"$(group_file cpu cpu.cfs_quota_us)"
    echo -1 >"$(group_file memory memory.limit_in_bytes)"
  fi
}

# Whether the memory of everything that the cluster consists of is counted in the group.
holds_everything() {
  local pid
  for pid in $(group_members); do
    if [[ -e /proc/$pid ]] && ! grep -qE "^[0-9]+:(.*,)?(memory)?(,.*)?:/$INSTANCE(/|\$)" "/proc/$pid/cgroup"; then return 1; fi
  done
}

# memory_used [GROUP]: bytes, what the kernel could give back (files that were read) included.
memory_used() { cat "$(group_file memory "$(if cgroup_is_unified; then echo memory.current; else echo memory.usage_in_bytes; fi)" "$@")"; }

# memory_anonymous [GROUP]: bytes that no file stands behind.
memory_anonymous() { awk '$1 == "total_rss" || $1 == "anon" { print $2 }' "$(group_file memory memory.stat "$@")"; }

# processor_time [GROUP]: microseconds since it was made.
processor_time() {
  if cgroup_is_unified; then
    awk '$1 == "usage_usec" { print $2 }' "$(group_file cpu cpu.stat "$@")"
  else
    awk '{ printf "%d\n", $1 / 1000 }' "$(group_file cpuacct cpuacct.usage "$@")"
  fi
}

# Processes that were ended because there was no memory left, in all groups that are there.
memory_kills() {
  local files
  files=$(find "$(group_file memory '')" -name memory.events.local -o -name memory.oom_control)
  # shellcheck disable=SC2086 # a file a word
  awk '$1 == "oom_kill" { sum += $2 } END { print sum + 0 }' $files
}

# pod_group UID: relative, as the functions above take it.
pod_group() {
  local folder
  folder=$(find "$(group_file memory '')" -type d -name "pod$1" | head -n 1)
  printf '%s\n' "${folder#"$(dirname "$(group_file memory '')")/"}"
}
