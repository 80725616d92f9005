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
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final int MOST_ATTEMPTS = 200;

  @ConfigProperty(name = "test.data")
  Path data = Path.of("");

  @Test
  void theHubIsToldToComeAgainAndNothingIsLostWhenTheDatabaseIsBack() throws Exception {
    Device device = Device.fresh();
    Person engineer = Person.engineer();
    Instant seen = Instant.parse("2026-11-20T12:00:00Z");
    List<String> batch = new ArrayList<>(List.of(device.opened(seen), "poison"));
    batch.addAll(Arrays.asList(device.news(seen)));
    List<String> server = commandOf(data.resolve("postgres"));
    killDatabase();

    Answer ingest = device.sends(batch.toArray(String[]::new));
    Answer read = engineer.get("/api/v1/incidents");
    Answer ready = new Caller().get("/q/health/ready");
    Answer live = new Caller().get("/q/health/live");
    control(server, "restart");
    untilTaken(device, batch);

    assertThat(ingest.status()).isEqualTo(503);
    assertThat(ingest.code()).isEqualTo("database-away");
    assertThat(ingest.header("Retry-After")).isEqualTo("5");
    assertThat(read.status()).isEqualTo(503);
    assertThat(ready.status()).isEqualTo(503);
    assertThat(live.status()).isEqualTo(200);
    assertThat(engineer.get("/api/v1/incidents").status()).isEqualTo(200);
    for (String table : List.of("incident", "dead_letter", "occupancy_count", "device_report")) {
      assertThat(Rows.of("select 1 from " + table + " where device = ?", device.name()))
          .as(table)
          .hasSize(1);
    }
    assertThat(Rows.of("select times from dead_letter where device = ?", device.name()))
        .containsExactly("1");
    control(server, "stop");
  }

  /** Sends again while it is told to, as the hub does; the server says so while it starts. */
  private static void untilTaken(Device device, List<String> batch) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (device.sends(batch.toArray(String[]::new)).status() == 200) {
        return;
      }
    }
    throw new AssertionError("not taken after %d attempts".formatted(MOST_ATTEMPTS));
  }

  /** The program that controls the server of this folder, ready for its verb. */
  private static List<String> commandOf(Path folder) throws IOException {
    String started = Files.readString(folder.resolve("postmaster.opts"));
    Path programs = Path.of(started.substring(0, started.indexOf(' '))).resolveSibling("pg_ctl");
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // the server refuses to be root
    }
    command.addAll(List.of(programs.toString(), "-D", folder.toString(), "-w"));
    return command;
  }

  private static void control(List<String> server, String verb) throws Exception {
    List<String> command = new ArrayList<>(server);
    command.add(verb);
    Process control =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(control.waitFor()).as(String.join(" ", command)).isZero();
  }

  private void killDatabase() throws IOException {
    String pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
    ProcessHandle postgres = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    postgres.destroyForcibly();
    postgres.onExit().join();
  }
}
