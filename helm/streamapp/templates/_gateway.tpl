{{/* The gateway's variables. Secrets are referred to by name, never rendered. */}}
{{- define "streamapp.gatewayEnvironment" -}}
{{- $keys := include "streamapp.keysSecret" . -}}
{{- range $name, $value := include "streamapp.gatewayVariables" . | fromYaml }}
{{- if ne (toString $value) "" }}
- name: {{ $name }}
  value: {{ toString $value | quote }}
{{- end }}
{{- end }}
{{- range list "STREAM_TOKEN_SECRET" "JWT_SECRET" "NOTICE_SECRET" }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ $keys }}
      key: {{ . }}
{{- end }}
{{- range list "STREAM_TOKEN_SECRET_PREVIOUS" "JWT_SECRET_PREVIOUS" }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ $keys }}
      key: {{ . }}
      optional: true
{{- end }}
- name: ADMIN_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "streamapp.adminSecret" . }}
      key: password
      optional: true
- name: DB_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "streamapp.databaseSecret" . }}
      key: password
{{- if .Values.gateway.oidc.issuer }}
- name: OIDC_CLIENT_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ .Values.gateway.oidc.existingSecret }}
      key: clientSecret
{{- end }}
{{- with .Values.gateway.mail.existingSecret }}
- name: MAIL_USER
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: username
- name: MAIL_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: password
{{- end }}
{{- with .Values.gateway.sms.existingSecret }}
- name: SMS_HEADERS
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: headers
{{- end }}
{{- end -}}

{{- define "streamapp.gatewayVariables" -}}
{{- $gateway := .Values.gateway -}}
{{- $variables := dict
  "DB_HOST" (include "streamapp.databaseHost" .)
  "DB_PORT" .Values.database.port
  "DB_NAME" .Values.database.name
  "DB_USER" .Values.database.user
  "DB_SSLMODE" .Values.database.sslMode
  "DB_SSLROOTCERT" (include "streamapp.databaseAuthority" .)
  "PUBLIC_HOST" $gateway.publicHost
  "STREAMS_NAMESPACE" (include "streamapp.streamsNamespace" .)
  "CLUSTER_DOMAIN" .Values.clusterDomain
  "TRUSTED_PROXY_HOPS" (include "streamapp.proxyHops" .)
  "ALLOWED_ORIGINS" (join "," $gateway.allowedOrigins)
  "CUSTOMER_TOKEN_SECONDS" (int $gateway.customerTokenSeconds)
  "ADMIN_SESSION_SECONDS" (int $gateway.adminSessionSeconds)
  "LINK_TEMPLATE" $gateway.linkTemplate
  "ENVIRONMENT" $gateway.environment
  "LOG_FORMAT" .Values.logFormat
  "SHOP_NAME" $gateway.shopName
  "TZ" $gateway.timeZone -}}
{{- with $gateway.cdn -}}
{{- if .domain -}}
{{- $_ := merge $variables (dict "CDN_DOMAIN" .domain "CDN_TOKEN_SECONDS" .tokenSeconds) -}}
{{- end -}}
{{- end -}}
{{- with $gateway.mail -}}
{{- if .host -}}
{{- $_ := merge $variables (dict "MAIL_HOST" .host "MAIL_PORT" .port "MAIL_FROM" .from "MAIL_STARTTLS" .startTls) -}}
{{- end -}}
{{- end -}}
{{- with $gateway.oidc -}}
{{- if .issuer -}}
{{- $_ := merge $variables (dict "OIDC_ISSUER" .issuer "OIDC_CLIENT_ID" .clientId "OIDC_ADMIN_CLAIM" .adminClaim "OIDC_ADMIN_VALUE" .adminValue) -}}
{{- end -}}
{{- end -}}
{{- with $gateway.sms -}}
{{- if .url -}}
{{- $_ := merge $variables (dict "SMS_URL" .url "SMS_METHOD" .method "SMS_BODY" .body) -}}
{{- end -}}
{{- end -}}
{{- with .Values.tracing -}}
{{- if .endpoint -}}
{{- $_ := merge $variables (dict "TRACING_ENDPOINT" .endpoint "TRACING_SAMPLING" .sampling) -}}
{{- end -}}
{{- end -}}
{{- $variables | toYaml -}}
{{- end -}}
