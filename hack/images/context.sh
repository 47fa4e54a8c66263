# shellcheck shell=bash
# What images are made of. Sourced by hack/images/build and by the release's scripts; OUT is the folder for outputs, IMAGES those asked for.

# Where an image's Dockerfile and jars are.
folder_of() {
    if [[ $1 == gateway ]]; then echo api-gateway; else echo "$1"; fi
}

# A program in Java; the others have no jar and no stage called runtime.
is_java() { [[ $1 == packager || $1 == operator || $1 == gateway ]]; }

# The jars of the programs asked for, and that there are any.
expect_jars() {
    local image folder
    for image in "${IMAGES[@]}"; do
        if ! is_java "$image" || [[ -n $BASES ]]; then continue; fi
        folder=$(folder_of "$image")
        if [[ ! -f $folder/target/$image.jar ]] || ! compgen -G "$folder/target/lib/*.jar" >/dev/null; then
            fail "the $image is not built: $folder/target has no $image.jar or no lib" "Run: make build"
        fi
    done
}

# The same files have the same time and mode in every checkout: engines and the class caches look at these.
stage_context() {
    local file mode
    rm -rf "$OUT/context"
    for file in {packager,operator,publisher,api-gateway,postgresql}/Dockerfile hack/images/ffmpeg packager/src/main/c/srt-statistics.c publisher/publish postgresql/start edge/{Dockerfile,start,make-certificate,*.conf,*.js,*.sed} \
        {packager,operator,api-gateway}/{java.args,target/*.jar,target/lib/*.jar}; do
        if [[ ! -f $file ]]; then continue; fi
        if [[ -x $file ]]; then mode=755; else mode=644; fi
        install -D --mode "$mode" "$file" "$OUT/context/$file"
    done
    find "$OUT/context" -type f -exec touch --date 2000-01-01T00:00:00Z {} +
}

