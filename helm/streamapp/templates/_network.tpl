{{/* Who talks to whom: rules of network policies. Ports are those of pods, which policies go by after Services are resolved. */}}

{{/* Metadata and selector of a part's policy: (dict "root" $ "part" "gateway"). */}}
{{- define "streamapp.policyMetadata" -}}
name: {{ include "streamapp.partName" . }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "streamapp.partLabels" . | nindent 2 }}
{{- end -}}

{{- define "streamapp.policySelector" -}}
matchLabels:
  {{- include "streamapp.partSelectorLabels" . | nindent 2 }}
{{- end -}}

{{/* A rule from or to peers, where none means everybody: (dict "direction" "to" "peers" list "ports" (list 443) "protocols" (list "TCP")). */}}
{{- define "streamapp.rule" -}}
{{- $protocols := .protocols | default (list "TCP") -}}
- ports:
    {{- range $port := .ports }}
    {{- range $protocol := $protocols }}
    - port: {{ $port }}
      protocol: {{ $protocol }}
    {{- end }}
    {{- end }}
  {{- with .peers }}
  {{ $.direction }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* Pods of a part in the release's namespace, as a list of one peer: (dict "root" $ "part" "gateway"). */}}
{{- define "streamapp.partPeers" -}}
{{- list (dict "podSelector" (include "streamapp.policySelector" . | fromYaml)) | toJson -}}
{{- end -}}

{{/* To pods of a part: (dict "root" $ "part" "gateway" "port" 8080). */}}
{{- define "streamapp.toPart" -}}
{{- include "streamapp.rule" (dict "direction" "to" "peers" (include "streamapp.partPeers" . | fromJsonArray) "ports" (list .port)) -}}
{{- end -}}

{{/* To pods of streams: (dict "namespaces" (list "live") "ports" (list 8080)); no namespace: in all of them. */}}
{{- define "streamapp.toStreams" -}}
{{- $namespaces := dict -}}
{{- with .namespaces -}}
{{- $namespaces = dict "matchExpressions" (list (dict "key" "kubernetes.io/metadata.name" "operator" "In" "values" .)) -}}
{{- end -}}
{{- $pods := dict "matchLabels" (dict "app.kubernetes.io/name" "streamapp-packager") -}}
{{- include "streamapp.rule" (dict "direction" "to" "peers" (list (dict "namespaceSelector" $namespaces "podSelector" $pods)) "ports" .ports) -}}
{{- end -}}

{{- define "streamapp.toDns" -}}
{{- with .Values.networkPolicy.dns -}}
{{- include "streamapp.rule" (dict "direction" "to" "peers" .to "ports" .ports "protocols" (list "UDP" "TCP")) -}}
{{- end -}}
{{- end -}}

{{/* Its address may be told as a name. */}}
{{- define "streamapp.toApiServer" -}}
{{- include "streamapp.toDns" . }}
{{ with .Values.networkPolicy.apiServer -}}
{{- include "streamapp.rule" (dict "direction" "to" "peers" .to "ports" .ports) -}}
{{- end -}}
{{- end -}}

{{/* Port of an address such as https://id.example.com:8443/realms/shop. */}}
{{- define "streamapp.urlPort" -}}
{{- $authority := regexFind "^https?://[^/?#]+" . -}}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $authority) | default (hasPrefix "https:" . | ternary "443" "80") -}}
{{- end -}}

{{/* To the services outside that the gateway uses. */}}
{{- define "streamapp.toServices" -}}
{{- $policy := .Values.networkPolicy -}}
{{- with .Values.gateway.mail -}}
{{- if .host }}
{{ include "streamapp.rule" (dict "direction" "to" "peers" $policy.mailTo "ports" (list .port)) }}
{{- end -}}
{{- end -}}
{{- with .Values.gateway.sms.url }}
{{ include "streamapp.rule" (dict "direction" "to" "peers" $policy.smsTo "ports" (list (include "streamapp.urlPort" .))) }}
{{- end -}}
{{- with .Values.tracing.endpoint }}
{{ include "streamapp.rule" (dict "direction" "to" "peers" $policy.tracingTo "ports" (list (include "streamapp.urlPort" .))) }}
{{- end -}}
{{- with .Values.gateway.oidc.issuer }}
{{ include "streamapp.rule" (dict "direction" "to" "peers" $policy.oidcTo "ports" (list (include "streamapp.urlPort" .))) }}
{{- end -}}
{{- end -}}

{{/* The pods of the database; nothing where they are not in this release's namespace. */}}
{{- define "streamapp.databaseSelector" -}}
{{- if include "streamapp.ownDatabase" . -}}
{{- include "streamapp.policySelector" (dict "root" $ "part" "postgresql") -}}
{{- else if include "streamapp.cloudNativePG" . -}}
{{- include "streamapp.cloudNativePGSelector" . -}}
{{- end -}}
{{- end -}}

{{/* To the database, wherever it is. */}}
{{- define "streamapp.toDatabase" -}}
{{- $peers := .Values.networkPolicy.databaseTo -}}
{{- with include "streamapp.databaseSelector" . -}}
{{- $peers = list (dict "podSelector" (fromYaml .)) -}}
{{- end -}}
{{- $port := include "streamapp.cloudNativePG" . | empty | ternary .Values.database.port 5432 -}}
{{- include "streamapp.rule" (dict "direction" "to" "peers" $peers "ports" (list $port)) -}}
{{- end -}}
