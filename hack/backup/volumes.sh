# shellcheck shell=bash
# Volumes of streams. Source it after installation.sh. It defines functions only.

# volumes DIRECTORY [STREAM]: namespace and name of the streams whose volume is in a backup.
volumes() {
  if [[ ! -d $1/recordings ]]; then return 0; fi
  (cd "$1/recordings" && find . -name "${2:-*}.tar" | sort | sed -n 's|^\./\([^/]*\)/\([^/]*\)\.tar$|\1 \2|p')
}

# restore_volume NAMESPACE STREAM ARCHIVE: fills the stream's volume through a pod of its own. The stream is paused before, so that the operator
# starts none meanwhile; to let it go on is the caller's.
restore_volume() {
  local stream
  VOLUME_NAMESPACE=$1
  VOLUME_POD=$2-restore
  kubectl annotate livestream "$2" --namespace "$1" --overwrite streamapp.dev/paused=true >/dev/null
  stop_stream "$1" "$2"
  stream=$(kubectl get livestream "$2" --namespace "$1" --output json)
  if ! kubectl get persistentvolumeclaim "$2-data" --namespace "$1" --output name >/dev/null 2>&1; then
    claim <<<"$stream" | kubectl create --filename - >/dev/null
  fi
  volume_pod <<<"$stream" | kubectl create --filename - >/dev/null
  kubectl wait "pod/$VOLUME_POD" --namespace "$1" --for=condition=Ready --timeout=300s >/dev/null ||
    fail "the pod that fills the volume of $1/$2 does not start" "kubectl describe pod $VOLUME_POD -n $1"
  # What is there of an earlier stream would be mixed with it. The folder itself, the first in the archive, belongs to the volume: nobody here may
  # set its mode or time.
  kubectl exec --stdin --namespace "$1" "$VOLUME_POD" -- bash -c \
    'find /data -mindepth 1 -maxdepth 1 ! -name lost+found -exec rm -rf {} + && exec tar --directory /data --extract --no-same-owner --strip-components=1 --file -' <"$3" ||
    fail "the volume of $1/$2 cannot be filled"
  remove_volume_pod
}

# The operator gives it its pod back when it is paused no more.
stop_stream() { # NAMESPACE STREAM
  if ! kubectl get deployment "$2" --namespace "$1" --output name >/dev/null 2>&1; then return 0; fi
  kubectl scale deployment "$2" --namespace "$1" --replicas 0 >/dev/null
  wait_until 60 has_no_pod "$1" "$2" || fail "the pod of $1/$2 does not end"
}

has_no_pod() {
  local pods
  pods=$(kubectl get pods --namespace "$1" --selector "streamapp.dev/stream=$2" --output name) && [[ -z $pods ]]
}

# To be called at the end, whatever happens.
remove_volume_pod() {
  if [[ -z ${VOLUME_POD:-} ]]; then return 0; fi
  kubectl delete pod "$VOLUME_POD" --namespace "$VOLUME_NAMESPACE" --ignore-not-found --wait --timeout=60s >/dev/null || warn "the pod $VOLUME_NAMESPACE/$VOLUME_POD is still there"
  VOLUME_POD=
}

# A claim for the LiveStream from standard input. The operator takes up what carries these two labels, and makes it its own.
claim() {
  jq '.metadata as $stream | {
    apiVersion: "v1", kind: "PersistentVolumeClaim",
    metadata: {name: "\($stream.name)-data", namespace: $stream.namespace, labels: {
      "app.kubernetes.io/managed-by": "streamapp-operator", "streamapp.dev/stream": $stream.name}},
    spec: ({accessModes: ["ReadWriteOnce"], resources: {requests: {storage: .spec.storage.size}}}
      + (.spec.storage.storageClassName // null | if . then {storageClassName: .} else {} end))}'
}

# Runs as the packager does, for the files are to be its own.
volume_pod() {
  local image
  image=$(in_release get deployment "$RELEASE-operator" --output json |
    jq --raw-output 'first(.spec.template.spec.containers[] | select(.name == "operator") | .env[] | select(.name == "PACKAGER_IMAGE")) | .value')
  jq --arg image "$image" --arg pod "$VOLUME_POD" '{
    apiVersion: "v1", kind: "Pod",
    metadata: {name: $pod, namespace: .metadata.namespace, labels: {"app.kubernetes.io/part-of": "streamapp"}},
    spec: {
      restartPolicy: "Never", automountServiceAccountToken: false, enableServiceLinks: false, terminationGracePeriodSeconds: 1,
      securityContext: {runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001, seccompProfile: {type: "RuntimeDefault"}},
      nodeSelector: (.spec.scheduling.nodeSelector // {}), tolerations: (.spec.scheduling.tolerations // []),
      containers: [{
        name: "restore", image: $image, command: ["sleep", "infinity"],
        resources: {requests: {cpu: "20m", memory: "32Mi"}, limits: {memory: "128Mi"}},
        securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: ["ALL"]}},
        volumeMounts: [{name: "data", mountPath: "/data"}]}],
      volumes: [{name: "data", persistentVolumeClaim: {claimName: "\(.metadata.name)-data"}}]}}'
}
