package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.DatabaseWire.Cut;
import dev.sitewarden.cloud.app.WiredCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever breaks between device and database, each message has its effect once. */
@QuarkusTest
@TestProfile(ExactlyOnceTest.Wired.class)
final class ExactlyOnceTest {
  private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
  private static final int INCIDENTS = 6;
  private static final int MOST_ATTEMPTS = 20;

  /** The application reaches its database over a wire that can be cut. */
  public static final class Wired implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(WiredCloud.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @ConfigProperty(name = "test.wire-port")
  int wirePort;

  @ConfigProperty(name = "test.database-port")
  int databasePort;

  private final Device device = Device.fresh();
  private DatabaseWire wire;

  @BeforeEach
  void layTheWire() {
    wire = DatabaseWire.lay(wirePort, databasePort);
  }

  @AfterEach
  void takeTheWireAway() {
    wire.close();
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void aBatchWhoseCommitIsNotAnsweredComesAgainAndHasItsEffectOnce(Cut cut) {
    String[] batch = everything(1).toArray(String[]::new);
    untilTaken(device.health("the wire is up", START));
    wire.cut(cut, device.name());

    Answer unheard = device.sends(batch);
    int kept = count("incident", "device");
    untilTaken(batch);

    assertThat(unheard.status()).isEqualTo(503);
    assertThat(unheard.header("Retry-After")).isNotEmpty();
    assertThat(kept)
        .as("in the database before the batch came again")
        .isEqualTo(cut == Cut.AFTER_COMMIT ? 1 : 0);
    requireEffectOnce(1, 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void duplicatesInAnyOrderOverABreakingWireAreTheSameAsOneCleanRun(long seed) {
    Random random = new Random(seed);
    List<String> messages = everything(INCIDENTS);
    List<String> sent = new ArrayList<>(messages);
    messages.stream().filter(message -> random.nextBoolean()).forEach(sent::add);
    Collections.shuffle(sent, random);

    for (int from = 0; from < sent.size(); ) {
      int to = Math.min(sent.size(), from + 1 + random.nextInt(7));
      if (random.nextInt(3) == 0) {
        wire.cut(random.nextBoolean() ? Cut.AFTER_COMMIT : Cut.BEFORE_COMMIT, device.name());
      }
      untilTaken(sent.subList(from, to).toArray(String[]::new));
      from = to;
    }

    requireEffectOnce(INCIDENTS, INCIDENTS);
  }

  @Test
  void whatTheDatabaseRefusesHoldsUpNobodyAndIsPlayedWhenItDoesNot() {
    List<String> batch = everything(3);
    batch.add(4, device.health("unstorable " + device.name(), START));
    refuseReports("unstorable " + device.name());

    Answer answer = device.sends(batch.toArray(String[]::new));

    assertThat(answer.status()).isEqualTo(200);
    requireEffectOnce(3, 3);
    List<String> letters =
        Rows.of("select digest from dead_letter where device = ?", device.name());
    assertThat(Rows.of("select code from dead_letter where device = ?", device.name()))
        .containsExactly("not-storable");
    Rows.of("with gone as (delete from refused_report returning text) select text from gone");
    Person caller = Person.named("iot");
    String replay = "/api/v1/dead-letters/%s/replay".formatted(letters.getFirst());
    assertThat(caller.post(replay, "").json().path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(caller.post(replay, "").json().path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(count("device_report", "device")).isEqualTo(4);
  }

  /** All that a device may say, of so many incidents. */
  private List<String> everything(int incidents) {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < incidents; i++) {
      Instant at = START.plusSeconds(60L * i);
      messages.add(device.opened(at));
      messages.add(device.updated(at, at.plusSeconds(10), 2));
      messages.add(device.stored(at, Kind.SNAPSHOT, new byte[] {1}));
      messages.add(device.closed(at, at.plusSeconds(20)));
      messages.addAll(Arrays.asList(device.news(at)));
    }
    return messages;
  }

  /** Sends again while it is told to, as the hub does. */
  private void untilTaken(String... batch) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      int status = device.sends(batch).status();
      if (status == 200) {
        return;
      }
      assertThat(status).isEqualTo(503);
    }
    throw new AssertionError("not taken after %d attempts".formatted(MOST_ATTEMPTS));
  }

  private void requireEffectOnce(int incidents, int reports) {
    assertThat(count("incident", "device")).isEqualTo(incidents);
    for (String kind : List.of("OPENED", "RECEIVED", "UPDATED", "ENDED", "EVIDENCE_STORED")) {
      assertThat(
              Rows.of(
                  "select c.id from incident_change c join incident i on i.id = c.incident_id"
                      + " where i.device = ? and c.kind = ?",
                  device.name(),
                  kind))
          .as(kind)
          .hasSize(incidents);
    }
    assertThat(
            Rows.of(
                "select n.id from notification n join incident i on i.id = n.incident_id"
                    + " where i.device = ?",
                device.name()))
        .hasSize(incidents);
    assertThat(count("early_message", "device")).isZero();
    assertThat(count("occupancy_count", "device")).isEqualTo(incidents);
    assertThat(count("sampled_frame", "device")).isEqualTo(incidents);
    assertThat(count("recording", "device")).isEqualTo(incidents);
    assertThat(count("device_report", "device")).isEqualTo(reports);
  }

  private int count(String table, String column) {
    String query = "select count(*) from %s where %s = ?".formatted(table, column);
    return Integer.parseInt(Rows.of(query, device.name()).getFirst());
  }

  /** Makes the database refuse one report, as a broken disk page or a forgotten rule would. */
  private static void refuseReports(String text) {
    Rows.change("create table if not exists refused_report (text text)");
    Rows.change("insert into refused_report values ('" + text + "')");
    Rows.change(
        """
        create or replace function refuse_report() returns trigger language plpgsql as $$
        begin
          if exists (select from refused_report where text = new.text) then
            raise exception 'refused %', new.text using errcode = 'XX001';
          end if;
          return new;
        end $$
        """);
    Rows.change(
        "create or replace trigger refuse before insert on device_report"
            + " for each row execute function refuse_report()");
  }
}
