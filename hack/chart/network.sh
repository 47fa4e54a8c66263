# shellcheck shell=bash disable=SC2154
# Who may talk to whom. Sourced by hack/test-chart.

say "Lets talk"
both="policyTypes: [Ingress, Egress]"
services=("${gateway[@]}" --set gateway.mail.host=mail.example.com --set gateway.mail.port=465 --set gateway.mail.from=live@example.com
  --set "gateway.sms.url=http://sms.example/send?to={phone}" --set gateway.oidc.issuer=https://id.example.com:8444/realms/shop
  --set gateway.oidc.clientId=streamapp --set gateway.oidc.existingSecret=shop-oidc --set gateway.oidc.adminValue=admins)

of NetworkPolicy streamapp-deny has "nobody, by default" "app.kubernetes.io/part-of: streamapp" "$both" "!ingress:" "!egress:" --
of NetworkPolicy streamapp-operator has "to API server and packagers alone" \
  "$both" "port: 6443" "port: 53" "port: 9090" "name: streamapp-packager" "namespaceSelector: {}" "!ipBlock" "!port: 5432" --
of NetworkPolicy streamapp-operator has "in chosen namespaces alone" "- streamapp-streams" "- shop" "!namespaceSelector: {}" -- \
  --set "watchNamespaces={streamapp-streams,shop}"
of NetworkPolicy streamapp-operator has "metrics for whom the administrator says" "kubernetes.io/metadata.name: monitoring" -- "${metrics[@]}"
of NetworkPolicy streamapp-gateway has "with the edge, packagers and PostgreSQL" "$both" "name: streamapp-edge" "name: streamapp-packager" \
  "- streamapp-streams" "name: streamapp-postgresql" "port: 5432" "!metadata.name: monitoring" "!port: 465" -- "${gateway[@]}"
of NetworkPolicy streamapp-gateway has "metrics for whom the administrator says" "kubernetes.io/metadata.name: monitoring" -- "${gateway[@]}" "${metrics[@]}"
of NetworkPolicy streamapp-gateway has "with a database of the shop's" "port: 5433" "cidr: 192.0.2.0/24" "!name: streamapp-postgresql" -- "${gateway[@]}" \
  --set database.host=db.example.com --set database.existingSecret=shop-db --set database.port=5433 \
  --set "networkPolicy.databaseTo[0].ipBlock.cidr=192.0.2.0/24"
of NetworkPolicy streamapp-gateway has "with mail, SMS and OpenID Connect, at their ports" "port: 465" "port: 80" "port: 8444" "!ipBlock" -- "${services[@]}"
of NetworkPolicy streamapp-gateway has "with mail, SMS and OpenID Connect, where they are" "cidr: 192.0.2.1/32" "cidr: 192.0.2.2/32" "cidr: 192.0.2.3/32" -- \
  "${services[@]}" --set "networkPolicy.mailTo[0].ipBlock.cidr=192.0.2.1/32" --set "networkPolicy.smsTo[0].ipBlock.cidr=192.0.2.2/32" \
  --set "networkPolicy.oidcTo[0].ipBlock.cidr=192.0.2.3/32"
of NetworkPolicy streamapp-edge has "with everybody, the gateway and packagers" "$both" "port: 8443" "name: streamapp-gateway" "name: streamapp-packager" \
  "!from:" "!port: 8081" "!port: 6443" "!port: 9090" -- "${gateway[@]}"
of NetworkPolicy streamapp-edge has "with an ingress controller alone" "from:" "kubernetes.io/metadata.name: ingress" "port: 8081" -- \
  "${gateway[@]}" "${fronted[@]}" --set edge.ingress.enabled=true \
  --set-json 'networkPolicy.edgeFrom=[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"ingress"}}}]'
of NetworkPolicy streamapp-postgresql has "with the gateway alone" "$both" "name: streamapp-gateway" "egress: []" "!name: streamapp-edge" -- "${gateway[@]}"
of NetworkPolicy streamapp-bootstrap has "with the API server alone, before its job" "$both" "helm.sh/hook: pre-install" 'hook-weight: "-10"' \
  "port: 6443" "!ingress:" "!port: 5432" -- "${gateway[@]}"
of NetworkPolicy streamapp-operator has "to DNS and API server, where they are" "cidr: 192.0.2.9/32" "port: 7443" "port: 5353" "cidr: 192.0.2.10/32" "!port: 6443" -- \
  --set "networkPolicy.apiServer.to[0].ipBlock.cidr=192.0.2.9/32" --set "networkPolicy.apiServer.ports={7443}" \
  --set "networkPolicy.dns.to[0].ipBlock.cidr=192.0.2.10/32" --set "networkPolicy.dns.ports={5353}"
refuses "'ports' not allowed" -- --set "networkPolicy.metricsFrom[0].ports[0].port=9090"
refuses "networkPolicy/apiServer/ports/0" -- --set "networkPolicy.apiServer.ports={https}"
