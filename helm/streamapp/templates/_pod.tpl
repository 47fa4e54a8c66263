{{/* What pods have in common. */}}

{{/* Secrets that let the nodes pull, as JSON: [{"name": …}]. */}}
{{- define "streamapp.pullSecrets" -}}
{{- $secrets := list -}}
{{- range concat (.Values.global.imagePullSecrets | default list) .Values.image.pullSecrets -}}
{{- $secrets = append $secrets (kindIs "map" . | ternary . (dict "name" .)) -}}
{{- end -}}
{{- $secrets | uniq | toJson -}}
{{- end -}}

{{/* What the Pod Security level "restricted" asks of a container, and a root that nobody writes to. */}}
{{- define "streamapp.restricted" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* How many pods a part has at least: (.Values.gateway). */}}
{{- define "streamapp.fewestPods" -}}
{{- if (.autoscaling | default dict).enabled -}}{{ .autoscaling.minReplicas }}{{- else -}}{{ .replicas }}{{- end -}}
{{- end -}}

{{/* Whether a part has several pods. */}}
{{- define "streamapp.replicated" -}}
{{- if or (gt (int .replicas) 1) (.autoscaling | default dict).enabled -}}yes{{- end -}}
{{- end -}}

{{/*
What every pod is: who it runs as, how it is pulled, and which nodes it may run on.
(dict "root" $ "part" "gateway" "values" .Values.gateway), and "user", with a volume that belongs to it, where it is not the usual one.
*/}}
{{- define "streamapp.pod" -}}
{{- $labels := include "streamapp.partSelectorLabels" . | fromYaml -}}
enableServiceLinks: false
{{- with include "streamapp.pullSecrets" .root | fromJsonArray }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .user | default 10001 }}
  runAsGroup: {{ .user | default 10001 }}
  {{- with .user }}
  fsGroup: {{ . }}
  fsGroupChangePolicy: OnRootMismatch
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .values.affinity }}
affinity:
  {{- toYaml .values.affinity | nindent 2 }}
{{- else if include "streamapp.replicated" .values }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- toYaml $labels | nindent 14 }}
{{- end }}
{{- if .values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml .values.topologySpreadConstraints | nindent 2 }}
{{- else if include "streamapp.replicated" .values }}
topologySpreadConstraints:
  # wishes: a pod that cannot be placed evenly is placed all the same
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- toYaml $labels | nindent 8 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* What the operator gives to the pods of streams, as JSON. */}}
{{- define "streamapp.streamPod" -}}
{{- $pod := pick .Values.packager "resources" "priorityClassName" "nodeSelector" "tolerations" "affinity" "topologySpreadConstraints" -}}
{{- with include "streamapp.pullSecrets" . | fromJsonArray -}}
{{- $_ := set $pod "imagePullSecrets" . -}}
{{- end -}}
{{- $pod | toJson -}}
{{- end -}}
