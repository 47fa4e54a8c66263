# shellcheck shell=bash disable=SC2154
# What checks of the chart are written with. Source it after output.sh; it defines functions only. Those who source it have CHART and
# OLDEST_KUBERNETES of chart-facts.sh, set a folder `work` and `failures=0`, which these functions count up; in a folder `renderings`, what was rendered is kept.

render() { # HELM-ARGUMENTS…
  if [[ ${rendering:-} == notes ]]; then render_notes "$@"; return; fi
  helm template streamapp "$CHART" --namespace streamapp --kube-version "$OLDEST_KUBERNETES" "$@"
}

wrong() {
  printf '  ✗ %s\n' "$1" >&2
  sed 's/^/      /' "$work/output" | tail -n 20 >&2
  failures=$((failures + 1))
}

# of KIND NAME has …: looks at that one document of what is rendered.
of() {
  local kind=$1 name=$2
  shift 2
  "$@"
}

keep_document() { # KIND NAME
  awk -v RS='\n---\n' -v kind="$1" -v name="$2" \
    'index("\n" $0, "\nkind: " kind "\n") && index($0, "\nmetadata:\n  name: " name "\n")' "$work/output" >"$work/document"
  mv "$work/document" "$work/output"
}

# has TITLE EXPECTED… -- HELM-ARGUMENTS… : each EXPECTED is text that is rendered, or with a leading "!" is not.
has() {
  local title=$1 expected=() line
  shift
  while [[ $1 != -- ]]; do
    expected+=("$1")
    shift
  done
  shift
  if ! render "$@" >"$work/output" 2>&1; then
    wrong "$title: does not render"
    return
  fi
  if [[ -n ${renderings:-} && ${rendering:-} != notes ]]; then cp "$work/output" "$renderings/${title//[^A-Za-z0-9]/-}.yaml"; fi
  if [[ -n ${kind:-} ]]; then
    keep_document "$kind" "$name"
    title="$kind $name: $title"
  fi
  for line in "${expected[@]}"; do
    if [[ $line == !* ]]; then
      if grep -qF -- "${line#!}" "$work/output"; then wrong "$title: renders '${line#!}'"; return; fi
    elif ! grep -qF -- "$line" "$work/output"; then
      wrong "$title: does not render '$line'"
      return
    fi
  done
  ok "$title"
}

# refuses MESSAGE -- HELM-ARGUMENTS…
refuses() {
  local message=$1
  shift 2
  if render "$@" >"$work/output" 2>&1; then
    wrong "$* is accepted"
  elif ! grep -qF -- "$message" "$work/output"; then
    wrong "$* is refused without saying: $message"
  else
    ok "refuses $*"
  fi
}

# notes TITLE EXPECTED… -- HELM-ARGUMENTS…: as has, of what an install says at its end.
notes() {
  local rendering=notes
  has "$@"
}

render_notes() {
  helm install streamapp "$CHART" --namespace streamapp --dry-run=client "$@" 2>&1 | sed -n '/^Error/p; /^NOTES:/,$p'
}
