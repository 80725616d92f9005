package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.ingest.Rehearsal;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.VertxContextSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Runs while the server serves; says where, and who may come in. */
class CloudApplication implements QuarkusApplication {
  private static final Logger LOG = Logger.getLogger(CloudApplication.class);

  private final DemoUsers users;
  private final int port;
  private final Rehearsal rehearsal;

  CloudApplication(
      DemoUsers users,
      Rehearsal rehearsal,
      @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
    this.users = users;
    this.port = port;
    this.rehearsal = rehearsal;
  }

  @Override
  public int run(String... arguments) {
    rehearse();
    System.out.println(users.shown());
    System.out.printf("ready cloud http://127.0.0.1:%d/%n", port);
    System.out.flush();
    Quarkus.waitForExit();
    return 0;
  }

  /** A failure is no reason not to serve: the database may come back. */
  private void rehearse() {
    try {
      VertxContextSupport.subscribeAndAwait(rehearsal::run);
    } catch (Throwable failure) {
      LOG.warnf("starting without a rehearsal: %s", failure.getMessage());
    }
  }
}
