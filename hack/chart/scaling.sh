# shellcheck shell=bash disable=SC2154
# How many pods there are, where they run, and where their images come from. Sourced by hack/test-chart.

say "Scales and places"
budget=(--show-only templates/disruption-budgets.yaml)
has "one pod of each: nothing to spread, no budget, no autoscaler" \
  "!topologySpreadConstraints:" "!kind: PodDisruptionBudget" "!kind: HorizontalPodAutoscaler" -- "${gateway[@]}"
has "several pods are spread, and never kept from running" "topology.kubernetes.io/zone" "ScheduleAnyway" "podAntiAffinity" "!DoNotSchedule" -- \
  "${gateway[@]}" --set gateway.replicas=2 --show-only templates/gateway-deployment.yaml
has "spread as the administrator says" "DoNotSchedule" "!ScheduleAnyway" -- "${gateway[@]}" --set edge.replicas=2 --show-only templates/edge-deployment.yaml \
  --set-json 'edge.topologySpreadConstraints=[{"maxSkew":1,"topologyKey":"rack","whenUnsatisfiable":"DoNotSchedule"}]'
has "budgets of what has several pods" "name: streamapp-operator" "name: streamapp-gateway" "name: streamapp-edge" "maxUnavailable: 1" -- \
  "${gateway[@]}" "${budget[@]}" --set operator.replicas=2 --set gateway.replicas=3 --set edge.autoscaling.enabled=true
has "budgets as the administrator says" "maxUnavailable: 50%" "!name: streamapp-edge" -- "${gateway[@]}" "${budget[@]}" --set gateway.replicas=4 \
  --set gateway.podDisruptionBudget.maxUnavailable=50% --set edge.replicas=2 --set edge.podDisruptionBudget.enabled=false
has "no budget where an autoscaler may go down to one pod" "kind: HorizontalPodAutoscaler" "!kind: PodDisruptionBudget" -- \
  "${gateway[@]}" --set gateway.autoscaling.enabled=true --set gateway.autoscaling.minReplicas=1
has "an autoscaler" "apiVersion: autoscaling/v2" "minReplicas: 2" "maxReplicas: 9" "averageUtilization: 60" "averageUtilization: 85" "stabilizationWindowSeconds: 600" -- \
  "${gateway[@]}" --show-only templates/autoscaling.yaml --set gateway.autoscaling.enabled=true --set gateway.autoscaling.maxReplicas=9 \
  --set gateway.autoscaling.targetCPUUtilizationPercentage=60 --set gateway.autoscaling.targetMemoryUtilizationPercentage=85 \
  --set gateway.autoscaling.behavior.scaleDown.stabilizationWindowSeconds=600
has "an autoscaler alone says how many" "!replicas:" -- "${gateway[@]}" --set edge.autoscaling.enabled=true --show-only templates/edge-deployment.yaml
has "placement of PostgreSQL" "disk: ssd" "priorityClassName: data" "key: dedicated" -- "${gateway[@]}" --show-only templates/postgresql.yaml \
  --set postgresql.nodeSelector.disk=ssd --set postgresql.priorityClassName=data --set "postgresql.tolerations[0].key=dedicated"
has "the bootstrap job where the gateway may run" "disk: ssd" "priorityClassName: high" "cpu: 70m" "team: video" 'mesh: "off"' -- \
  "${gateway[@]}" --show-only templates/bootstrap.yaml --set gateway.nodeSelector.disk=ssd --set gateway.priorityClassName=high \
  --set bootstrap.resources.requests.cpu=70m --set bootstrap.podLabels.team=video --set-string bootstrap.podAnnotations.mesh=off
refuses "the most has to be no less than the fewest" -- --set gateway.autoscaling.enabled=true --set gateway.autoscaling.minReplicas=9
refuses "edge.autoscaling has no target" -- --set edge.autoscaling.enabled=true --set edge.autoscaling.targetCPUUtilizationPercentage=0
refuses "'minReplica' not allowed" -- --set gateway.autoscaling.minReplica=2
refuses "operator/podDisruptionBudget/maxUnavailable" -- --set operator.podDisruptionBudget.maxUnavailable=0
refuses "postgresql/tolerations/0" -- --set "postgresql.tolerations[0].keys=dedicated"
refuses "gateway/affinity" -- --set gateway.affinity.podAffinty.x=1

say "Pulls its images"
# Every image that is named anywhere, those of stream pods included, in what was rendered.
images() { sed -n 's/^ *\(- \)\?image: //p; /name: [A-Z]*_IMAGE$/{n; s/^ *value: //p}' "$work/output" | sort -u; }
pods() { grep -c '^ *containers:$' "$work/output"; }
everything=("${gateway[@]}" --set global.imageRegistry=mirror.example:5000 --set "global.imagePullSecrets[0].name=mirror-key" --set "image.pullSecrets={own-key}")
if render "${everything[@]}" >"$work/output" 2>&1 && [[ -n $(images) ]] && ! images | grep -v '^mirror\.example:5000/streamapp/' >&2; then
  ok "all of them from the registry of an air-gapped cluster"
else
  wrong "an image comes from elsewhere"
fi
for name in mirror-key own-key; do
  if [[ $(grep -c -- "- name: $name\$" "$work/output") == "$(pods)" ]] && grep -qF "{\\\"name\\\":\\\"$name\\\"}" "$work/output"; then
    ok "all of them with $name, those of streams too"
  else
    wrong "a pod is pulled without $name"
  fi
done
refuses "global.imageRegistry \"mirror.example/\": write it without the '/' at the end" -- --set global.imageRegistry=mirror.example/
refuses "global/imagePullSecrets/0" -- --set "global.imagePullSecrets[0].nme=mirror-key"
has "other charts' global values" "kind: Deployment" -- --set global.storageClass=fast
