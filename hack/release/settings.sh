# shellcheck shell=bash disable=SC2034 # those who source it use them
# What the release's scripts share. Source it after output.sh, in the root of the repository.

CHART=helm/streamapp
OUT=${RELEASE_OUT:-build/release}

# The chart's version is the version of all.
VERSION=$(sed -n 's/^version: //p' "$CHART/Chart.yaml")

RELEASED_IMAGES=(packager operator publisher gateway postgresql edge)

expect_registry() {
  if [[ -z ${REGISTRY:-} ]]; then fail "REGISTRY is not set" "Name where to: REGISTRY=registry.example.com $0 …"; fi
}

expect_commands() {
  local command
  for command in "$@"; do
    if [[ -z $(type -P "$command") ]]; then fail "$command is not on PATH" "Install it; .github/workflows/release.yaml shows which version is used."; fi
  done
}

# sign NAME@DIGEST: with the identity of the workflow that runs, by a certificate that lives for minutes; no key is kept anywhere.
sign() { cosign sign --yes --recursive "$1"; }
