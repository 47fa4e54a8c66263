# shellcheck shell=bash disable=SC2154
# Certificates by cert-manager, and PostgreSQL by CloudNativePG. Sourced by hack/test-chart.

say "Uses cert-manager and CloudNativePG"
certificate=("${gateway[@]}" --set edge.tls.certManager.enabled=true)
cnpg=("${gateway[@]}" --set postgresql.cloudNativePG.enabled=true --api-versions postgresql.cnpg.io/v1)
has "a certificate that cert-manager signs by itself" "kind: Issuer" "selfSigned: {}" "name: streamapp-edge-self-signed" "!ClusterIssuer" -- \
  "${certificate[@]}" --set edge.tls.certManager.selfSigned=true --show-only templates/edge-certificate.yaml
has "a certificate by an issuer that is there" "kind: ClusterIssuer" "!selfSigned" -- "${certificate[@]}" --set edge.tls.certManager.issuerRef.name=letsencrypt
refuses "exclude each other" -- "${certificate[@]}" --set edge.tls.certManager.selfSigned=true --set edge.tls.certManager.issuerRef.name=letsencrypt

of Cluster streamapp-postgresql has "a database" "apiVersion: postgresql.cnpg.io/v1" "instances: 2" "database: streamapp" "owner: streamapp" "size: 1Gi" \
  "helm.sh/resource-policy: keep" "!imageName" "!imagePullSecrets" "!storageClass" -- "${cnpg[@]}"
has "the gateway finds it" 'value: "streamapp-postgresql-rw"' "name: streamapp-postgresql-app" "!kind: StatefulSet" "!database=" "!streamapp-database" -- "${cnpg[@]}"
of Cluster streamapp-postgresql has "as the administrator says" "instances: 3" "size: 20Gi" "storageClass: fast" "disk: ssd" "priorityClassName: data" \
  "imageName: mirror.example/cnpg/postgresql:17" "- name: mirror-key" "retentionPolicy: 30d" "requiredDuringScheduling" "team: shop" -- "${cnpg[@]}" \
  --set postgresql.cloudNativePG.instances=3 --set postgresql.storage.size=20Gi --set postgresql.storage.storageClassName=fast \
  --set postgresql.nodeSelector.disk=ssd --set postgresql.priorityClassName=data --set image.registry=mirror.example \
  --set postgresql.cloudNativePG.image=cnpg/postgresql:17 --set "image.pullSecrets={mirror-key}" --set postgresql.podLabels.team=shop \
  --set postgresql.cloudNativePG.spec.backup.retentionPolicy=30d \
  --set-json 'postgresql.affinity={"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[]}}}'
of NetworkPolicy streamapp-postgresql has "nobody but the gateway and each other" "cnpg.io/cluster: streamapp-postgresql" "name: streamapp-gateway" "port: 5432" \
  "port: 8000" "name: cloudnative-pg" "!port: 9187" -- "${cnpg[@]}"
of NetworkPolicy streamapp-gateway has "with CloudNativePG's pods" "cnpg.io/cluster: streamapp-postgresql" -- "${cnpg[@]}"
has "without asking the cluster" "kind: Cluster" -- "${gateway[@]}" --set postgresql.cloudNativePG.enabled=true --set postgresql.cloudNativePG.requireCrd=false
has "none without a gateway" "!cnpg.io" -- --set postgresql.cloudNativePG.enabled=true
refuses "install CloudNativePG first" -- "${gateway[@]}" --set postgresql.cloudNativePG.enabled=true
refuses "excludes database.host (\"db.example.com\")" -- "${cnpg[@]}" --set database.host=db.example.com --set database.existingSecret=shop-db
refuses "excludes database.existingSecret (\"shop-db\")" -- "${cnpg[@]}" --set database.existingSecret=shop-db
refuses "needs database.port 5432" -- "${cnpg[@]}" --set database.port=5433
refuses "'instance' not allowed" -- --set postgresql.cloudNativePG.instance=3

say "Knows the database by its certificate"
database=("${gateway[@]}" --set database.host=db.example.com --set database.existingSecret=shop-db)
backup=(--set backup.enabled=true)
of Deployment streamapp-gateway has "by an authority in a ConfigMap" "name: DB_SSLROOTCERT" 'value: "/etc/streamapp/database-ca/ca.crt"' \
  "mountPath: /etc/streamapp/database-ca" "name: shop-ca" "key: root.pem" "path: ca.crt" "!secretName" -- "${database[@]}" \
  --set database.sslMode=verify-full --set database.ca.existingConfigMap=shop-ca --set database.ca.key=root.pem
of CronJob streamapp-backup has "by the same" "name: PGSSLROOTCERT" "value: /etc/streamapp/database-ca/ca.crt" "mountPath: /etc/streamapp/database-ca" \
  "secretName: shop-ca" "key: ca.crt" "value: \"verify-ca\"" -- "${database[@]}" "${backup[@]}" \
  --set database.sslMode=verify-ca --set database.ca.existingSecret=shop-ca
of CronJob streamapp-backup has "by public authorities" "value: system" "!database-ca" -- "${database[@]}" "${backup[@]}" --set database.sslMode=verify-full
of Deployment streamapp-gateway has "by public authorities" "!DB_SSLROOTCERT" "!database-ca" -- "${database[@]}" --set database.sslMode=verify-full
of CronJob streamapp-backup has "not at all" "!PGSSLROOTCERT" "!database-ca" -- "${database[@]}" "${backup[@]}"
of Deployment streamapp-gateway has "by CloudNativePG's authority" "secretName: streamapp-postgresql-ca" "key: ca.crt" -- "${cnpg[@]}" --set database.sslMode=verify-full
refuses "exclude each other" -- "${database[@]}" --set database.sslMode=verify-full --set database.ca.existingConfigMap=a --set database.ca.existingSecret=b
refuses "and it is \"require\"" -- "${database[@]}" --set database.sslMode=require --set database.ca.existingSecret=shop-ca
refuses "verify-ca needs database.ca" -- "${database[@]}" --set database.sslMode=verify-ca
refuses "PostgreSQL has no TLS" -- "${gateway[@]}" --set database.sslMode=verify-full
refuses "'existingsecret' not allowed" -- --set database.ca.existingsecret=shop-ca
