package dev.streamapp.gateway.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamapp.crds.Authorizer;
import dev.streamapp.crds.KubeApi;
import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.Namespaces;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KubeApi.class)
@DisplayName("The bootstrap program, which may create Secrets and nothing else,")
class BootstrapIT {

    private static final String NAMESPACE = "bootstrap-test";
    private static final String[] ARGUMENTS = {
        NAMESPACE,
        "keys=app-gateway-keys",
        "admin=app-gateway-admin",
        "database=app-database",
        "certificate=app-edge-tls"
    };

    @TempDir private Path folder;

    private KubernetesClient administrator;
    private KubernetesClient itself;

    @BeforeEach
    void prepare(KubernetesClient client) throws IOException, InterruptedException {
        var make =
                new ProcessBuilder(
                        "../edge/make-certificate", "live.example.com:8443", "" + folder);
        assertThat(make.inheritIO().start().waitFor()).isZero();
        administrator = client;
        Namespaces.make(client, NAMESPACE);
        client.secrets().inNamespace(NAMESPACE).delete();
        grantCreate();
        itself =
                new KubernetesClientBuilder()
                        .withConfig(
                                new ConfigBuilder(client.getConfiguration())
                                        .withImpersonateUsername("bootstrap")
                                        .build())
                        .build();
    }

    /** As the chart does. */
    private void grantCreate() {
        administrator
                .resource(
                        new RoleBuilder()
                                .withNewMetadata()
                                .withName("bootstrap")
                                .withNamespace(NAMESPACE)
                                .endMetadata()
                                .withRules(
                                        new PolicyRuleBuilder()
                                                .withApiGroups("")
                                                .withResources("secrets")
                                                .withVerbs("create")
                                                .build())
                                .build())
                .serverSideApply();
        administrator
                .resource(
                        new RoleBindingBuilder()
                                .withNewMetadata()
                                .withName("bootstrap")
                                .withNamespace(NAMESPACE)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "bootstrap")
                                .addNewSubject()
                                .withKind("User")
                                .withName("bootstrap")
                                .endSubject()
                                .build())
                .serverSideApply();
        Authorizer.awaitAllowed(
                administrator,
                "bootstrap",
                new ResourceAttributesBuilder()
                        .withGroup("")
                        .withResource("secrets")
                        .withVerb("create")
                        .withNamespace(NAMESPACE)
                        .build());
    }

    @Test
    @DisplayName("makes Secrets that the gateway starts with")
    void makesSecrets() {
        Bootstrap.run(itself, folder, ARGUMENTS);

        var variables = new HashMap<>(Environment.variables("unused", Map.of()));
        variables.putAll(data("app-gateway-keys"));
        variables.put("ADMIN_PASSWORD", data("app-gateway-admin").get("password"));
        variables.put("DB_PASSWORD", data("app-database").get("password"));
        assertThat(Settings.from(variables).noticeKey()).hasSize(32);
        assertThat(data("app-gateway-admin")).containsEntry("username", "admin");
        assertThat(data("app-database").get("password")).hasSize(32);
    }

    @Test
    @DisplayName("makes a certificate for the host that browsers see")
    void makesCertificate() throws Exception {
        Bootstrap.run(itself, folder, ARGUMENTS);

        assertThat(secret("app-edge-tls").getType()).isEqualTo("kubernetes.io/tls");
        var certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(
                                                data("app-edge-tls")
                                                        .get("tls.crt")
                                                        .getBytes(UTF_8)));
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "live.example.com"));
    }

    @Test
    @DisplayName("changes none that exists, and adds the one that was lost")
    void changesNothing() {
        Bootstrap.run(itself, folder, ARGUMENTS);
        var keys = secret("app-gateway-keys");
        var database = secret("app-database");
        administrator.secrets().inNamespace(NAMESPACE).withName("app-gateway-admin").delete();

        Bootstrap.run(itself, folder, ARGUMENTS);

        assertThat(secret("app-gateway-keys")).isEqualTo(keys);
        assertThat(secret("app-database")).isEqualTo(database);
        assertThat(data("app-gateway-admin")).containsKey("password");
    }

    @Test
    @DisplayName("says what is wrong with its arguments, and where it may not work")
    void complains() {
        assertThatThrownBy(() -> Bootstrap.run(itself, folder, NAMESPACE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bootstrap.run(itself, folder, NAMESPACE, "key=x"))
                .hasMessageContaining("\"key\" is no purpose");
        assertThatThrownBy(() -> Bootstrap.run(itself, folder, NAMESPACE, "keys="))
                .hasMessageContaining("names no Secret");
        assertThatThrownBy(() -> Bootstrap.run(itself, folder, "default", "keys=x"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("forbidden");
    }

    private Secret secret(String name) {
        return administrator.secrets().inNamespace(NAMESPACE).withName(name).require();
    }

    private Map<String, String> data(String name) {
        var texts = new HashMap<String, String>();
        secret(name)
                .getData()
                .forEach((key, value) ->
                        texts.put(key, new String(Base64.getDecoder().decode(value), UTF_8)));
        return texts;
    }
}
