package main

import (
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// endpoint is a pod with an address on the bridge.
type endpoint struct {
	*corev1.Pod
	address netip.Prefix
}

type cluster struct {
	namespaces map[string]labels.Set
	pods       []endpoint
	policies   []*networkingv1.NetworkPolicy
}

// isolation is a pod that in one direction exchanges with others only what is allowed.
type isolation struct {
	pod       endpoint
	direction networkingv1.PolicyType
	allowed   []allowance
}

// allowance is one thing that may pass; what it leaves out may be anything.
type allowance struct {
	other       netip.Prefix
	protocol    corev1.Protocol
	first, last int32
}

// rule is one of a policy's, of whichever direction.
type rule struct {
	peers []networkingv1.NetworkPolicyPeer
	ports []networkingv1.NetworkPolicyPort
}

// translate says who is isolated, in an order that is the same for the same cluster.
func translate(c cluster) []isolation {
	var found []isolation
	for _, pod := range c.pods {
		for _, direction := range []networkingv1.PolicyType{networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress} {
			held := isolation{pod: pod, direction: direction}
			isolated := false
			for _, policy := range c.policies {
				if !slices.Contains(policy.Spec.PolicyTypes, direction) || policy.Namespace != pod.Namespace ||
					!matches(&policy.Spec.PodSelector, pod.Labels) {
					continue
				}
				isolated = true
				for _, rule := range rulesOf(policy, direction) {
					held.allowed = append(held.allowed, c.allowances(policy.Namespace, rule, held)...)
				}
			}
			if isolated {
				found = append(found, held)
			}
		}
	}
	return found
}

func rulesOf(policy *networkingv1.NetworkPolicy, direction networkingv1.PolicyType) []rule {
	var rules []rule
	if direction == networkingv1.PolicyTypeIngress {
		for _, r := range policy.Spec.Ingress {
			rules = append(rules, rule{r.From, r.Ports})
		}
		return rules
	}
	for _, r := range policy.Spec.Egress {
		rules = append(rules, rule{r.To, r.Ports})
	}
	return rules
}

// allowances of a rule of a policy in this namespace, for one pod.
func (c cluster) allowances(namespace string, r rule, held isolation) []allowance {
	var allowed []allowance
	for _, other := range c.others(namespace, r) {
		// names of ports are those of the pod that is connected to
		named := held.pod.Pod
		if held.direction == networkingv1.PolicyTypeEgress {
			named = other.Pod
		}
		for _, ports := range portsOf(r.ports, named) {
			ports.other = other.address
			allowed = append(allowed, ports)
		}
	}
	return allowed
}

// others at the far end: pods, or networks without one.
func (c cluster) others(namespace string, r rule) []endpoint {
	peers := r.peers
	var found []endpoint
	if len(peers) == 0 {
		found = append(found, endpoint{})
		if slices.ContainsFunc(r.ports, isNamed) {
			peers = []networkingv1.NetworkPolicyPeer{{NamespaceSelector: &metav1.LabelSelector{}}}
		}
	}
	for _, peer := range peers {
		if peer.IPBlock != nil {
			for _, network := range networks(peer.IPBlock) {
				found = append(found, endpoint{address: network})
			}
			continue
		}
		for _, pod := range c.pods {
			if c.isPeer(namespace, peer, pod) {
				found = append(found, pod)
			}
		}
	}
	return found
}

func (c cluster) isPeer(namespace string, peer networkingv1.NetworkPolicyPeer, pod endpoint) bool {
	if peer.NamespaceSelector == nil && pod.Namespace != namespace {
		return false
	}
	if peer.NamespaceSelector != nil && !matches(peer.NamespaceSelector, c.namespaces[pod.Namespace]) {
		return false
	}
	return peer.PodSelector == nil || matches(peer.PodSelector, pod.Labels)
}

func matches(selector *metav1.LabelSelector, set labels.Set) bool {
	parsed, err := metav1.LabelSelectorAsSelector(selector)
	return err == nil && parsed.Matches(set)
}
