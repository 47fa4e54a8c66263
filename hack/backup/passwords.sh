# shellcheck shell=bash
# Passwords, passphrases and the certificate. Sourced by rotate.

# The installation's password makes the first admin where there is none. So this admin goes, sessions and all, and comes back with the new one.
rotate_admin() {
  local secret key others
  read -r secret key <<<"$(secret_of ADMIN_PASSWORD)"
  expect_own "$secret"
  database_pod
  others=$(sql <<<"select count(*) from admins where login <> 'admin'")
  if ((others > 0)); then fail "there are other admins: the first one would not be made again" "Change the password by PUT /api/admin/password (docs/api.md)."; fi
  random_text 24 | jq --raw-input --arg key "$key" '{data: {($key): (. | @base64)}}' | merge_secret "$secret"
  sql <<'END'
begin;
delete from spring_session where principal_name = 'admin:admin';
delete from admins where login = 'admin';
commit;
END
  restart_gateway
  ok "the admin has a new password, and every session has ended; API tokens go on"
  say "  kubectl get secret $secret -n $NAMESPACE -o jsonpath='{.data.$key}' | base64 -d"
}

# The new password stands in the Secret before the database has it, so that whatever is interrupted here, it is not lost.
rotate_database() {
  local secret key next password
  read -r secret key <<<"$(secret_of DB_PASSWORD)"
  expect_own "$secret"
  next=$key.next
  database_pod
  if ! has_key "$secret" "$next"; then
    random_text 32 | jq --raw-input --arg key "$next" '{data: {($key): (. | @base64)}}' | merge_secret "$secret"
  fi
  # After an interruption the database may have it already.
  if ! PASSWORD_KEY=$next sql <<<"select 1" >/dev/null 2>&1; then
    password=$(value_of "$secret" "$next")
    printf "alter role current_user password '%s';\n" "$password" | sql || fail "the database does not change the password" "It is as it was."
  fi
  in_release get secret "$secret" --output json | jq --arg key "$key" --arg next "$next" '{data: {($key): .data[$next], ($next): null}}' | merge_secret "$secret"
  ok "the database has the new password"
  restart_gateway
  ok "the gateway uses it"
}

rotate_passphrase() { # NAMESPACE STREAM
  local live secret key given
  live=$(kubectl get livestream "$2" --namespace "$1" --output json) || fail "there is no LiveStream $2 in namespace $1"
  read -r secret key <<<"$(jq --raw-output '.metadata.name as $name | .spec.ingest | if has("rtmp") then "\($name)-stream-key streamKey" elif has("srt") then "\($name)-ingest passphrase" else "" end' <<<"$live")"
  given=$(jq --raw-output '.spec.ingest | (.srt.passphraseSecretRef // .rtmp.streamKeySecretRef // .rtsp.credentialsSecretRef // {}).name // empty' <<<"$live")
  if [[ -n $given ]]; then
    fail "$2 uses a Secret of yours, $given" "Change that one, on the other side too, and then: kubectl annotate live $2 -n $1 --overwrite streamapp.dev/restart=\"\$(date)\""
  fi
  if [[ -z $secret ]]; then fail "nobody publishes to $2: it has no passphrase"; fi
  random_text 32 | jq --raw-input --arg key "$key" '{data: {($key): (. | @base64)}}' |
    kubectl patch secret "$secret" --namespace "$1" --type merge --patch-file /dev/stdin >/dev/null || fail "$2 has no passphrase of its own"
  kubectl annotate livestream "$2" --namespace "$1" --overwrite "streamapp.dev/restart=$(date -u +%FT%TZ)" >/dev/null
  ok "$2 starts anew with the new one. Its publisher is turned away until it has that one:"
  say "  kubectl get secret $secret -n $1 -o jsonpath='{.data.$key}' | base64 -d"
}

rotate_certificate() { # CERTIFICATE-FILE KEY-FILE, or both empty
  local secret pair
  secret=$(in_release get deployment "$RELEASE-edge" --output json | jq --raw-output 'first(.spec.template.spec.volumes[] | select(.name == "tls")) | .secret.secretName') ||
    fail "there is no edge $RELEASE-edge in namespace $NAMESPACE"
  expect_own "$secret"
  if [[ -n $1 ]]; then
    pair=$(cat "$2" "$1")
  else
    pair=$(self_signed)
  fi
  if [[ $pair != *"PRIVATE KEY-----"*"BEGIN CERTIFICATE-----"* ]]; then fail "that is no key and certificate in PEM"; fi
  jq --raw-input --slurp '(index("-----BEGIN CERTIFICATE-----")) as $border
    | {data: {"tls.key": (.[:$border] | @base64), "tls.crt": (.[$border:] | @base64)}}' <<<"$pair" | merge_secret "$secret"
  ok "the Secret $secret has the new certificate; the edge uses it within two minutes"
}

# By the edge's own means: key, then certificate.
self_signed() {
  # shellcheck disable=SC2016 # the shell in the pod expands it
  in_release exec "deployment/$RELEASE-edge" --container edge -- bash -c '
    set -e
    folder=$(mktemp -d /run/edge/new.XXXXXX)
    trap "rm -rf $folder" EXIT
    make-certificate "$1" "$folder" >&2
    cat "$folder/tls.key" "$folder/tls.crt"' - "$(variable PUBLIC_HOST)" 2>/dev/null || fail "the edge cannot make a certificate"
}
