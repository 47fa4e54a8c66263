# shellcheck shell=bash disable=SC2154
# What an administrator is told, and by what a release is tried. Sourced by hack/test-chart.

say "Says what comes next"
shop=(-n streamapp)
notes "without a gateway" "kubectl get live -n streamapp-streams -w" "service-node-port-range" "helm test streamapp ${shop[*]}" "!admin" "!kubectl get service" --
notes "streams behind a load balancer" "kubectl get service bench-1-ingest" "!service-node-port-range" -- --set exposure.default=LoadBalancer
notes "streams at a node's port" "pod-security.kubernetes.io/enforce=privileged" -- --set exposure.default=HostPort --set "exposure.allowed={HostPort}"
notes "streams behind a Gateway" "kubectl get gateway public -n infra" "!service-node-port-range" "!only this cluster" -- --set exposure.default=UDPRoute \
  --set "exposure.allowed={UDPRoute}" --set exposure.udpRoute.gateway.name=public --set exposure.udpRoute.gateway.namespace=infra
notes "streams inside the cluster" "--set exposure.default=LoadBalancer" -- --set exposure.default=ClusterIP
notes "an edge behind a load balancer" "kubectl get service streamapp-edge ${shop[*]} -w" "kubectl get secret streamapp-gateway-admin" "!port-forward" -- "${gateway[@]}"
notes "an edge at node ports" '.nodePort}' "!port-forward" -- "${gateway[@]}" --set edge.service.type=NodePort
notes "an edge inside the cluster" "kubectl port-forward service/streamapp-edge 8443:443" -- "${gateway[@]}" --set edge.service.type=ClusterIP
notes "an edge behind an Ingress" "kubectl get ingress streamapp-edge" "!kubectl get service" "!port-forward" -- "${gateway[@]}" "${fronted[@]}" --set edge.ingress.enabled=true \
  --set edge.service.type=ClusterIP
notes "an edge behind a Gateway" "kubectl describe httproute streamapp-edge" "!port-forward" -- "${gateway[@]}" "${fronted[@]}" --set edge.httpRoute.enabled=true \
  --set "edge.httpRoute.parentRefs[0].name=public"
notes "a gateway without an edge" "kubectl port-forward service/streamapp-gateway 8080:80" -- "${gateway[@]}" --set edge.enabled=false

say "Tries a release"
of Pod streamapp-test-operator has "with an image of its own" "helm.sh/hook: test" "image: streamapp/operator:$APP_VERSION" '"/readyz"' "streamapp-operator.streamapp.svc.cluster.local" \
  "runAsNonRoot: true" "readOnlyRootFilesystem: true" "drop: [ALL]" "type: RuntimeDefault" "automountServiceAccountToken: false" "allowPrivilegeEscalation: false" --
of Service streamapp-operator has "a name for it" "clusterIP: None" "port: 8080" --
of Pod streamapp-test-gateway has "the gateway's health" "image: streamapp/gateway:$APP_VERSION" '"200", http' '"/api/health"' -- "${gateway[@]}"
of Pod streamapp-test-edge has "the edge's refusal of a viewer without a token" "image: streamapp/edge:$APP_VERSION" '"401", https' '"/hls/helm-test/playlist.m3u8"' -- "${gateway[@]}"
of Pod streamapp-test-edge has "the edge behind the PROXY protocol" '"308", proxied' '"80"' -- "${gateway[@]}" "${fronted[@]}" --set edge.proxyProtocol=true
of NetworkPolicy streamapp-test has "its way to each of them" "name: streamapp-operator" "name: streamapp-gateway" "name: streamapp-edge" "port: 8443" "!helm.sh/hook" -- "${gateway[@]}"
has "only what is installed" "name: streamapp-test-operator" "!streamapp-test-gateway" "!streamapp-test-edge" --


say "Is ready for production"
production=(--values "$CHART/examples/production.yaml")
has "by the example" "kind: Certificate" "name: letsencrypt" "kind: PodMonitor" "kind: PrometheusRule" "grafana_dashboard" 'value: "verify-full"' 'name: postgresql-ca' 'value: "json"' "name: LEADER_LEASE" \
  "image: registry.example.com/streamapp/gateway:$APP_VERSION" "- name: registry-key" 'value: "LoadBalancer,ClusterIP"' "!kind: StatefulSet" "!kind: Secret" -- "${production[@]}"
for part in operator gateway edge; do
  of Deployment "streamapp-$part" has "two pods, spread" "replicas: 2" "topologySpreadConstraints" "readinessProbe" -- "${production[@]}"
  of PodDisruptionBudget "streamapp-$part" has "one at a time" "maxUnavailable: 1" -- "${production[@]}"
  of NetworkPolicy "streamapp-$part" has "both ways" "policyTypes: [Ingress, Egress]" "kubernetes.io/metadata.name: monitoring" -- "${production[@]}"
done
refuses "'postgres' not allowed" -- "${production[@]}" --set postgres.enabled=true
