package main

import (
	"context"
	"errors"
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// view is what the API server has said so far.
type view struct {
	network netip.Prefix
	changed chan struct{}

	pods, namespaces, policies cache.Store
}

// watch returns when all that is there has been seen, and keeps looking until ctx ends.
func watch(ctx context.Context, client kubernetes.Interface, network netip.Prefix) (*view, error) {
	v := &view{network: network, changed: make(chan struct{}, 1)}
	factory := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithTransform(essence))
	pods := factory.Core().V1().Pods().Informer()
	namespaces := factory.Core().V1().Namespaces().Informer()
	policies := factory.Networking().V1().NetworkPolicies().Informer()
	v.pods, v.namespaces, v.policies = pods.GetStore(), namespaces.GetStore(), policies.GetStore()
	var informed []cache.InformerSynced
	for _, informer := range []cache.SharedIndexInformer{pods, namespaces, policies} {
		told, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc:    func(any) { v.tell() },
			UpdateFunc: func(any, any) { v.tell() },
			DeleteFunc: func(any) { v.tell() },
		})
		if err != nil {
			return nil, err
		}
		informed = append(informed, told.HasSynced)
	}
	factory.Start(ctx.Done())
	if !cache.WaitForCacheSync(ctx.Done(), informed...) {
		return nil, errors.New("told to end before everything was seen")
	}
	v.tell()
	return v, nil
}

// tell never waits: one change that is still to be looked at stands for all.
func (v *view) tell() {
	select {
	case v.changed <- struct{}{}:
	default:
	}
}

// essence leaves of a pod what policies go by.
func essence(object any) (any, error) {
	pod, ok := object.(*corev1.Pod)
	if !ok {
		return object, nil
	}
	kept := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: pod.Namespace, Name: pod.Name, UID: pod.UID, Labels: pod.Labels,
			ResourceVersion: pod.ResourceVersion, CreationTimestamp: pod.CreationTimestamp},
		Spec:   corev1.PodSpec{HostNetwork: pod.Spec.HostNetwork},
		Status: corev1.PodStatus{Phase: pod.Status.Phase, PodIP: pod.Status.PodIP},
	}
	for _, container := range pod.Spec.Containers {
		kept.Spec.Containers = append(kept.Spec.Containers, corev1.Container{Ports: container.Ports})
	}
	return kept, nil
}

func (v *view) now() cluster {
	c := cluster{namespaces: map[string]labels.Set{}}
	byAddress := map[netip.Addr]*corev1.Pod{}
	for _, object := range v.pods.List() {
		pod := object.(*corev1.Pod)
		address, ok := v.address(pod)
		if !ok {
			continue
		}
		// an address may be given anew before the pod that had it is gone
		if other := byAddress[address]; other == nil || other.CreationTimestamp.Before(&pod.CreationTimestamp) {
			byAddress[address] = pod
		}
	}
	for address, pod := range byAddress {
		c.pods = append(c.pods, endpoint{Pod: pod, address: netip.PrefixFrom(address, 32)})
	}
	slices.SortFunc(c.pods, func(a, b endpoint) int { return a.address.Addr().Compare(b.address.Addr()) })
	for _, object := range v.namespaces.List() {
		namespace := object.(*corev1.Namespace)
		c.namespaces[namespace.Name] = namespace.Labels
	}
	for _, object := range v.policies.List() {
		c.policies = append(c.policies, object.(*networkingv1.NetworkPolicy))
	}
	return c
}

// address of a pod that is on the bridge; others are none of ours.
func (v *view) address(pod *corev1.Pod) (netip.Addr, bool) {
	if pod.Spec.HostNetwork || pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed {
		return netip.Addr{}, false
	}
	address, err := netip.ParseAddr(pod.Status.PodIP)
	return address, err == nil && v.network.Contains(address)
}
