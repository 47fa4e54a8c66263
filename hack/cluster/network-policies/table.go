package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"log"
	"os/exec"
	"slices"
	"strings"
	"time"

	networkingv1 "k8s.io/api/networking/v1"
)

// The chain that everything comes through; those of pods begin like it.
const entry = "STREAMAPP-POLICY"

// table is the kernel's: what stands in it was written by write, or by an earlier process of this program. mangle comes before filter, in
// which kube-proxy and the cluster accept, and after nat, by which Services have become pods.
type table struct {
	chains []string
	text   string
}

// openTable finds what an earlier process left.
func openTable() (*table, error) {
	saved, err := iptables("", "iptables-save", "-t", "mangle")
	if err != nil {
		return nil, err
	}
	t := &table{}
	for line := range strings.Lines(saved) {
		if strings.HasPrefix(line, ":"+entry) {
			t.chains = append(t.chains, strings.Fields(line[1:])[0])
		}
	}
	return t, nil
}

// write replaces everything in one step, when it differs.
func (t *table) write(isolations []isolation) error {
	chains, text := render(isolations)
	if text == t.text {
		return nil
	}
	began := time.Now()
	if err := t.replace(chains, text); err != nil {
		return err
	}
	for _, hook := range []string{"FORWARD", "INPUT"} {
		if _, err := iptables("", "iptables", "-w", "-t", "mangle", "-C", hook, "-j", entry); err == nil {
			continue
		}
		if _, err := iptables("", "iptables", "-w", "-t", "mangle", "-I", hook, "-j", entry); err != nil {
			return err
		}
	}
	t.text = text
	log.Printf("%d lines for %d isolations, written in %d ms", strings.Count(text, "\n"), len(isolations), time.Since(began).Milliseconds())
	return nil
}

// clear lets everything pass again.
func (t *table) clear() error {
	for _, hook := range []string{"FORWARD", "INPUT"} {
		// not there when nothing was written yet
		iptables("", "iptables", "-w", "-t", "mangle", "-D", hook, "-j", entry)
	}
	t.text = ""
	return t.replace(nil, "")
}

// replace also removes the chains that are there and not among the new ones.
func (t *table) replace(chains []string, text string) error {
	var input strings.Builder
	input.WriteString("*mangle\n")
	for _, old := range t.chains {
		if !slices.Contains(chains, old) {
			fmt.Fprintf(&input, ":%s - [0:0]\n", old)
		}
	}
	input.WriteString(text)
	for _, old := range t.chains {
		if !slices.Contains(chains, old) {
			fmt.Fprintf(&input, "-X %s\n", old)
		}
	}
	input.WriteString("COMMIT\n")
	if _, err := iptables(input.String(), "iptables-restore", "-w", "--noflush"); err != nil {
		return err
	}
	t.chains = chains
	return nil
}

// render writes chains that return whatever may pass, and their names.
func render(isolations []isolation) (chains []string, text string) {
	var jumps, rules strings.Builder
	for _, i := range isolations {
		chain, here, there := chainOf(i), "-d", "-s"
		if i.direction == networkingv1.PolicyTypeEgress {
			here, there = "-s", "-d"
		}
		chains = append(chains, chain)
		fmt.Fprintf(&jumps, "-A %s %s %s -j %s\n", entry, here, i.pod.address, chain)
		for _, match := range matchesOf(i, there) {
			fmt.Fprintf(&rules, "-A %s%s -j RETURN\n", chain, match)
		}
		fmt.Fprintf(&rules, "-A %s -m comment --comment \"%s of %s/%s\" -j DROP\n", chain, i.direction, i.pod.Namespace, i.pod.Name)
	}
	chains = append(chains, entry)
	var all strings.Builder
	for _, chain := range chains {
		fmt.Fprintf(&all, ":%s - [0:0]\n", chain)
	}
	fmt.Fprintf(&all, "-A %s -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN\n", entry)
	return chains, all.String() + jumps.String() + rules.String()
}

// matchesOf an isolation, each once. A pod reaches itself, by way of a Service too.
func matchesOf(i isolation, there string) []string {
	var matches []string
	for _, a := range append([]allowance{{other: i.pod.address}}, i.allowed...) {
		match := ""
		if a.other.IsValid() {
			match += fmt.Sprintf(" %s %s", there, a.other)
		}
		if a.protocol != "" {
			match += fmt.Sprintf(" -p %s --dport %d:%d", strings.ToLower(string(a.protocol)), a.first, a.last)
		}
		matches = append(matches, match)
	}
	slices.Sort(matches)
	return slices.Compact(matches)
}

func chainOf(i isolation) string {
	sum := sha256.Sum256([]byte(i.pod.Namespace + "/" + i.pod.Name))
	return fmt.Sprintf("%s-%s-%x", entry, i.direction[:1], sum[:4])
}

func iptables(input string, command ...string) (string, error) {
	program := exec.Command(command[0], command[1:]...)
	program.Stdin = strings.NewReader(input)
	var printed, complaint bytes.Buffer
	program.Stdout, program.Stderr = &printed, &complaint
	if err := program.Run(); err != nil {
		return "", fmt.Errorf("%s: %w: %s", strings.Join(command, " "), err, complaint.String())
	}
	return printed.String(), nil
}
