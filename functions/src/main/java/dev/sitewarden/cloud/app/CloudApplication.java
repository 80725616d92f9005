package dev.sitewarden.cloud.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs while the server serves; says where, and who may come in. */
class CloudApplication implements QuarkusApplication {
  private final DemoUsers users;
  private final int port;

  CloudApplication(
      DemoUsers users,
      @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
    this.users = users;
    this.port = port;
  }

  @Override
  public int run(String... arguments) {
    System.out.println(users.shown());
    System.out.printf("ready cloud http://127.0.0.1:%d/%n", port);
    System.out.flush();
    Quarkus.waitForExit();
    return 0;
  }
}
