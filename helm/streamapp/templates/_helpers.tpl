{{/* Name of everything that belongs to the operator. */}}
{{- define "streamapp.operator" -}}
{{- printf "%s-operator" .Release.Name | trunc 63 | trimSuffix "-" -}}
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

{{- define "streamapp.streamsNamespace" -}}
{{- .Values.streams.namespace | default (printf "%s-streams" .Release.Name) -}}
{{- end -}}

{{/* Full reference of an image: (dict "root" $ "image" .Values.operator.image). */}}
{{- define "streamapp.image" -}}
{{- $common := .root.Values.image -}}
{{- $path := list $common.registry $common.repository .image.name | compact | join "/" -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $path .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $path (coalesce .image.tag $common.tag .root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/*
Roles of the operator, as JSON {"documents": […]}: files/operator-rbac.yaml is a copy of operator/rbac.yaml,
which the operator's own tests run under.
*/}}
{{- define "streamapp.operatorRoles" -}}
{{- $documents := list -}}
{{- range splitList "\n---" (.Files.Get "files/operator-rbac.yaml") -}}
{{- $document := fromYaml . -}}
{{- if $document.kind -}}
{{- $documents = append $documents $document -}}
{{- end -}}
{{- end -}}
{{- dict "documents" $documents | toJson -}}
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
{{- $streams := include "streamapp.streamsNamespace" . -}}
{{- range append .Values.watchNamespaces $streams -}}
{{- if not (regexMatch "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" .) -}}
{{- fail (printf "%q is not the name of a namespace: lower-case letters, digits and '-', at most 63." .) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.watchNamespaces (not (has $streams .Values.watchNamespaces)) -}}
{{- fail (printf "watchNamespaces does not hold the stream namespace %q, so its LiveStreams would be ignored: add it, or set streams.namespace to one that is watched." $streams) -}}
{{- end -}}
{{- range $component, $digest := dict "operator" .Values.operator.image.digest "packager" .Values.packager.image.digest "publisher" .Values.publisher.image.digest -}}
{{- if and $digest (not (regexMatch "^sha256:[0-9a-f]{64}$" $digest)) -}}
{{- fail (printf "%s.image.digest %q: write sha256: and 64 hexadecimal digits, or leave it empty to use the tag." $component $digest) -}}
{{- end -}}
{{- end -}}
{{- if hasSuffix "/" .Values.image.registry -}}
{{- fail (printf "image.registry %q: write it without the '/' at the end." .Values.image.registry) -}}
{{- end -}}
{{- end -}}
