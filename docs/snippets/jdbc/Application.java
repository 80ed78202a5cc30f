import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** HikariCP and pgjdbc with the secret's login. It reads the same environment variables as application.mjs. */
public final class Application {
    private static final ClientOverrideConfiguration AWS_LIMITS =
            ClientOverrideConfiguration.builder().apiCallTimeout(Duration.ofSeconds(10)).build();

    /** A pool that survives rotations. */
    public static HikariDataSource open() {
        PlatformDataSource source = new PlatformDataSource();
        source.findDatabase();
        source.setSslMode("verify-full");
        source.setSslRootCert(required("PGSSLROOTCERT"));
        variable("PGHOSTADDR").ifPresent(address -> source.setSocketFactory(ForwardedPort.class.getName()));
        source.setConnectTimeout(5);
        source.setSocketTimeout(25);
        source.setOptions("-c statement_timeout=20s");
        source.setApplicationName("experiment-service");

        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(5); // Part of the login's limit, which counts the connections of all processes.
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(5_000);
        pool.setInitializationFailTimeout(-1);
        pool.setAutoCommit(false);
        return new HikariDataSource(pool);
    }

    /**
     * Logs in with the secret's login. If the server refuses it, the copies are outdated: reads the parameters and the
     * secret again, once.
     */
    static final class PlatformDataSource extends PGSimpleDataSource {
        private final transient SecretsManagerClient secrets =
                SecretsManagerClient.builder().overrideConfiguration(AWS_LIMITS).build();
        private String secretArn;
        private transient Login login;

        synchronized void findDatabase() {
            Map<String, String> facts = readParameters("host", "port", "name", "secret-arn");
            setServerNames(new String[] {facts.get("host")});
            setPortNumbers(new int[] {Integer.parseInt(variable("PGPORT").orElse(facts.get("port")))});
            setDatabaseName(facts.get("name"));
            secretArn = facts.get("secret-arn");
        }

        @Override
        public Connection getConnection() throws SQLException {
            Login tried = loginOtherThan(null);
            try {
                return getConnection(tried.username(), tried.password());
            } catch (SQLException error) {
                if (!"28P01".equals(error.getSQLState())) {
                    throw error;
                }
            }
            Login current = loginOtherThan(tried);
            return getConnection(current.username(), current.password());
        }

        private synchronized Login loginOtherThan(Login refused) {
            if (login == null || login == refused) {
                if (refused != null) {
                    findDatabase();
                }
                login = Login.parse(secrets.getSecretValue(request -> request.secretId(secretArn)).secretString());
            }
            return login;
        }
    }

    record Login(String username, String password) {
        static Login parse(String secret) {
            try {
                JsonNode value = new ObjectMapper().readTree(secret);
                return new Login(value.required("username").asText(), value.required("password").asText());
            } catch (JsonProcessingException | IllegalArgumentException error) {
                // Without the cause, which contains the secret.
                throw new IllegalStateException("The secret holds no login; its first rotation may not have ended");
            }
        }

        /** The default text of a record would contain the password. */
        @Override
        public String toString() {
            return username;
        }
    }

    /** Connects to another address; the certificate must still name the host. */
    public static final class ForwardedPort extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            int port = Integer.parseInt(variable("PGPORT").orElse("5432"));
            socket.connect(new InetSocketAddress(required("PGHOSTADDR"), port), 5000);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket();
        }
    }

    private static Map<String, String> readParameters(String... keys) {
        String path = required("PARAMETER_PATH");
        String[] names = Stream.of(keys).map(path::concat).toArray(String[]::new);
        try (SsmClient ssm = SsmClient.builder().overrideConfiguration(AWS_LIMITS).build()) {
            var found = ssm.getParameters(request -> request.names(names));
            if (!found.invalidParameters().isEmpty()) {
                throw new IllegalStateException(found.invalidParameters() + ": no such parameter; look at PARAMETER_PATH");
            }
            return found.parameters().stream()
                    .collect(Collectors.toMap(parameter -> parameter.name().substring(path.length()), Parameter::value));
        }
    }

    private static String required(String name) {
        return variable(name).orElseThrow(() -> new IllegalStateException(name + " is not set"));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    /** Each line of standard input is the name of a unit; each counts as a visit. */
    public static void main(String[] arguments) throws IOException {
        try (HikariDataSource database = open();
                var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String unit = lines.readLine(); unit != null; unit = lines.readLine()) {
                System.out.println(unit + ": " + visit(database, unit));
            }
        }
    }

    private static String visit(HikariDataSource database, String unit) {
        // The pool rolls back a transaction that is not committed.
        try (Connection connection = database.getConnection();
                var record = connection.prepareStatement(
                        "insert into experimentation.metric_events (unit_id, metric) values (?, 'visit')");
                var count = connection.prepareStatement("select count(*), current_user"
                        + " from experimentation.metric_events where metric = 'visit' and unit_id = ?")) {
            record.setString(1, unit);
            record.executeUpdate();
            count.setString(1, unit);
            var row = count.executeQuery();
            row.next();
            String answer = row.getLong(1) + " visits, as " + row.getString(2);
            connection.commit();
            return answer;
        } catch (SQLException error) {
            Throwable cause = error.getCause() == null ? error : error.getCause();
            return cause.getMessage().lines().findFirst().orElse("");
        }
    }
}
