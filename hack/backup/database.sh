# shellcheck shell=bash
# The gateway's database, asked from within the cluster. Source it after installation.sh, and read_installation first.

# database_pod: sets DATABASE_POD to one that has PostgreSQL's clients: the chart's PostgreSQL itself, else one that is started for it.
database_pod() {
  if [[ -n ${DATABASE_POD:-} ]]; then return 0; fi
  if [[ $(variable DB_HOST) == "$RELEASE-postgresql" ]]; then
    DATABASE_POD=$RELEASE-postgresql-0 DATABASE_HOST=127.0.0.1
    in_release wait "pod/$DATABASE_POD" --for=condition=Ready --timeout=120s >/dev/null || fail "the database $DATABASE_POD is not ready"
    return 0
  fi
  DATABASE_HOST=$(variable DB_HOST)
  local image
  image=$(database_image)
  DATABASE_POD=$RELEASE-database-client-$$
  database_client "$DATABASE_POD" "$image" | in_release create --filename - >/dev/null
  DATABASE_CLIENT=$DATABASE_POD
  in_release wait "pod/$DATABASE_POD" --for=condition=Ready --timeout=180s >/dev/null ||
    fail "the pod $DATABASE_POD with PostgreSQL's clients does not start" "Its image is $image; DATABASE_IMAGE names another one."
}

# To be called at the end, whatever happens.
remove_database_client() {
  if [[ -n ${DATABASE_CLIENT:-} ]]; then in_release delete pod "$DATABASE_CLIENT" --wait=false >/dev/null || warn "the pod $DATABASE_CLIENT is still there"; fi
}

database_image() {
  local image
  image=${DATABASE_IMAGE:-$(in_release get cronjob "$RELEASE-backup" --ignore-not-found --output 'jsonpath={.spec.jobTemplate.spec.template.spec.containers[0].image}')}
  if [[ -z $image ]]; then
    image=$(jq --raw-output '.spec.template.spec.containers[] | select(.name == "gateway") | .image' <<<"$GATEWAY")
    if [[ $image != */gateway:* ]]; then fail "there is no telling which image has PostgreSQL's clients" "Name one: DATABASE_IMAGE=…"; fi
    image=${image%/gateway:*}/postgresql:${image##*:}
  fi
  printf '%s\n' "$image"
}

# Has the labels of the chart's dumps, which network policies let through to the database.
database_client() { # NAME IMAGE
  jq --arg name "$1" --arg image "$2" --arg release "$RELEASE" '{
    apiVersion: "v1", kind: "Pod",
    metadata: {name: $name, labels: {
      "app.kubernetes.io/name": "streamapp-backup", "app.kubernetes.io/instance": $release, "app.kubernetes.io/part-of": "streamapp"}},
    spec: {
      restartPolicy: "Never", automountServiceAccountToken: false, enableServiceLinks: false,
      # whose signature the certificate of the database has to have
      volumes: [.spec.template.spec.volumes[]? | select(.name == "database-ca")],
      # goes by itself where nobody is left to delete it
      activeDeadlineSeconds: 7200, terminationGracePeriodSeconds: 1,
      imagePullSecrets: (.spec.template.spec.imagePullSecrets // []),
      securityContext: {runAsNonRoot: true, runAsUser: 10002, runAsGroup: 10002, seccompProfile: {type: "RuntimeDefault"}},
      containers: [{
        name: "client", image: $image, command: ["sleep", "7200"],
        volumeMounts: [.spec.template.spec.containers[] | select(.name == "gateway") | .volumeMounts[]? | select(.name == "database-ca")],
        resources: {requests: {cpu: "20m", memory: "32Mi"}, limits: {memory: "256Mi"}},
        securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: ["ALL"]}}}]}}' <<<"$GATEWAY"
}

# with_database COMMAND… : runs it beside the database, its standard input behind the password that comes first. The password is that of
# the Secret of now, not the one the pod was started with.
# shellcheck disable=SC2016 # the shell in the pod expands it
with_database() {
  local secret key
  database_pod
  read -r secret key <<<"$(secret_of DB_PASSWORD)"
  { database_password "$secret" "$key" && printf '\n' && cat; } |
    in_release exec --stdin "$DATABASE_POD" -- bash -c 'IFS= read -r PGPASSWORD && export PGPASSWORD && exec "$@"' - env \
      "PGHOST=$DATABASE_HOST" "PGPORT=$(variable DB_PORT)" "PGDATABASE=$(variable DB_NAME)" "PGUSER=$(variable DB_USER)" \
      "PGSSLMODE=$(variable DB_SSLMODE)" "PGSSLROOTCERT=$(authorities)" PGCONNECT_TIMEOUT=30 "$@"
}

# As libpq wants to be told: a file, or the image's own list. Without verification it is to find none of its own either.
authorities() {
  local named
  named=$(variable DB_SSLROOTCERT)
  if [[ $(variable DB_SSLMODE) == verify-* ]]; then printf '%s\n' "${named:-system}"; fi
}

# Another than the Secret's where a rotation was interrupted.
database_password() { value_of "$1" "${PASSWORD_KEY:-$2}"; }

# sql: statements from standard input; what they answer, unadorned. One that fails ends it.
sql() { with_database psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1; }
