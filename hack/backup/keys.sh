# shellcheck shell=bash
# Keys that sign, and the one that encrypts what waits. Sourced by rotate.

# Set beside a rotation, on the Secret: "introduced" while pods learn the new key, then when it began to sign.
rotation_mark() { printf 'streamapp.dev/rotation-%s\n' "$1"; } # KEY

mark_of() { in_release get secret "$1" --output json | jq --raw-output --arg mark "$(rotation_mark "$2")" '.metadata.annotations[$mark] // empty'; }

has_key() { in_release get secret "$1" --output json | jq --exit-status --arg key "$2" '.data | has($key)' >/dev/null; }

# In two rounds. A pod that signs with a key that another one does not know yet would make addresses that fail there: so first all pods accept
# the new key, as the "previous" one, and then it changes places with the present one.
rotate_key() { # VARIABLE WHAT
  local secret key mark
  read -r secret key <<<"$(secret_of "$1")"
  expect_own "$secret"
  mark=$(mark_of "$secret" "$1")
  if [[ $mark != introduced ]]; then
    if has_key "$secret" "${key}_PREVIOUS"; then
      fail "the former key of an earlier rotation is still accepted${mark:+, since $mark}" "End that one first: --finish"
    fi
    random_key 48 | jq --raw-input --arg key "${key}_PREVIOUS" --arg mark "$(rotation_mark "$1")" \
      '{metadata: {annotations: {($mark): "introduced"}}, data: {($key): (. | @base64)}}' | merge_secret "$secret"
  fi
  restart_gateway
  ok "all pods of the gateway accept the new key"
  in_release get secret "$secret" --output json | jq --arg key "$key" --arg mark "$(rotation_mark "$1")" --arg now "$(date -u +%FT%TZ)" \
    '{metadata: {resourceVersion: .metadata.resourceVersion, annotations: {($mark): $now}}, data: {($key): .data["\($key)_PREVIOUS"], "\($key)_PREVIOUS": .data[$key]}}' | merge_secret "$secret"
  restart_gateway
  ok "the new key signs; what the former one signed is still accepted"
  say "In $(duration "$(longest_life)") nothing that the former one signed is in use any more; then: hack/backup/rotate $2 --finish"
  say "If it has leaked, do that now (--finish --force): customers have to log in anew, or open their page anew."
}

# How long the longest-lived address or log-in made just before a rotation is good for, in seconds.
longest_life() {
  local seconds four_hours=14400
  seconds=$(variable CUSTOMER_TOKEN_SECONDS)
  # Admins' addresses live for four hours, whatever customers' do.
  printf '%s\n' "$((${seconds:-0} > four_hours ? seconds : four_hours))"
}

duration() { printf '%d h %02d min' $(($1 / 3600)) $(($1 % 3600 / 60)); }

finish_key() { # VARIABLE WHAT
  local secret key mark left
  read -r secret key <<<"$(secret_of "$1")"
  expect_own "$secret"
  if ! has_key "$secret" "${key}_PREVIOUS"; then fail "no former key is accepted: there is nothing to finish"; fi
  mark=$(mark_of "$secret" "$1")
  if [[ $mark == introduced ]]; then fail "the rotation was interrupted, and the new key does not sign yet" "Run it again: hack/backup/rotate $2"; fi
  # A former key that was put there by hand has no mark: it may be from just now.
  left=$(jq --null-input --arg since "$mark" --argjson life "$(longest_life)" '(if $since == "" then now else ($since | fromdateiso8601) end) + $life - now | ceil')
  if ((left > 0)) && [[ -z $force ]]; then
    fail "what the former key signed may be in use for another $(duration "$left")" "--force ends it now: whoever uses it has to log in or open the page anew."
  fi
  jq --null-input --arg key "${key}_PREVIOUS" --arg mark "$(rotation_mark "$1")" '{metadata: {annotations: {($mark): null}}, data: {($key): null}}' | merge_secret "$secret"
  restart_gateway
  ok "the former key is gone; what it signed is refused"
}

rotate_notice_key() {
  local secret key
  read -r secret key <<<"$(secret_of NOTICE_SECRET)"
  expect_own "$secret"
  random_key 32 | jq --raw-input --arg key "$key" '{data: {($key): (. | @base64)}}' | merge_secret "$secret"
  restart_gateway
  ok "the new key encrypts passwords that wait for delivery"
  say "A mail or SMS that was not sent yet now fails, and says so at its access: send it again there."
}
