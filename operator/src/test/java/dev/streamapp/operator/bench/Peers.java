package dev.streamapp.operator.bench;

/** What others have published about theirs. */
final class Peers {

    static final String TEXT =
            """
            What others have published about theirs, on machines of their own:

            | operator | what | figure |
            |---|---|---|
            | Strimzi User Operator (Java, one child each) | 10, 100, 200, 500 users at once created, changed, deleted | 10.5 s, 33 s, 55 s, 134 s ¹ |
            | the same | one change at 200 users, p50 and p99 | 28 ms, 75 ms ¹ |
            | Strimzi Cluster Operator (Java) | memory limit it is installed with | 384 MiB ² |
            | CloudNativePG (Go) | memory limit it is installed with | 200 MiB ³ |
            | Kubernetes' own objective | one changing call to the API server, p99 | 1 s ⁴ |

            - ¹ Its performance report, as its repository keeps it: strimzi/strimzi-kafka-operator, `.github/tests/expected/perf-report/multi-arch-both-operators-expected.md`;
              an earlier run on a developer's machine took 54 s for 500 users (pull request 12091).
            - ² strimzi/strimzi-kafka-operator, `packaging/install/cluster-operator/060-Deployment-strimzi-cluster-operator.yaml`.
            - ³ cloudnative-pg/cloudnative-pg, `config/manager/manager.yaml`.
            - ⁴ kubernetes/community, `sig-scalability/slos/api_call_latency.md`.
            """;

    private Peers() {}
}
