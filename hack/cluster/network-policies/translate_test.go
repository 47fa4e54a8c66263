package main

import (
	"strings"
	"testing"
)

// Two namespaces: the shop's with web (.2), database (.3) and camera (.4), another with a stranger (.5) and Prometheus (.6); a pod of the
// node's network (.1), and two that are over.
const town = `
kind: Namespace
metadata: { name: shop, labels: { kubernetes.io/metadata.name: shop } }
---
kind: Namespace
metadata: { name: elsewhere, labels: { kubernetes.io/metadata.name: elsewhere, team: metrics } }
---
kind: Pod
metadata: { namespace: shop, name: web, labels: { app: web, tier: front } }
spec: { containers: [{ ports: [{ name: http, containerPort: 8080 }, { name: media, containerPort: 9000, protocol: UDP }] }] }
status: { podIP: 10.244.0.2 }
---
kind: Pod
metadata: { namespace: shop, name: database, labels: { app: database, tier: back } }
spec: { containers: [{ ports: [{ name: sql, containerPort: 5432 }] }] }
status: { podIP: 10.244.0.3 }
---
kind: Pod
metadata: { namespace: shop, name: camera, labels: { app: camera, tier: back } }
spec: { containers: [{ ports: [{ name: http, containerPort: 8081 }] }] }
status: { podIP: 10.244.0.4 }
---
kind: Pod
metadata: { namespace: elsewhere, name: stranger, labels: { app: web } }
status: { podIP: 10.244.0.5 }
---
kind: Pod
metadata: { namespace: elsewhere, name: prometheus, labels: { app: prometheus } }
status: { podIP: 10.244.0.6 }
---
kind: Pod
metadata: { namespace: shop, name: proxy, labels: { app: web } }
spec: { hostNetwork: true }
status: { podIP: 10.244.0.1 }
---
kind: Pod
metadata: { namespace: shop, name: before, labels: { app: web }, creationTimestamp: "2024-01-01T00:00:00Z" }
status: { podIP: 10.244.0.7, phase: Running }
---
kind: Pod
metadata: { namespace: elsewhere, name: after, labels: { app: other }, creationTimestamp: "2024-01-02T00:00:00Z" }
status: { podIP: 10.244.0.7, phase: Running }
---
kind: Pod
metadata: { namespace: shop, name: done, labels: { app: web } }
status: { podIP: 10.244.0.8, phase: Succeeded }
`

const denyAll = `
---
kind: NetworkPolicy
metadata: { namespace: shop, name: deny }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`

// to is a policy that lets pods be reached, by what stands in its rules.
func to(app, rules string) string {
	return `
---
kind: NetworkPolicy
metadata: { namespace: shop, name: to-` + app + ` }
spec: { podSelector: { matchLabels: { app: ` + app + ` } }, policyTypes: [Ingress], ingress: [` + rules + `] }
`
}

// from is a policy that lets pods reach others.
func from(app, rules string) string {
	return `
---
kind: NetworkPolicy
metadata: { namespace: shop, name: from-` + app + ` }
spec: { podSelector: { matchLabels: { app: ` + app + ` } }, policyTypes: [Egress], egress: [` + rules + `] }
`
}

func TestTranslation(t *testing.T) {
	for _, scene := range []struct {
		name, policies   string
		passing, dropped []string
	}{
		{"without policies everything passes", "",
			[]string{"10.244.0.5 > 10.244.0.2 tcp 8080", "10.244.0.2 > 10.244.0.1 udp 53", "10.244.0.2 > 192.0.2.1 tcp 443"}, nil},
		{"a namespace that denies by default exchanges nothing, others everything", denyAll,
			[]string{"10.244.0.5 > 10.244.0.6 tcp 9090", "10.244.0.5 > 10.244.0.1 udp 53", "10.244.0.2 > 10.244.0.2 tcp 8080"},
			[]string{"10.244.0.5 > 10.244.0.2 tcp 8080", "10.244.0.2 > 10.244.0.3 tcp 5432", "10.244.0.2 > 10.244.0.5 tcp 80",
				"10.244.0.2 > 10.244.0.1 udp 53", "10.244.0.2 > 192.0.2.1 tcp 443", "192.0.2.1 > 10.244.0.2 tcp 8080"}},
		{"pods of the node's network, pods that are over, and who got an address anew are left alone", denyAll,
			[]string{"10.244.0.5 > 10.244.0.1 tcp 8080", "10.244.0.5 > 10.244.0.8 tcp 8080", "10.244.0.5 > 10.244.0.7 tcp 8080",
				"10.244.0.7 > 192.0.2.1 tcp 443"}, nil},
		{"one direction says nothing of the other", to("web", "{ from: [{ podSelector: { matchLabels: { app: camera } } }] }"),
			[]string{"10.244.0.2 > 10.244.0.5 tcp 80", "10.244.0.4 > 10.244.0.2 udp 9"},
			[]string{"10.244.0.3 > 10.244.0.2 tcp 8080"}},
		{"pods are those of the policy's own namespace", to("web", "{ from: [{ podSelector: { matchLabels: { app: web } } }] }"),
			[]string{"10.244.0.2 > 10.244.0.2 tcp 8080"},
			[]string{"10.244.0.5 > 10.244.0.2 tcp 8080", "10.244.0.1 > 10.244.0.2 tcp 8080"}},
		{"namespaces are those with the label", to("web", "{ from: [{ namespaceSelector: { matchLabels: { team: metrics } } }] }"),
			[]string{"10.244.0.5 > 10.244.0.2 tcp 8080", "10.244.0.6 > 10.244.0.2 tcp 8080"},
			[]string{"10.244.0.3 > 10.244.0.2 tcp 8080"}},
		{"pods of namespaces meet both",
			to("web", "{ from: [{ namespaceSelector: { matchLabels: { team: metrics } }, podSelector: { matchLabels: { app: prometheus } } }] }"),
			[]string{"10.244.0.6 > 10.244.0.2 tcp 8080"},
			[]string{"10.244.0.5 > 10.244.0.2 tcp 8080"}},
		{"expressions select, too",
			to("web", "{ from: [{ podSelector: { matchExpressions: [{ key: tier, operator: NotIn, values: [back] }] } }, "+
				"{ namespaceSelector: { matchExpressions: [{ key: team, operator: Exists }] } }] }"),
			[]string{"10.244.0.5 > 10.244.0.2 tcp 8080"},
			[]string{"10.244.0.3 > 10.244.0.2 tcp 8080", "10.244.0.4 > 10.244.0.2 tcp 8080"}},
		{"policies add up",
			denyAll + to("web", "{ from: [{ podSelector: { matchLabels: { app: camera } } }], ports: [{ port: 8080 }] }, { ports: [{ port: 8443 }] }"),
			[]string{"192.0.2.1 > 10.244.0.2 tcp 8443", "10.244.0.5 > 10.244.0.2 tcp 8443"},
			[]string{"10.244.0.5 > 10.244.0.2 tcp 8080", "10.244.0.4 > 10.244.0.2 tcp 8080"}},
		{"both ends have to allow", denyAll + to("web", "{ from: [{ podSelector: {} }] }") + from("camera", "{ to: [{ podSelector: {} }] }"),
			[]string{"10.244.0.4 > 10.244.0.2 tcp 8080"},
			[]string{"10.244.0.3 > 10.244.0.2 tcp 8080", "10.244.0.4 > 10.244.0.3 tcp 5432"}},
		{"a block is a network without its exceptions",
			from("web", "{ to: [{ ipBlock: { cidr: 192.0.2.0/24, except: [192.0.2.64/26, 192.0.2.9/32] } }] }"),
			[]string{"10.244.0.2 > 192.0.2.1 tcp 25", "10.244.0.2 > 192.0.2.63 udp 1", "10.244.0.2 > 192.0.2.128 tcp 25", "10.244.0.2 > 192.0.2.255 tcp 25",
				"10.244.0.2 > 192.0.2.8 tcp 25", "10.244.0.2 > 192.0.2.10 tcp 25"},
			[]string{"10.244.0.2 > 192.0.2.64 tcp 25", "10.244.0.2 > 192.0.2.127 tcp 25", "10.244.0.2 > 192.0.2.9 tcp 25", "10.244.0.2 > 192.0.3.1 tcp 25",
				"10.244.0.2 > 10.244.0.3 tcp 25"}},
		{"everywhere but the cluster", from("web", "{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }"),
			[]string{"10.244.0.2 > 192.0.2.1 tcp 443", "10.244.0.2 > 9.255.255.255 tcp 443", "10.244.0.2 > 11.0.0.0 tcp 443"},
			[]string{"10.244.0.2 > 10.244.0.3 tcp 5432", "10.244.0.2 > 10.0.0.0 tcp 443", "10.244.0.2 > 10.255.255.255 tcp 443"}},
		{"TCP is meant where no protocol stands", from("web", "{ ports: [{ port: 53 }, { protocol: UDP, port: 123 }] }"),
			[]string{"10.244.0.2 > 10.244.0.1 tcp 53", "10.244.0.2 > 10.244.0.1 udp 123"},
			[]string{"10.244.0.2 > 10.244.0.1 udp 53", "10.244.0.2 > 10.244.0.1 tcp 123"}},
		{"a range has two ends", from("web", "{ ports: [{ port: 8000, endPort: 8002 }, { protocol: UDP }] }"),
			[]string{"10.244.0.2 > 10.244.0.3 tcp 8000", "10.244.0.2 > 10.244.0.3 tcp 8002", "10.244.0.2 > 10.244.0.3 udp 1"},
			[]string{"10.244.0.2 > 10.244.0.3 tcp 7999", "10.244.0.2 > 10.244.0.3 tcp 8003"}},
		{"a name is a port of the pod that is reached", to("web", "{ ports: [{ port: http }, { port: media, protocol: UDP }] }"),
			[]string{"10.244.0.5 > 10.244.0.2 tcp 8080", "10.244.0.5 > 10.244.0.2 udp 9000"},
			[]string{"10.244.0.5 > 10.244.0.2 tcp 8081", "10.244.0.5 > 10.244.0.2 tcp 9000"}},
		{"of each that is reached", from("web", "{ to: [{ podSelector: {} }], ports: [{ port: http }] }"),
			[]string{"10.244.0.2 > 10.244.0.4 tcp 8081"},
			[]string{"10.244.0.2 > 10.244.0.4 tcp 8080", "10.244.0.2 > 10.244.0.3 tcp 8081"}},
		{"of anybody", from("web", "{ ports: [{ port: sql }] }"),
			[]string{"10.244.0.2 > 10.244.0.3 tcp 5432"},
			[]string{"10.244.0.2 > 10.244.0.4 tcp 5432", "10.244.0.2 > 192.0.2.1 tcp 5432"}},
		{"no peers and no ports are everybody and everything", denyAll + to("web", "{}") + from("web", "{}"),
			[]string{"192.0.2.1 > 10.244.0.2 udp 7", "10.244.0.2 > 192.0.2.1 tcp 7"},
			[]string{"10.244.0.2 > 10.244.0.3 tcp 5432"}},
	} {
		t.Run(scene.name, func(t *testing.T) {
			rules := rulesFor(t, town+scene.policies)
			for _, packet := range scene.passing {
				if !rules.passes(t, packet) {
					t.Errorf("%s is dropped", packet)
				}
			}
			for _, packet := range scene.dropped {
				if rules.passes(t, packet) {
					t.Errorf("%s passes", packet)
				}
			}
		})
	}
}

func TestRepliesPassBeforeAnythingElse(t *testing.T) {
	rules := rulesFor(t, town+denyAll)
	if first := strings.Join(rules[entry][0], " "); first != "-m conntrack --ctstate ESTABLISHED,RELATED -j RETURN" {
		t.Errorf("first comes %s", first)
	}
}

func TestTheSameClusterIsTheSameText(t *testing.T) {
	seen := objects(t, town+denyAll+to("web", "{ from: [{ namespaceSelector: {} }], ports: [{ port: 1 }, { port: 2 }] }"))
	_, first := render(translate(seen.now()))
	for range 20 {
		if _, text := render(translate(seen.now())); text != first {
			t.Fatal("it differs")
		}
	}
}
