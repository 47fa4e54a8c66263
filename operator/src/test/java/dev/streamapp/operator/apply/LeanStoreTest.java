package dev.streamapp.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeanStoreTest {

    @Test
    @DisplayName("of a Service all is kept but the record of who owns which field")
    void service() {
        var store = new LeanStore<Service>();
        Service service =
                Serialization.unmarshal(
                        """
                        apiVersion: v1
                        kind: Service
                        metadata:
                          name: a-ingest
                          namespace: n
                          labels: {streamapp.dev/stream: a}
                          managedFields:
                          - {manager: streamapp-operator, operation: Apply, fieldsV1: {"f:spec": {}}}
                        spec: {ports: [{port: 10000, protocol: UDP}]}
                        """,
                        Service.class);

        store.put(store.getKey(service), service);

        assertThat(store.get("n/a-ingest"))
                .isEqualTo(
                        Serialization.unmarshal(
                                """
                                apiVersion: v1
                                kind: Service
                                metadata:
                                  labels:
                                    streamapp.dev/stream: a
                                  name: a-ingest
                                  namespace: n
                                spec:
                                  ports:
                                  - port: 10000
                                    protocol: UDP
                                """,
                                Service.class));
    }

    @Test
    @DisplayName("of a pod metadata, status and node are kept")
    void pod() {
        var store = new LeanStore<Pod>();
        Pod pod =
                Serialization.unmarshal(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: a-0, namespace: n}
                        spec: {nodeName: node-1, containers: [{name: packager, image: i}]}
                        status: {phase: Running, podIP: 192.0.2.7}
                        """,
                        Pod.class);

        store.put(store.getKey(pod), pod);

        assertThat(store.get("n/a-0"))
                .isEqualTo(
                        Serialization.unmarshal(
                                """
                                apiVersion: v1
                                kind: Pod
                                metadata:
                                  name: a-0
                                  namespace: n
                                spec:
                                  nodeName: node-1
                                status:
                                  phase: Running
                                  podIP: 192.0.2.7
                                """,
                                Pod.class));
    }
}
