// Command network-policies holds the pods of the local cluster to its NetworkPolicies, by rules of iptables. It is made for tests: one
// node, IPv4, and all pods on one bridge.
//
// Whom no policy selects it leaves alone; what is not known yet, too: a pod is held to its policies as soon as the API server knows its
// address. Replies and connections that stand pass whatever the policies say by now, and so does the node itself.
package main

import (
	"context"
	"errors"
	"flag"
	"log"
	"net/netip"
	"os/signal"
	"syscall"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

const (
	// What happens together is written together.
	settle = 20 * time.Millisecond
	again  = time.Second
)

func main() {
	log.SetFlags(log.Ldate | log.Lmicroseconds)
	kubeconfig := flag.String("kubeconfig", "", "`file` that says where the API server is")
	network := flag.String("pods", "", "addresses of the pods, as `CIDR`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, *kubeconfig, *network); err != nil {
		log.Fatal(err)
	}
}

// run ends when it is told to, and lets everything pass then.
func run(ctx context.Context, kubeconfig, network string) error {
	pods, err := netip.ParsePrefix(network)
	if err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	table, err := openTable()
	if err != nil {
		return err
	}
	seen, err := watch(ctx, client, pods)
	if err != nil {
		return errors.Join(err, table.clear())
	}
	for {
		select {
		case <-ctx.Done():
			return table.clear()
		case <-seen.changed:
			time.Sleep(settle)
			if err := table.write(translate(seen.now())); err != nil {
				log.Print(err)
				time.AfterFunc(again, seen.tell)
			}
		}
	}
}
