package main

import (
	"bytes"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/client-go/tools/cache"
	"sigs.k8s.io/yaml"
)

// paper is a table of rules as a kernel would read it.
type paper map[string][][]string

// rulesFor the objects of a manifest.
func rulesFor(t *testing.T, manifest string) paper {
	t.Helper()
	_, text := render(translate(objects(t, manifest).now()))
	rules := paper{}
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); words[0] == "-A" {
			rules[words[1]] = append(rules[words[1]], words[2:])
		}
	}
	return rules
}

func objects(t *testing.T, manifest string) *view {
	t.Helper()
	store := func() cache.Store { return cache.NewStore(cache.MetaNamespaceKeyFunc) }
	v := &view{network: netip.MustParsePrefix("10.244.0.0/24"), pods: store(), namespaces: store(), policies: store()}
	for _, document := range bytes.Split([]byte(manifest), []byte("\n---\n")) {
		var kind struct{ Kind string }
		read(t, document, &kind)
		var object any
		into := v.pods
		switch kind.Kind {
		case "Pod":
			object = &corev1.Pod{}
		case "Namespace":
			object, into = &corev1.Namespace{}, v.namespaces
		case "NetworkPolicy":
			object, into = &networkingv1.NetworkPolicy{}, v.policies
		default:
			t.Fatalf("what is a %s?", kind.Kind)
		}
		read(t, document, object)
		kept, err := essence(object)
		if err == nil {
			err = into.Add(kept)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return v
}

func read(t *testing.T, document []byte, into any) {
	t.Helper()
	if err := yaml.Unmarshal(document, into); err != nil {
		t.Fatalf("%v in\n%s", err, document)
	}
}

// passes says whether the first packet of a connection does: "10.244.0.2 > 10.244.0.3 tcp 80".
func (rules paper) passes(t *testing.T, packet string) bool {
	t.Helper()
	words := strings.Fields(packet)
	return rules.through(t, entry, words[0], words[2], words[3], words[4]) != "DROP"
}

func (rules paper) through(t *testing.T, chain, from, to, protocol, port string) string {
	t.Helper()
	for _, rule := range rules[chain] {
		target := ""
		matches := true
		for i := 0; i < len(rule); i += 2 {
			switch option, value := rule[i], rule[i+1]; option {
			case "-s":
				matches = matches && netip.MustParsePrefix(value).Contains(netip.MustParseAddr(from))
			case "-d":
				matches = matches && netip.MustParsePrefix(value).Contains(netip.MustParseAddr(to))
			case "-p":
				matches = matches && value == protocol
			case "--dport":
				first, last, _ := strings.Cut(value, ":")
				matches = matches && number(t, first) <= number(t, port) && number(t, port) <= number(t, last)
			case "--ctstate":
				matches = matches && slices.Contains(strings.Split(value, ","), "NEW")
			case "-j":
				target = value
			case "-m":
			case "--comment":
				i += 2 // it is one of three words
			default:
				t.Fatalf("%s is not understood: %v", option, rule)
			}
		}
		if !matches {
			continue
		}
		if target == "DROP" || target == "RETURN" {
			return target
		}
		if rules.through(t, target, from, to, protocol, port) == "DROP" {
			return "DROP"
		}
	}
	return "RETURN"
}

func number(t *testing.T, text string) int {
	t.Helper()
	value, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return value
}
