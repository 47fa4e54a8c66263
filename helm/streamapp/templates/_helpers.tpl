{{/* Name of everything that belongs to the operator. */}}
{{- define "streamapp.operator" -}}
{{- printf "%s-operator" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Which installation it is, as it claims namespaces. */}}
{{- define "streamapp.operatorName" -}}
{{- printf "%s/%s" .Release.Namespace .Release.Name -}}
{{- end -}}

{{- define "streamapp.selectorLabels" -}}
app.kubernetes.io/name: streamapp-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "streamapp.labels" -}}
{{ include "streamapp.selectorLabels" . }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: streamapp
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Labels of another part: (dict "root" $ "part" "gateway"). */}}
{{- define "streamapp.partSelectorLabels" -}}
app.kubernetes.io/name: streamapp-{{ .part }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "streamapp.partLabels" -}}
{{ include "streamapp.partSelectorLabels" . }}
app.kubernetes.io/component: {{ .part }}
app.kubernetes.io/part-of: streamapp
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Pods of a part as a peer of a NetworkPolicy in any namespace, as JSON: (dict "root" $ "part" "gateway"). */}}
{{- define "streamapp.partPeer" -}}
{{- $namespace := dict "matchLabels" (dict "kubernetes.io/metadata.name" .root.Release.Namespace) -}}
{{- $pods := dict "matchLabels" (include "streamapp.partSelectorLabels" . | fromYaml) -}}
{{- dict "namespaceSelector" $namespace "podSelector" $pods | toJson -}}
{{- end -}}

{{/* Who may fetch media from the streams' pods, as JSON. Without a gateway nobody is known to: then everybody may. */}}
{{- define "streamapp.streamMediaFrom" -}}
{{- $peers := list -}}
{{- if .Values.gateway.enabled -}}
{{- $peers = list (include "streamapp.partPeer" (dict "root" . "part" "edge") | fromJson) (include "streamapp.partPeer" (dict "root" . "part" "gateway") | fromJson) -}}
{{- $peers = concat $peers .Values.networkPolicy.streamsFrom -}}
{{- end -}}
{{- $peers | toJson -}}
{{- end -}}

{{/* Who may ask the streams' pods for status and metrics, as JSON. */}}
{{- define "streamapp.streamControlFrom" -}}
{{- $peers := list (include "streamapp.partPeer" (dict "root" . "part" "operator") | fromJson) -}}
{{- if .Values.gateway.enabled -}}
{{- $peers = append $peers (include "streamapp.partPeer" (dict "root" . "part" "gateway") | fromJson) -}}
{{- end -}}
{{- concat $peers .Values.networkPolicy.metricsFrom | toJson -}}
{{- end -}}

{{/* Name of what belongs to a part: (dict "root" $ "part" "gateway"). */}}
{{- define "streamapp.partName" -}}
{{- printf "%s-%s" .root.Release.Name .part | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* The database that comes with the chart is for those who name no other. */}}
{{- define "streamapp.ownDatabase" -}}
{{- if not (or .Values.database.host .Values.postgresql.cloudNativePG.enabled) -}}yes{{- end -}}
{{- end -}}

{{- define "streamapp.cloudNativePG" -}}
{{- if and .Values.gateway.enabled .Values.postgresql.cloudNativePG.enabled -}}yes{{- end -}}
{{- end -}}

{{/* CloudNativePG names what it makes for a cluster: -rw is the Service of the one that is written to. */}}
{{- define "streamapp.databaseHost" -}}
{{- $name := include "streamapp.partName" (dict "root" . "part" "postgresql") -}}
{{- .Values.database.host | default (include "streamapp.cloudNativePG" . | empty | ternary $name (printf "%s-rw" $name)) -}}
{{- end -}}

{{- define "streamapp.cloudNativePGSelector" -}}
matchLabels:
  cnpg.io/cluster: {{ include "streamapp.partName" (dict "root" . "part" "postgresql") }}
{{- end -}}

{{/* Secrets: those that are named, else those that the bootstrap job makes. */}}
{{- define "streamapp.databaseSecret" -}}
{{- $part := include "streamapp.cloudNativePG" . | empty | ternary "database" "postgresql-app" -}}
{{- .Values.database.existingSecret | default (include "streamapp.partName" (dict "root" . "part" $part)) -}}
{{- end -}}

{{- define "streamapp.keysSecret" -}}
{{- .Values.gateway.keys.existingSecret | default (include "streamapp.partName" (dict "root" . "part" "gateway-keys")) -}}
{{- end -}}

{{- define "streamapp.adminSecret" -}}
{{- .Values.gateway.admin.existingSecret | default (include "streamapp.partName" (dict "root" . "part" "gateway-admin")) -}}
{{- end -}}

{{- define "streamapp.edgeCertificate" -}}
{{- .Values.edge.tls.existingSecret | default (include "streamapp.partName" (dict "root" . "part" "edge-tls")) -}}
{{- end -}}

{{/* The bootstrap job makes the certificate that nobody else does. */}}
{{- define "streamapp.edgeSelfSigned" -}}
{{- if and .Values.edge.enabled (not .Values.edge.tls.existingSecret) (not .Values.edge.tls.certManager.enabled) -}}yes{{- end -}}
{{- end -}}

{{/* Proxies that end TLS themselves are given a port and a Service of their own. */}}
{{- define "streamapp.edgeFronted" -}}
{{- if or .Values.edge.ingress.enabled .Values.edge.httpRoute.enabled -}}yes{{- end -}}
{{- end -}}

{{- define "streamapp.edgeFront" -}}
{{- include "streamapp.partName" (dict "root" . "part" "edge-front") -}}
{{- end -}}

{{/* The edge tells the gateway one address, the client's, whoever stands before it. */}}
{{- define "streamapp.proxyHops" -}}
{{- ternary 1 .Values.gateway.trustedProxyHops .Values.edge.enabled -}}
{{- end -}}

{{- define "streamapp.streamsNamespace" -}}
{{- .Values.streams.namespace | default (printf "%s-streams" .Release.Name) -}}
{{- end -}}

{{/* Full reference of an image: (dict "root" $ "image" .Values.operator.image). */}}
{{- define "streamapp.image" -}}
{{- $common := .root.Values.image -}}
{{- $registry := .root.Values.global.imageRegistry | default $common.registry -}}
{{- $path := list $registry $common.repository .image.name | compact | join "/" -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $path .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $path (coalesce .image.tag $common.tag .root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/*
Roles of a part, as JSON {"documents": […]}: files/operator-rbac.yaml and files/gateway-rbac.yaml are copies of operator/rbac.yaml,
which the operator's own tests run under, and of api-gateway/rbac.yaml. (dict "root" $ "part" "gateway")
*/}}
{{- define "streamapp.roles" -}}
{{- $documents := list -}}
{{- range splitList "\n---" (.root.Files.Get (printf "files/%s-rbac.yaml" .part)) -}}
{{- $document := fromYaml . -}}
{{- if $document.kind -}}
{{- $documents = append $documents $document -}}
{{- end -}}
{{- end -}}
{{- dict "documents" $documents | toJson -}}
{{- end -}}

{{/*
A role of the operator with its bindings: (dict "root" $ "role" DOCUMENT "name" NAME "namespaces" WHERE "everywhere" NAME). A namespace ""
is all of them; the name of that binding is the same in every release, so that Helm refuses a second operator for all namespaces.
*/}}
{{- define "streamapp.operatorRole" -}}
{{- $one := eq .role.kind "Role" }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .role.kind }}
metadata:
  name: {{ .name }}
  {{- if $one }}
  namespace: {{ first .namespaces }}
  {{- end }}
  labels:
    {{- include "streamapp.labels" .root | nindent 4 }}
rules:
  {{- toYaml .role.rules | nindent 2 }}
{{- range $namespace := .namespaces }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ if $namespace }}RoleBinding{{ else }}ClusterRoleBinding{{ end }}
metadata:
  {{- if $namespace }}
  name: {{ $.name }}{{ if not $one }}-streams{{ end }}
  namespace: {{ $namespace }}
  {{- else }}
  name: {{ $.everywhere }}
  {{- end }}
  labels:
    {{- include "streamapp.labels" $.root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ $.role.kind }}
  name: {{ $.name }}
subjects:
  - kind: ServiceAccount
    name: {{ include "streamapp.operator" $.root }}
    namespace: {{ $.root.Release.Namespace }}
{{- end }}
{{ end -}}

{{/* Where the Gateway is that streams of exposure UDPRoute are reached through. */}}
{{- define "streamapp.gatewayNamespace" -}}
{{- .Values.exposure.udpRoute.gateway.namespace | default .Release.Namespace -}}
{{- end -}}

{{/* What a schema cannot say, or cannot say well. */}}
{{- define "streamapp.validate" -}}
{{- $range := toString .Values.ingest.portRange -}}
{{- if not (regexMatch "^[0-9]{1,5}-[0-9]{1,5}$" $range) -}}
{{- fail (printf "ingest.portRange %q: write FIRST-LAST, for example 10000-10100." $range) -}}
{{- end -}}
{{- $first := index (splitList "-" $range) 0 | int -}}
{{- $last := index (splitList "-" $range) 1 | int -}}
{{- if or (lt $first 1024) (gt $last 65535) (gt $first $last) -}}
{{- fail (printf "ingest.portRange %q: both ends have to lie in 1024-65535, the lower one first." $range) -}}
{{- end -}}
{{- if not (has .Values.exposure.default .Values.exposure.allowed) -}}
{{- fail (printf "exposure.default %q is not in exposure.allowed (%s): add it there, or take one of those." .Values.exposure.default (join ", " .Values.exposure.allowed)) -}}
{{- end -}}
{{- if and (has "UDPRoute" .Values.exposure.allowed) (not .Values.exposure.udpRoute.gateway.name) -}}
{{- fail "exposure.udpRoute.gateway.name is empty: name the Gateway that streams of exposure UDPRoute are reached through, or take UDPRoute out of exposure.allowed." -}}
{{- end -}}
{{- $streams := include "streamapp.streamsNamespace" . -}}
{{- range append .Values.watchNamespaces $streams -}}
{{- if not (regexMatch "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" .) -}}
{{- fail (printf "%q is not the name of a namespace: lower-case letters, digits and '-', at most 63." .) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.watchNamespaces (not (has $streams .Values.watchNamespaces)) -}}
{{- fail (printf "watchNamespaces does not hold the stream namespace %q, so its LiveStreams would be ignored: add it, or set streams.namespace to one that is watched." $streams) -}}
{{- end -}}
{{- range $component, $digest := dict "operator" .Values.operator.image.digest "packager" .Values.packager.image.digest "publisher" .Values.publisher.image.digest "gateway" .Values.gateway.image.digest "edge" .Values.edge.image.digest "postgresql" .Values.postgresql.image.digest -}}
{{- if and $digest (not (regexMatch "^sha256:[0-9a-f]{64}$" $digest)) -}}
{{- fail (printf "%s.image.digest %q: write sha256: and 64 hexadecimal digits, or leave it empty to use the tag." $component $digest) -}}
{{- end -}}
{{- end -}}
{{- range $name, $registry := dict "image.registry" .Values.image.registry "global.imageRegistry" (.Values.global.imageRegistry | default "") -}}
{{- if hasSuffix "/" $registry -}}
{{- fail (printf "%s %q: write it without the '/' at the end." $name $registry) -}}
{{- end -}}
{{- end -}}
{{- range $name := list "gateway" "edge" -}}
{{- with (get $.Values $name).autoscaling -}}
{{- if and .enabled (gt (int .minReplicas) (int .maxReplicas)) -}}
{{- fail (printf "%s.autoscaling.minReplicas is %d and maxReplicas %d: the most has to be no less than the fewest." $name (int .minReplicas) (int .maxReplicas)) -}}
{{- end -}}
{{- if and .enabled (not .targetCPUUtilizationPercentage) (not .targetMemoryUtilizationPercentage) -}}
{{- fail (printf "%s.autoscaling has no target: set targetCPUUtilizationPercentage or targetMemoryUtilizationPercentage." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.monitoring.podMonitors.enabled .Values.networkPolicy.enabled (not .Values.networkPolicy.metricsFrom) -}}
{{- fail "monitoring.podMonitors.enabled needs networkPolicy.metricsFrom: name the namespace of Prometheus there, or nobody but the node may read metrics." -}}
{{- end -}}
{{- if .Values.gateway.enabled -}}
{{- include "streamapp.validateGateway" . -}}
{{- if .Values.edge.enabled -}}
{{- include "streamapp.validateEdge" . -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "streamapp.validateEdge" -}}
{{- if gt (int .Values.gateway.trustedProxyHops) 0 -}}
{{- fail "gateway.trustedProxyHops is for a gateway without edge: name the networks of the proxies in edge.trustedProxies, from which the edge tells the client's address." -}}
{{- end -}}
{{- with .Values.edge -}}
{{- if and .tls.certManager.enabled .tls.existingSecret -}}
{{- fail (printf "edge.tls.certManager.enabled and edge.tls.existingSecret (%q) exclude each other: cert-manager writes a Secret of its own." .tls.existingSecret) -}}
{{- end -}}
{{- if and .tls.certManager.enabled (not .tls.certManager.issuerRef.name) (not .tls.certManager.selfSigned) -}}
{{- fail "edge.tls.certManager.issuerRef.name is empty: name the Issuer or ClusterIssuer that signs the certificate, or set edge.tls.certManager.selfSigned." -}}
{{- end -}}
{{- if and .tls.certManager.issuerRef.name .tls.certManager.selfSigned -}}
{{- fail (printf "edge.tls.certManager.selfSigned and edge.tls.certManager.issuerRef.name (%q) exclude each other." .tls.certManager.issuerRef.name) -}}
{{- end -}}
{{- if and .proxyProtocol (not .trustedProxies) -}}
{{- fail "edge.proxyProtocol needs edge.trustedProxies, the networks of the load balancer: anybody else's word about a client's address is not believed." -}}
{{- end -}}
{{- if and .proxyProtocol (include "streamapp.edgeFronted" $) -}}
{{- fail "edge.proxyProtocol excludes edge.ingress and edge.httpRoute: these tell the client's address in X-Forwarded-For." -}}
{{- end -}}
{{- if and (include "streamapp.edgeFronted" $) (not .trustedProxies) -}}
{{- fail "edge.ingress and edge.httpRoute need edge.trustedProxies, the networks of the proxies' pods (of all pods, for example): without it every viewer would be one client to limits and the audit log." -}}
{{- end -}}
{{- if and .httpRoute.enabled (not .httpRoute.parentRefs) -}}
{{- fail "edge.httpRoute.parentRefs is empty: name the Gateway to attach to." -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "streamapp.validateCloudNativePG" -}}
{{- range $name := list "host" "existingSecret" -}}
{{- with get $.Values.database $name -}}
{{- fail (printf "postgresql.cloudNativePG.enabled excludes database.%s (%q): CloudNativePG makes database and Secret." $name .) -}}
{{- end -}}
{{- end -}}
{{- if ne (int .Values.database.port) 5432 -}}
{{- fail (printf "postgresql.cloudNativePG.enabled needs database.port 5432, and it is %d." (int .Values.database.port)) -}}
{{- end -}}
{{- if and .Values.postgresql.cloudNativePG.requireCrd (not (.Capabilities.APIVersions.Has "postgresql.cnpg.io/v1")) -}}
{{- fail "postgresql.cloudNativePG.enabled, and this cluster does not know clusters.postgresql.cnpg.io: install CloudNativePG first. `helm template` knows no cluster: add --api-versions postgresql.cnpg.io/v1, or set postgresql.cloudNativePG.requireCrd=false." -}}
{{- end -}}
{{- end -}}

{{- define "streamapp.validateGateway" -}}
{{- if not .Values.gateway.publicHost -}}
{{- fail "gateway.publicHost is empty: name the host that customers' browsers see, for example live.example.com." -}}
{{- end -}}
{{- if and .Values.database.host (not .Values.database.existingSecret) -}}
{{- fail (printf "database.host is %q, so database.existingSecret has to name a Secret in namespace %q that holds its password under the key password." .Values.database.host .Release.Namespace) -}}
{{- end -}}
{{- if .Values.postgresql.cloudNativePG.enabled -}}
{{- include "streamapp.validateCloudNativePG" . -}}
{{- end -}}
{{- include "streamapp.validateDatabaseTls" . -}}
{{- with .Values.gateway.oidc -}}
{{- if and .issuer (not (and .clientId .existingSecret .adminValue)) -}}
{{- fail "gateway.oidc.issuer is set, so clientId, existingSecret and adminValue have to be set beside it: without adminValue nobody would be an admin." -}}
{{- end -}}
{{- end -}}
{{- if and .Values.gateway.mail.host (not .Values.gateway.mail.from) -}}
{{- fail "gateway.mail.from is empty: name the address that mails come from." -}}
{{- end -}}
{{- end -}}
