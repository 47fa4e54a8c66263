# shellcheck shell=bash disable=SC2154
# What Prometheus and Grafana get. Sourced by hack/test-chart; the alerts and dashboards themselves are checked by hack/monitoring/check.

say "Monitors"
monitored=("${gateway[@]}" "${metrics[@]}" --set monitoring.podMonitors.enabled=true)
alerts=("${gateway[@]}" --set monitoring.rules.enabled=true)
boards=(--set monitoring.dashboards.enabled=true)
has "nothing unless it is asked to" "!monitoring.coreos.com" "!grafana_dashboard" -- "${gateway[@]}"
of PodMonitor streamapp-operator has "its metrics" "port: http" "path: /metrics" "interval: 15s" "release: prometheus" -- "${monitored[@]}" \
  --set monitoring.podMonitors.interval=15s --set monitoring.podMonitors.labels.release=prometheus
of PodMonitor streamapp-gateway has "its metrics" "port: management" "path: /actuator/prometheus" "interval: 30s" -- "${monitored[@]}"
of PodMonitor streamapp-edge has "its metrics" "port: probes" "path: /metrics" -- "${monitored[@]}"
of PodMonitor streamapp-packager has "streams everywhere" "any: true" "port: control" "targetLabel: stream" -- "${monitored[@]}"
of PodMonitor streamapp-packager has "streams in chosen namespaces" "- shop" "!any: true" -- "${monitored[@]}" --set "watchNamespaces={streamapp-streams,shop}"
of NetworkPolicy streamapp-edge has "metrics for whom the administrator says" "port: 9090" "kubernetes.io/metadata.name: monitoring" -- "${monitored[@]}"
has "an operator alone" "name: streamapp-packager" "!port: management" "!port: probes" -- "${metrics[@]}" --set monitoring.podMonitors.enabled=true \
  --show-only templates/pod-monitors.yaml
refuses "monitoring.podMonitors.enabled needs networkPolicy.metricsFrom" -- --set monitoring.podMonitors.enabled=true
has "without network policies, by whoever comes" "kind: PodMonitor" -- --set monitoring.podMonitors.enabled=true --set networkPolicy.enabled=false
of PrometheusRule streamapp-alerts has "each alert" "alert: StreamAppOperatorDown" "alert: StreamAppPublisherAway" "alert: StreamAppGatewayDown" \
  "alert: StreamAppEdgeDown" 'streamapp_operator_leading{namespace="streamapp"}' "summary: Stream {{ \$labels.stream }} has" "!runbook_url" "role: alert-rules" -- \
  "${alerts[@]}" --set monitoring.rules.labels.role=alert-rules
of PrometheusRule streamapp-alerts has "links to runbooks" "runbook_url: https://docs.example.com/runbooks/StreamAppOperatorDown.md" -- \
  "${alerts[@]}" --set monitoring.runbookBase=https://docs.example.com/runbooks/
has "alerts of the release's own namespace" 'streamapp_edge_connections{namespace="shop"}' '!namespace="streamapp"' -- "${alerts[@]}" --namespace shop \
  --show-only templates/prometheus-rules.yaml
of PrometheusRule streamapp-alerts has "none of what is not installed" "alert: StreamAppOperatorDown" "!StreamAppGatewayDown" "!StreamAppEdgeDown" -- \
  --set monitoring.rules.enabled=true
has "dashboards" "name: streamapp-dashboard-streams" "name: streamapp-dashboard-system" 'grafana_dashboard: "1"' "streams.json: |" "namespace: streamapp" \
  "{{namespace}}/{{stream}}" -- "${boards[@]}" --show-only templates/dashboards.yaml
has "dashboards where Grafana looks for them" "namespace: grafana" 'dashboards: "yes"' "grafana_folder: Live" "!namespace: streamapp" -- "${boards[@]}" \
  --set monitoring.dashboards.namespace=grafana --set-string monitoring.dashboards.labels.dashboards=yes \
  --set monitoring.dashboards.annotations.grafana_folder=Live --show-only templates/dashboards.yaml
refuses "'enable' not allowed" -- --set monitoring.rules.enable=true
refuses "monitoring/runbookBase" -- --set monitoring.runbookBase=docs.example.com
