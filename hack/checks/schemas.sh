# shellcheck shell=bash
# JSON schemas of Kubernetes' objects, made from the API descriptions that each release publishes. Source it after tools.sh.

# Another way of making them means others.
SCHEMAS=$LINT_HOME/schemas/$(sha256sum "${BASH_SOURCE[0]}" | cut -c1-12)
# The oldest Kubernetes that the chart accepts, one between, and the one of the local cluster.
declare -A KUBERNETES_SHA256=(
  [v1.29.6]=8be9f914b35bf5a9b12a48d9ec7e166f9c165a27a6d8d612662590b8589811ea
  [v1.32.13]=2335b4e7f79df85b20066164b14d8f02dd077dee7cd8c7b7fb425009c9837e85
  [v1.35.4]=483500149ee52ce5753d75f5639101d985bb4f5e902cc05b1ba7627465d62446
)
GATEWAY_API_VERSION=v1.4.0
GATEWAY_API_SHA256=c2539410dec72b793ef840f484c19d13b48210074ec801b730e9fce2c5fc825c
CERT_MANAGER_VERSION=v1.19.1
CERT_MANAGER_SHA256=7c99af3441710ffb4c0988c87a36a1448b293d4c99bf4e5ca8d3adbfc1f63b3e

# What a description does not name is wrong here: that finds misspelt fields, which an API server drops silently.
STRICT='def strict: walk(if type == "object" and (.properties | type) == "object" and (has("additionalProperties") | not)
  and ."x-kubernetes-preserve-unknown-fields" != true then .additionalProperties = false else . end);'

make_schemas() {
  local version
  mkdir -p "$LINT_HOME"
  for version in "${!KUBERNETES_SHA256[@]}"; do kubernetes_schemas "$version"; done
  module_file sigs.k8s.io/gateway-api "$GATEWAY_API_VERSION" config/crd/standard/gateway.networking.k8s.io_httproutes.yaml \
    "$GATEWAY_API_SHA256" "$LINT_HOME/downloads/httproutes-$GATEWAY_API_VERSION.yaml"
  module_file github.com/cert-manager/cert-manager "$CERT_MANAGER_VERSION" deploy/crds/cert-manager.io_certificates.yaml \
    "$CERT_MANAGER_SHA256" "$LINT_HOME/downloads/certificates-$CERT_MANAGER_VERSION.yaml"
  custom_schema "$LINT_HOME/downloads/httproutes-$GATEWAY_API_VERSION.yaml"
  custom_schema "$LINT_HOME/downloads/certificates-$CERT_MANAGER_VERSION.yaml"
  custom_schema crds/livestreams.streamapp.dev.yaml
}

# kubernetes_schemas VERSION: a file for each kind, as kubeconform names them, that refers to one with all definitions.
kubernetes_schemas() {
  local description=$LINT_HOME/downloads/kubernetes-$1.json new=$SCHEMAS/$1.new file definition
  if [[ -d $SCHEMAS/$1 ]]; then return; fi
  module_file k8s.io/kubernetes "$1" api/openapi-spec/swagger.json "${KUBERNETES_SHA256[$1]}" "$description"
  rm -rf "$new"
  mkdir -p "$new"
  jq --compact-output "$STRICT"' .definitions | strict
    | ."io.k8s.apimachinery.pkg.util.intstr.IntOrString" = {type: ["string", "integer"]}
    | ."io.k8s.apimachinery.pkg.api.resource.Quantity" = {type: ["string", "number"]}
    | {definitions: .}' "$description" >"$new/_definitions.json"
  while read -r file definition; do
    jq --null-input --arg definition "$definition" '{"$ref": "_definitions.json#/definitions/\($definition)"}' >"$new/$file.json"
  done < <(jq --raw-output '.definitions | to_entries[] | .key as $name | .value."x-kubernetes-group-version-kind" // []
    | select(length == 1) | .[0]
    | "\(.kind | ascii_downcase)\(if .group == "" then "" else "-" + (.group | split(".")[0]) end)-\(.version) \($name)"' "$description")
  mv "$new" "$SCHEMAS/$1"
}

# custom_schema CRD: the schemas of its served versions, whatever Kubernetes it is in.
custom_schema() {
  mkdir -p "$SCHEMAS/custom"
  KUBECONFIG=/dev/null kubectl label --local --filename "$1" --output json streamapp.dev/none- |
    jq --raw-output "$STRICT"' .spec as $crd | $crd.versions[] | select(.served)
      | (.schema.openAPIV3Schema | .properties = {apiVersion: {}, kind: {}, metadata: {}} + .properties | strict) as $schema
      | "\($crd.names.kind | ascii_downcase)-\($crd.group | split(".")[0])-\(.name) \($schema | tojson)"' |
    while read -r name schema; do printf '%s\n' "$schema" >"$SCHEMAS/custom/$name.json"; done
}
