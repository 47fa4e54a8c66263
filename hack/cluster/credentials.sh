# shellcheck shell=bash
# Certificates and kubeconfigs of the local control plane. They end with the cluster.

PKI=$STATE/pki

# Made aside and moved into place whole.
make_credentials() {
    if [[ -d $PKI ]]; then return; fi
    local new=$PKI.new
    rm -rf "$new"
    (umask 077 && mkdir "$new")
    key "$new/ca"
    openssl req -x509 -new -key "$new/ca.key" -subj /CN=streamapp-local-ca -days 3650 -out "$new/ca.crt" \
        -addext keyUsage=critical,digitalSignature,keyCertSign,cRLSign
    key "$new/service-account"
    openssl ec -in "$new/service-account.key" -pubout -out "$new/service-account.pub" 2>/dev/null
    certificate "$new" apiserver /CN=kube-apiserver serverAuth "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,\
DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,IP:127.0.0.1,IP:$NODE_ADDRESS,IP:$SERVICE_NETWORK.0.1" &
    certificate "$new" apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet-client clientAuth &
    user "$new" admin /O=system:masters/CN=admin &
    user "$new" controller-manager /CN=system:kube-controller-manager &
    user "$new" scheduler /CN=system:kube-scheduler &
    user "$new" kubelet "/O=system:nodes/CN=system:node:$NODE" &
    user "$new" proxy /CN=system:kube-proxy &
    user "$new" dns /CN=streamapp:dns &
    local job
    for job in $(jobs -p); do wait "$job" || fail "openssl cannot make certificates"; done
    mv "$new" "$PKI"
}

# "EC PRIVATE KEY" rather than PKCS #8: some clients tell the algorithm by the file's first line alone.
key() { (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$1.key" 2>/dev/null); }

# certificate DIRECTORY NAME SUBJECT USAGE [EXTENSION]
certificate() {
    key "$1/$2"
    openssl req -new -key "$1/$2.key" -subj "$3" |
        openssl x509 -req -CA "$1/ca.crt" -CAkey "$1/ca.key" -set_serial "0x$(openssl rand -hex 12)" -days 3650 -out "$1/$2.crt" \
            -extfile <(printf '%s\n' keyUsage=critical,digitalSignature "extendedKeyUsage=$4" "${5:-}") 2>/dev/null
}

# user DIRECTORY NAME SUBJECT: a client certificate in a kubeconfig.
user() {
    certificate "$1" "$2" "$3" clientAuth
    (
        umask 077
        cat >"$1/$2.kubeconfig" <<EOF
apiVersion: v1
kind: Config
clusters:
  - name: streamapp-local
    cluster:
      server: https://127.0.0.1:$API_PORT
      certificate-authority-data: $(base64 -w0 "$1/ca.crt")
users:
  - name: $2
    user:
      client-certificate-data: $(base64 -w0 "$1/$2.crt")
      client-key-data: $(base64 -w0 "$1/$2.key")
contexts:
  - name: streamapp-local
    context: { cluster: streamapp-local, user: $2 }
current-context: streamapp-local
EOF
    )
}
