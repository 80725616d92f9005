package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A database that dies is a reason to send again, never a reason to lose something. */
@QuarkusTest
@TestProfile(DatabaseAwayTest.OwnDatabase.class)
final class DatabaseAwayTest {

  /** A data folder that no other test needs afterwards. */
  public static final class OwnDatabase implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(EmbeddedCloud.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @ConfigProperty(name = "test.data")
  Path data = Path.of("");

  @Test
  void theHubIsToldToComeAgain() throws IOException {
    Device device = Device.fresh();
    Person engineer = Person.engineer();
    killDatabase();

    Answer ingest = device.sends(device.opened(Instant.parse("2026-11-20T12:00:00Z")), "poison");
    Answer read = engineer.get("/api/v1/incidents");

    assertThat(ingest.status()).isEqualTo(503);
    assertThat(ingest.code()).isEqualTo("database-away");
    assertThat(ingest.header("Retry-After")).isEqualTo("5");
    assertThat(read.status()).isEqualTo(503);
  }

  private void killDatabase() throws IOException {
    String pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
    ProcessHandle postgres = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    postgres.destroyForcibly();
    postgres.onExit().join();
  }
}
