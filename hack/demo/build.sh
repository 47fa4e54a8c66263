# The demo's steps that need no cluster. Sourced by hack/demo/demo.
# shellcheck shell=bash

build_java() {
  local stamp=$OUT/java.stamp
  if java_is_built "$stamp"; then
    say "up to date"
    return
  fi
  touch "$stamp.new"
  JAVA_HOME=$(hack/java-home)
  export JAVA_HOME
  ./mvnw --batch-mode --no-transfer-progress -DskipTests -Dspotless.check.skip package
  mv "$stamp.new" "$stamp"
}

# Maven would need half a minute to find out that nothing is to be done.
java_is_built() { # STAMP, as old as the sources that were built
  local stamp=$1
  [[ -f $stamp && -f packager/target/packager.jar && -f operator/target/operator.jar && -f api-gateway/target/gateway.jar ]] || return 1
  [[ -z $(find pom.xml crds packager operator api-gateway hack/web/package-lock.json -name target -prune -o -type f -newer "$stamp" -print -quit) ]]
}

# The demo's own checks use them. Without a package manager that is known here, it checks less and says so.
install_tools() {
  need_packages "the demo" curl:curl jq:jq
  has_command ffprobe || (need_packages "the demo" ffprobe:ffmpeg) || warn "no ffprobe: it will not be checked that frames decode"
}

# What the images are made of and no Java program changes: ffmpeg, the Java runtime, the base image.
build_bases() {
  hack/images/build --bases
}

build_images() {
  hack/images/build
}

# Without npm the page says so and VLC still plays.
fetch_player() {
  if ! player_is_current && ! has_command npm && ! (need_packages "The watch page" npm:npm); then
    warn "no npm: the watch page will not play in browsers other than Safari. Install npm and run make demo again."
    return
  fi
  install_player "The watch page"
  cp "$PLAYER" "$OUT/hls.min.js"
}
