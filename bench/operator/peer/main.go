// A plain operator to compare with: it gives each LiveStream the children of one that is there, and reports the phase. It does what
// every operator has to do and nothing else: no volumes, ports, passphrases or packagers of its own to think of, and no second look at a
// child that exists.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"sync/atomic"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
)

const (
	owner   = client.FieldOwner("plain")
	workers = 10
)

var kind = schema.GroupVersionKind{Group: "streamapp.dev", Version: "v1alpha1", Kind: "LiveStream"}

type plain struct {
	client.Client
	children []json.RawMessage // of the stream named specimen
	specimen string
	port     atomic.Int64
}

func main() {
	file := flag.String("children", "", "JSON list of the children that each stream gets")
	specimen := flag.String("specimen", "", "name of the stream whose children these are")
	namespace := flag.String("namespace", "", "namespace of the streams")
	port := flag.Int64("first-port", 0, "node ports are given from here on")
	flag.Parse()
	ctrl.SetLogger(zap.New())
	if err := run(*file, *specimen, *namespace, *port); err != nil {
		ctrl.Log.Error(err, "cannot go on")
		os.Exit(1)
	}
}

func run(file, specimen, namespace string, port int64) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	reconciler := &plain{specimen: specimen}
	reconciler.port.Store(port - 1)
	if err := json.Unmarshal(text, &reconciler.children); err != nil {
		return err
	}
	config, err := ctrl.GetConfig()
	if err != nil {
		return err
	}
	config.QPS = -1 // the API server alone says when it is too much
	manager, err := ctrl.NewManager(config, ctrl.Options{
		Scheme:  scheme.Scheme,
		Metrics: server.Options{BindAddress: "0"},
		Cache:   cache.Options{DefaultNamespaces: map[string]cache.Config{namespace: {}}},
	})
	if err != nil {
		return err
	}
	reconciler.Client = manager.GetClient()
	stream := &unstructured.Unstructured{}
	stream.SetGroupVersionKind(kind)
	err = ctrl.NewControllerManagedBy(manager).
		For(stream, builder.WithPredicates(predicate.GenerationChangedPredicate{})).
		Owns(&appsv1.Deployment{}).
		Owns(&corev1.Service{}).
		Owns(&corev1.PersistentVolumeClaim{}).
		Owns(&corev1.Secret{}).
		Owns(&networkingv1.NetworkPolicy{}).
		WithOptions(controller.Options{MaxConcurrentReconciles: workers}).
		Complete(reconciler)
	if err != nil {
		return err
	}
	return manager.Start(ctrl.SetupSignalHandler())
}

func (p *plain) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	stream := &unstructured.Unstructured{}
	stream.SetGroupVersionKind(kind)
	if err := p.Get(ctx, request.NamespacedName, stream); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	for _, text := range p.children {
		if err := p.apply(ctx, stream, text); err != nil {
			return ctrl.Result{}, err
		}
	}
	return ctrl.Result{}, p.tell(ctx, stream)
}

func (p *plain) apply(ctx context.Context, stream *unstructured.Unstructured, text []byte) error {
	child := &unstructured.Unstructured{}
	named := bytes.ReplaceAll(text, []byte(p.specimen), []byte(stream.GetName()))
	if err := child.UnmarshalJSON(named); err != nil {
		return err
	}
	there, err := scheme.Scheme.New(child.GroupVersionKind())
	if err != nil {
		return err
	}
	err = p.Get(ctx, client.ObjectKeyFromObject(child), there.(client.Object))
	if err == nil || !errors.IsNotFound(err) {
		return err
	}
	if err := ctrl.SetControllerReference(stream, child, p.Scheme()); err != nil {
		return err
	}
	if err := p.expose(child); err != nil {
		return err
	}
	return p.Apply(ctx, client.ApplyConfigurationFromUnstructured(child), owner)
}

// expose gives a Service of type NodePort a port that no other has.
func (p *plain) expose(child *unstructured.Unstructured) error {
	if given, _, _ := unstructured.NestedString(child.Object, "spec", "type"); given != "NodePort" {
		return nil
	}
	ports, _, err := unstructured.NestedSlice(child.Object, "spec", "ports")
	if err != nil {
		return err
	}
	for _, port := range ports {
		port.(map[string]any)["nodePort"] = p.port.Add(1)
	}
	return unstructured.SetNestedSlice(child.Object, ports, "spec", "ports")
}

func (p *plain) tell(ctx context.Context, stream *unstructured.Unstructured) error {
	deployment := &appsv1.Deployment{}
	if err := p.Get(ctx, client.ObjectKeyFromObject(stream), deployment); err != nil {
		return client.IgnoreNotFound(err)
	}
	phase := "Starting"
	if deployment.Status.AvailableReplicas > 0 {
		phase = "Running"
	}
	if said, _, _ := unstructured.NestedString(stream.Object, "status", "phase"); said == phase {
		return nil
	}
	bare := &unstructured.Unstructured{}
	bare.SetGroupVersionKind(kind)
	bare.SetName(stream.GetName())
	bare.SetNamespace(stream.GetNamespace())
	bare.Object["status"] = map[string]any{"phase": phase, "observedGeneration": stream.GetGeneration()}
	return client.IgnoreNotFound(p.Status().Apply(ctx, client.ApplyConfigurationFromUnstructured(bare), owner))
}
