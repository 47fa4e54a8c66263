# shellcheck shell=bash
# Kubernetes objects as they are kept: without what a cluster adds, so that another one takes them. Source it; it defines functions only.

# kept: objects, or lists of them, from standard input become one list.
# shellcheck disable=SC2016 # jq's own variables
kept() {
  jq --slurp '{apiVersion: "v1", kind: "List", items: [.[] | if .kind == "List" or has("items") then .items[] else . end
    | del(.status) | if .kind == "Namespace" then del(.spec) else . end
    | .metadata |= ({name, namespace, labels, annotations} | (.annotations // empty) |= del(.["kubectl.kubernetes.io/last-applied-configuration"])
        | with_entries(select(.value != null and .value != {})))]}'
}

# LiveStreams of all namespaces that the operator serves.
live_streams() {
  local namespaces namespace
  namespaces=$(in_release get deployment "$RELEASE-operator" --output json |
    jq --raw-output 'first(.spec.template.spec.containers[] | select(.name == "operator") | .env[] | select(.name == "WATCH_NAMESPACES")) | .value // empty')
  if [[ -z $namespaces ]]; then
    kubectl get livestreams --all-namespaces --output json
    return
  fi
  for namespace in ${namespaces//,/ }; do kubectl get livestreams --namespace "$namespace" --output json; done
}

# Namespace and name of each Secret that LiveStreams read: those made for them, where they are there, and those they name.
secrets_of_streams() {
  jq --raw-output '.items[] | .metadata.namespace as $namespace | [
      "\(.metadata.name)-ingest", "\(.metadata.name)-stream-key",
      (.spec.ingest | .. | objects | to_entries[] | select(.key | test("SecretRef$")) | .value.name)]
    | unique[] | "\($namespace) \(.)"'
}

# Names of the Secrets that gateway and edge read or are pulled with.
secrets_of_installation() {
  {
    printf '%s\n' "$GATEWAY"
    in_release get deployment "$RELEASE-edge" --ignore-not-found --output json
  } | jq --raw-output '.spec.template.spec | (.. | objects | .secretKeyRef? // empty | .name), (.volumes[]? | .secret // empty | .secretName), (.imagePullSecrets[]?.name)' |
    sort -u
}

# What Helm was given, from the newest release; nothing where Helm has made none.
helm_values() {
  local name
  name=$(in_release get secrets --selector "owner=helm,name=$RELEASE,status=deployed" --output json |
    jq --raw-output '.items | max_by(.metadata.labels.version | tonumber) | .metadata.name // empty')
  if [[ -z $name ]]; then return 0; fi
  value_of "$name" release | base64 -d | gzip -dc | jq '{chart: .chart.metadata.version, values: (.config // {})}'
}
