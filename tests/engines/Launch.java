// Neo4j 5.26 Community with Bolt on loopback, from Maven jars alone: java -cp 'lib/*' Launch.java HOME PORT [once].
// Prints "ready". "once": a statement is planned once, not again for lists of other lengths nor for a graph that has grown.
// It ends when its standard input does, so that no engine outlives the tests.
import java.nio.file.Path;
import java.time.Duration;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

public class Launch {
  public static void main(String[] args) throws Exception {
    DatabaseManagementServiceBuilder builder = new DatabaseManagementServiceBuilder(Path.of(args[0]))
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(args[1])))
        .setConfig(GraphDatabaseSettings.auth_enabled, true)
        .setConfig(GraphDatabaseSettings.pagecache_memory, 256L << 20);
    if (args.length > 2) {
      builder.setConfig(GraphDatabaseInternalSettings.cypher_size_hint_parameters, false)
          .setConfig(GraphDatabaseSettings.cypher_min_replan_interval, Duration.ofDays(1));
    }
    DatabaseManagementService service = builder.build();
    System.out.println("ready");
    while (System.in.read() >= 0) { }
    service.shutdown();
    System.exit(0);
  }
}
