package dev.streamapp.gateway;

import dev.streamapp.gateway.testing.Databases;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.RunningGateway;
import dev.streamapp.gateway.testing.TestClock;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** A whole gateway for the tests of a class, with an empty database of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GatewayTest {

    protected final TestClock clock = new TestClock();
    protected final String databaseName = Databases.create();
    protected RunningGateway gateway;

    /** Variables that differ from {@link Environment}'s. */
    protected Map<String, String> environment() {
        return Map.of();
    }

    /** The cluster; one that is not there unless a class says otherwise. */
    protected KubernetesClient cluster() {
        return RunningGateway.noCluster();
    }

    @BeforeAll
    void startGateway() {
        gateway = startAnother();
    }

    /** Another replica on the same database; whoever starts it closes it. */
    protected RunningGateway startAnother() {
        return RunningGateway.start(
                Environment.settings(databaseName, environment()), clock, cluster());
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @AfterAll
    void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /** An order whose customer may watch. */
    protected UUID order(String number) {
        return gateway.database()
                .sql(
                        """
                        insert into orders (number, customer_name, email, phone, language, live_stream_enabled)
                        values (:number, 'Anna', 'anna@example.com', '+420123456789', 'en', true) returning id
                        """)
                .param("number", number)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    /** Puts a camera on an order's bench. */
    protected void assign(UUID order, String stream) {
        gateway.database()
                .sql(
                        "update order_stream set valid_until = now() where stream_id = ? and valid_until is null")
                .param(stream)
                .update();
        gateway.database()
                .sql("insert into order_stream (order_id, stream_id, label) values (?, ?, ?)")
                .params(order, stream, stream)
                .update();
    }

    /** An access to an order, valid that long; its password is hashed cheaply. */
    protected UUID access(UUID order, String login, String password, Duration validity) {
        return gateway.database()
                .sql(
                        """
                        insert into live_stream_access (order_id, login, password_hash, expires_at, created_by)
                        values (:order, :login, :hash, now() + make_interval(secs => :seconds), 'test') returning id
                        """)
                .param("order", order)
                .param("login", login)
                .param("hash", BCrypt.hashpw(password, BCrypt.gensalt(4)))
                .param("seconds", validity.toSeconds())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }
}
