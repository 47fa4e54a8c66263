# shellcheck shell=bash
# An installation as its cluster knows it, whoever made it: Helm, kubectl apply -k, GitOps. Source it after output.sh.
# Uses NAMESPACE and RELEASE.

# What every verb of this folder takes from its environment.
installation_options() {
  cat <<'END_OF_OPTIONS'
Environment
  NAMESPACE        where the programs run (default streamapp)
  RELEASE          name of the Helm release, with which their names begin (default streamapp)
  KUBECONFIG       the cluster, as for kubectl
  DATABASE_IMAGE   for a database that is not the chart's: an image with bash and PostgreSQL's clients, not older than the database
                   (default: what the chart's dumps use, else the chart's PostgreSQL image)
END_OF_OPTIONS
}

NAMESPACE=${NAMESPACE:-streamapp}
RELEASE=${RELEASE:-streamapp}

expect_programs() { # PROGRAM…
  local program
  for program in "$@"; do
    if [[ -z $(type -P "$program") ]]; then fail "$program is not installed" "Install it and try again."; fi
  done
}

# in_release ARGUMENTS… : kubectl in the namespace of the programs.
in_release() { kubectl --namespace "$NAMESPACE" "$@"; }

# read_installation: what the gateway is told stands in GATEWAY from now on.
read_installation() {
  local said
  if ! said=$(in_release get deployment "$RELEASE-gateway" --output json 2>&1); then
    fail "there is no gateway $RELEASE-gateway in namespace $NAMESPACE" "$said" "Name another installation: NAMESPACE=… RELEASE=…"
  fi
  GATEWAY=$said
}

# variable NAME: a variable of the gateway, empty where it has none.
variable() {
  jq --raw-output --arg name "$1" \
    'first(.spec.template.spec.containers[] | select(.name == "gateway") | .env[] | select(.name == $name)) | .value // empty' <<<"$GATEWAY"
}

# secret_of VARIABLE: the Secret and the key it is read from.
secret_of() {
  jq --raw-output --arg name "$1" \
    'first(.spec.template.spec.containers[] | select(.name == "gateway") | .env[] | select(.name == $name)) | .valueFrom.secretKeyRef | "\(.name) \(.key)"' <<<"$GATEWAY"
}

# value_of SECRET KEY: goes to standard output, so give it to a pipe, never to arguments, which everybody sees.
value_of() { in_release get secret "$1" --output json | jq --exit-status --raw-output --arg key "$2" '.data[$key] // empty' | base64 -d; }

# merge_secret SECRET: a merge patch from standard input. Values travel by pipe alone.
merge_secret() { in_release patch secret "$1" --type merge --patch-file /dev/stdin >/dev/null; }

# Without letters and digits that look alike, as the installation makes them.
random_text() { # LENGTH
  local text=
  while ((${#text} < $1)); do
    text+=$(head -c 256 /dev/urandom | LC_ALL=C tr -dc 'A-HJ-NP-Za-km-z2-9')
  done
  printf '%s\n' "${text:0:$1}"
}

random_key() { head -c "$1" /dev/urandom | base64 | tr -d '\n'; } # BYTES

# restart_gateway: pod by pod; ends when all are ready.
restart_gateway() {
  in_release rollout restart "deployment/$RELEASE-gateway" >/dev/null
  in_release rollout status "deployment/$RELEASE-gateway" --timeout 10m >/dev/null ||
    fail "the gateway's new pods do not become ready" "Those from before go on. See: kubectl logs deployment/$RELEASE-gateway -n $NAMESPACE"
}
