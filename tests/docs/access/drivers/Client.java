import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.Driver;

/** pgjdbc for a test: a line is `password URL`, answered by the password in it, or `connect URL`, by the login. */
public final class Client {
    public static void main(String[] arguments) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 2);
            System.out.println(words[0].equals("connect") ? login(words[1]) : password(words[1]));
        }
    }

    private static String password(String url) {
        var properties = Driver.parseURL(url, null);
        return properties == null ? "refused" : properties.getProperty("password");
    }

    private static String login(String url) {
        try (var connection = DriverManager.getConnection(url);
                var row = connection.createStatement().executeQuery("select current_user")) {
            row.next();
            return row.getString(1);
        } catch (SQLException error) {
            return error.getMessage();
        }
    }
}
