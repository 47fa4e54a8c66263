# Every verb of the project. `make help` lists them; each is a thin call of a script that has its own --help.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo demo-down test test-campaigns build images cluster-up cluster-down kubeconfig generate bench lint format sbom deploy smoke backup restore rotate clean

JAVA := export JAVA_HOME="$$(hack/java-home)" &&
MVN  := $(JAVA) ./mvnw --batch-mode --no-transfer-progress -q

help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Cluster, images, chart, a LiveStream and a camera: a live picture to watch
	@hack/demo/demo up

demo-down: ## Remove what the demo made and stop the local cluster
	@hack/demo/demo down

test: ## Unit, reconcile and end-to-end tests on a real Kubernetes
	@hack/test

test-campaigns: ## Every fault, field, publisher and tenant we can think of; writes docs/reliability.md
	@hack/test-campaigns

.PHONY: test-plugin
test-plugin: ## The kubectl plugin on a cluster that runs: that of KUBECONFIG, else the one of cluster-up
	@KUBECONFIG="$${KUBECONFIG:-$$(hack/cluster/cluster kubeconfig)}" hack/test-plugin

build: ## Compile and package the Java programs
	@$(MVN) -DskipTests -Dspotless.check.skip package

images: ## Build the container images and load them into the cluster
	@hack/images/build --load

cluster-up: ## Start a Kubernetes (CLUSTER=current|docker|local; default: Docker if there, else local)
	@hack/cluster/cluster up

cluster-down: ## Stop it and leave nothing behind
	@hack/cluster/cluster down

kubeconfig: ## Print the path of the cluster's kubeconfig
	@hack/cluster/cluster kubeconfig

generate: ## Write the generated files anew: CRD, chart copies, k8s/base, docs tables
	@hack/generate

bench: ## Measure and write docs/performance.md (one part alone: bench/*/run)
	@bench/browser/run && bench/media/run && bench/operator/run && bench/gateway/run && bench/edge/run

.PHONY: bench-small
bench-small: ## An hour within 2 processors and 4 GiB (MINUTES=60), written to docs/performance.md
	@bench/small/run

lint: ## Formatter, shellcheck, chart, manifests, workflows, image definitions
	@hack/lint

format: ## Format the Java sources
	@$(MVN) spotless:apply

sbom: ## What is in the programs, as CycloneDX, and under which licences
	@hack/sbom

deploy: ## Install a published release (TO=staging|production; hack/release/deploy --help says what it needs)
	@hack/release/deploy $(TO)

smoke: ## Ask an installation what its users would (PUBLIC_HOST=live.example.com)
	@hack/release/smoke

backup: ## Collect what an installation cannot make again (TO=DIRECTORY RECORDINGS=yes; docs/backup.md)
	@hack/backup/backup $(if $(RECORDINGS),--recordings) $(TO)

restore: ## Put a backup into a cluster (FROM=DIRECTORY ONLY="PART…" ARGUMENTS=…)
	@hack/backup/restore $(FROM) $(foreach part,$(ONLY),--only $(part)) $(ARGUMENTS)

rotate: ## Replace a key or password (WHAT="tokens", "tokens --finish", "passphrase STREAM" …; docs/secrets.md)
	@hack/backup/rotate $(WHAT)

clean: ## Delete build outputs (caches and the cluster stay)
	@$(MVN) clean && rm -rf build
