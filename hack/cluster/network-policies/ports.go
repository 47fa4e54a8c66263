package main

import (
	"net/netip"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const lastPort = 65535

// portsOf a rule, where names are those of a pod's containers; a pod that has no such name has no such port. No ports: all of them.
func portsOf(ports []networkingv1.NetworkPolicyPort, named *corev1.Pod) []allowance {
	if len(ports) == 0 {
		return []allowance{{}}
	}
	var found []allowance
	for _, port := range ports {
		allowed := allowance{protocol: corev1.ProtocolTCP, last: lastPort}
		if port.Protocol != nil {
			allowed.protocol = *port.Protocol
		}
		switch {
		case port.Port == nil:
			found = append(found, allowed)
		case isNamed(port):
			for _, number := range numbersOf(port.Port.StrVal, allowed.protocol, named) {
				allowed.first, allowed.last = number, number
				found = append(found, allowed)
			}
		default:
			allowed.first, allowed.last = port.Port.IntVal, port.Port.IntVal
			if port.EndPort != nil {
				allowed.last = *port.EndPort
			}
			found = append(found, allowed)
		}
	}
	return found
}

func isNamed(port networkingv1.NetworkPolicyPort) bool {
	return port.Port != nil && port.Port.Type == intstr.String
}

func numbersOf(name string, protocol corev1.Protocol, pod *corev1.Pod) []int32 {
	var numbers []int32
	if pod == nil {
		return numbers
	}
	for _, container := range pod.Spec.Containers {
		for _, port := range container.Ports {
			if port.Name == name && (port.Protocol == protocol || port.Protocol == "" && protocol == corev1.ProtocolTCP) {
				numbers = append(numbers, port.ContainerPort)
			}
		}
	}
	return numbers
}

// networks that make up a block without what it excepts. Of IPv6 there is nothing here.
func networks(block *networkingv1.IPBlock) []netip.Prefix {
	network, err := netip.ParsePrefix(block.CIDR)
	if err != nil || !network.Addr().Is4() {
		return nil
	}
	var holes []netip.Prefix
	for _, except := range block.Except {
		if hole, err := netip.ParsePrefix(except); err == nil && hole.Addr().Is4() {
			holes = append(holes, hole.Masked())
		}
	}
	return without(network.Masked(), holes)
}

// without halves a network until each part is wholly inside a hole or wholly outside of all.
func without(network netip.Prefix, holes []netip.Prefix) []netip.Prefix {
	for _, hole := range holes {
		if !network.Overlaps(hole) {
			continue
		}
		if hole.Bits() <= network.Bits() {
			return nil
		}
		low, high := halves(network)
		return append(without(low, holes), without(high, holes)...)
	}
	return []netip.Prefix{network}
}

func halves(network netip.Prefix) (low, high netip.Prefix) {
	bits := network.Bits()
	address := network.Addr().As4()
	address[bits/8] |= 0x80 >> (bits % 8)
	return netip.PrefixFrom(network.Addr(), bits+1), netip.PrefixFrom(netip.AddrFrom4(address), bits+1)
}
