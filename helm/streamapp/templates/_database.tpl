{{/* How the gateway and its dumps know that a database is the one that is meant. */}}

{{- define "streamapp.databaseVerified" -}}
{{- if hasPrefix "verify-" .Values.database.sslMode -}}yes{{- end -}}
{{- end -}}

{{/* The Secret with the authority's certificate; CloudNativePG names the one that it makes. */}}
{{- define "streamapp.databaseAuthoritySecret" -}}
{{- with .Values.database.ca -}}
{{- if .existingSecret -}}
{{- .existingSecret -}}
{{- else if and (not .existingConfigMap) (include "streamapp.cloudNativePG" $) (include "streamapp.databaseVerified" $) -}}
{{- include "streamapp.partName" (dict "root" $ "part" "postgresql-ca") -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The file with it; nothing where none is named. */}}
{{- define "streamapp.databaseAuthority" -}}
{{- if or (include "streamapp.databaseAuthoritySecret" .) .Values.database.ca.existingConfigMap -}}
/etc/streamapp/database-ca/ca.crt
{{- end -}}
{{- end -}}

{{- define "streamapp.databaseAuthorityMount" -}}
{{- if include "streamapp.databaseAuthority" . }}
- name: database-ca
  mountPath: {{ include "streamapp.databaseAuthority" . | dir }}
  readOnly: true
{{- end -}}
{{- end -}}

{{- define "streamapp.databaseAuthorityVolume" -}}
{{- if include "streamapp.databaseAuthority" . }}
- name: database-ca
  {{- if .Values.database.ca.existingConfigMap }}
  configMap:
    name: {{ .Values.database.ca.existingConfigMap }}
  {{- else }}
  secret:
    secretName: {{ include "streamapp.databaseAuthoritySecret" . }}
  {{- end }}
    items:
      - key: {{ .Values.database.ca.key }}
        path: {{ include "streamapp.databaseAuthority" . | base }}
{{- end -}}
{{- end -}}

{{- define "streamapp.validateDatabaseTls" -}}
{{- $mode := .Values.database.sslMode -}}
{{- $named := include "streamapp.databaseAuthority" . -}}
{{- if and .Values.database.ca.existingSecret .Values.database.ca.existingConfigMap -}}
{{- fail "database.ca.existingSecret and database.ca.existingConfigMap exclude each other." -}}
{{- end -}}
{{- if and $named (not (include "streamapp.databaseVerified" .)) -}}
{{- fail (printf "database.ca is looked at with database.sslMode verify-ca or verify-full, and it is %q." $mode) -}}
{{- end -}}
{{- if and (eq $mode "verify-ca") (not $named) -}}
{{- fail "database.sslMode verify-ca needs database.ca: with the public authorities any site's certificate would do. Name yours, or take verify-full." -}}
{{- end -}}
{{- if and (include "streamapp.ownDatabase" .) (has $mode (list "require" "verify-ca" "verify-full")) -}}
{{- fail (printf "database.sslMode is %q, and the chart's own PostgreSQL has no TLS: name a database.host, or take prefer." $mode) -}}
{{- end -}}
{{- end -}}
