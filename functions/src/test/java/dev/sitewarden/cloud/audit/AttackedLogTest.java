package dev.sitewarden.cloud.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who notices when somebody changes the log in the database, or its anchors. */
@QuarkusTest
@TestProfile(OwnLog.class)
final class AttackedLogTest {
  private static final Instant SEEN = Instant.parse("2026-11-21T09:00:00Z");

  private static final String OF_CHAIN_0 = "select count(*) from audit_record where lane = 0";

  /** Puts the records of chain 0 where nobody may look for them. */
  private static final String COPY =
      """
      insert into audit_record
        select %s, %s, at, actor, action, subject, device, camera, detail, previous, hash
        from audit_record where lane = 0
      """;

  @Inject Anchors anchors;
  @Inject AnchorStore store;
  @Inject AuditRecords records;

  @ConfigProperty(name = "cloud.media.folder")
  Path blobs = Path.of("");

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();
  private final Person engineer = Person.engineer();
  private final Person auditor = Person.auditor();

  /** Until the chain that is attacked has records to lose. */
  @BeforeEach
  void somethingHappens() throws IOException {
    byte[] clip = {1, 2, 3, 4};
    Path file = blobs.resolve(device.path(SEEN, Kind.CLIP));
    Files.createDirectories(file.getParent());
    Files.write(file, clip);
    device.sends(device.opened(SEEN), device.stored(SEEN, Kind.CLIP, clip));
    while (Long.parseLong(Rows.of(OF_CHAIN_0).getFirst()) < 4) {
      auditor.get("/api/v1/incidents/" + incident + "/evidence/clip");
    }
  }

  @Test
  void manyAtOnceAppendToWholeChains() {
    List<CompletableFuture<Integer>> reads =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    engineer
                        .getLater("/api/v1/incidents/" + incident + "/evidence/clip")
                        .thenApply(answer -> answer.status()))
            .toList();

    assertThat(reads).allSatisfy(read -> assertThat(read.join()).isEqualTo(200));
    assertThat(findings()).isEmpty();
  }

  @Test
  void theTableRefusesMistakesOfOurs() {
    for (String mistake :
        List.of(
            "update audit_record set actor = 'x'",
            "delete from audit_record",
            "truncate audit_record")) {
      assertThatThrownBy(() -> execute(mistake)).hasMessageContaining("only ever added to");
    }
  }

  /** As the database's owner could: past the trigger. Each attack is taken back afterwards. */
  @Test
  void whoeverGetsRoundTheTableIsFoundOut() throws Throwable {
    keepWhatIsAnchored();
    assertThat(findings()).isEmpty();

    attack("update audit_record set actor = 'nobody' where lane = 0 and number = 2");
    assertThat(findings()).contains("chain 0: record 2 was altered");
    attack("delete from audit_record where lane = 0 and number = 2");
    assertThat(findings().getFirst()).startsWith("chain 0: record 3 follows record 1");
    attack(
        """
        update audit_record kept set actor = other.actor, detail = other.detail, hash = other.hash,
          previous = other.previous, action = other.action, at = other.at
        from audit_record other
        where kept.lane = 0 and other.lane = 0 and kept.number in (1, 3) and other.number = 4 - kept.number
        """);
    assertThat(findings())
        .contains("chain 0: record 1 was altered", "chain 0: record 3 was altered");
    attack(
        "delete from audit_record where lane = 0 and number = (select number from audit_head where lane = 0)");
    assertThat(findings().getFirst()).startsWith("chain 0: the chain ends with record");
    attack("delete from audit_record", "update audit_head set number = 0, hash = repeat('0', 64)");
    assertThat(findings().getFirst())
        .contains("the chain ends with record 0, an anchor has seen record");
    AuditRecord forged = forgedEnd();
    attack(
        "update audit_record set actor = 'nobody', hash = '%s' where lane = 0 and number = %d"
            .formatted(forged.hash(), forged.number()),
        "update audit_head set hash = '%s' where lane = 0".formatted(forged.hash()));
    assertThat(findings())
        .containsExactly(
            "chain 0: record %d is not the one that was anchored".formatted(forged.number()));
    attack("delete from audit_record where lane = 0", "delete from audit_head where lane = 0");
    assertThat(findings())
        .contains("chain 0: its head is missing")
        .anyMatch(found -> found.startsWith("chain 0: the chain ends with record 0, an anchor"));
    attack("delete from audit_head where lane = 15"); // a chain that never had a record
    assertThat(findings()).containsExactly("chain 15: its head is missing");
    attack(COPY.formatted("16", "number"));
    assertThat(findings())
        .contains(
            "chain 16: the log has no such chain, somebody else made it",
            "chain 16: its head is missing",
            "chain 16: record 1 was altered");
    attack("insert into audit_head (lane, number, hash) values (16, 0, repeat('0', 64))");
    assertThat(findings())
        .containsExactly("chain 16: the log has no such chain, somebody else made it");
    attack(COPY.formatted("0", "-number"));
    assertThat(findings().getFirst()).startsWith("chain 0: record -");

    attack("select 1");
    assertThat(findings()).isEmpty();
    execute("drop table kept", "drop table kept_head");
  }

  /** The newest record of chain 0, told otherwise, with a hash that fits. */
  private AuditRecord forgedEnd() throws Throwable {
    attack("select 1");
    AuditRecord newest =
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withSession(() -> records.ofLane(0, 0, Long.MAX_VALUE, 100_000)))
            .getLast();
    AuditEvent event = newest.event();
    AuditEvent told =
        new AuditEvent(
            event.at(),
            "nobody",
            event.action(),
            event.subject(),
            event.device(),
            event.camera(),
            event.detail());
    return AuditRecord.following(0, newest.number(), told, newest.previous());
  }

  private List<String> findings() {
    JsonNode report = auditor.get("/api/v1/audit/verification").json();
    List<String> findings =
        IntStream.range(0, report.path("findings").size())
            .mapToObj(i -> report.path("findings").path(i).asText())
            .toList();
    assertThat(report.path("isIntact").asBoolean()).isEqualTo(findings.isEmpty());
    assertThat(findingsChainByChain()).containsExactlyInAnyOrderElementsOf(findings);
    return findings;
  }

  /** The same, as somebody gets it who wants to see how far it is. */
  private Set<String> findingsChainByChain() {
    Set<String> findings = new TreeSet<>();
    for (JsonNode chain : auditor.get("/api/v1/audit/chains").json().path("chains")) {
      String path = "/api/v1/audit/chains/%d/verification".formatted(chain.path("lane").asInt());
      auditor.get(path).json().path("findings").forEach(found -> findings.add(found.asText()));
    }
    return findings;
  }

  /** Until nothing was appended meanwhile, such as that somebody was told. */
  private void keepWhatIsAnchored() throws Throwable {
    do {
      execute(
          "drop table if exists kept, kept_head",
          "create table kept as select * from audit_record",
          "create table kept_head as select * from audit_head");
      VertxContextSupport.subscribeAndAwait(anchors::run);
    } while (!Rows.of("select count(*) from audit_record")
        .equals(Rows.of("select count(*) from kept")));
  }

  /** Puts back what was there, then attacks. */
  private static void attack(String... statements) throws SQLException {
    execute(
        "set session_replication_role = replica",
        "truncate audit_record",
        "insert into audit_record select * from kept",
        "delete from audit_head",
        "insert into audit_head select * from kept_head",
        String.join("; ", statements));
  }

  private static void execute(String... statements) throws SQLException {
    Config config = ConfigProvider.getConfig();
    try (Connection connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** A disk was full in the middle of a line, and had room again. */
  @Test
  void anAnchorThatWasCutShortIsSaidAndSpoilsNoOther() throws Throwable {
    Path file = ConfigProvider.getConfig().getValue("cloud.audit.anchors-file", Path.class);
    VertxContextSupport.subscribeAndAwait(anchors::run);
    String kept = Files.readString(file);
    String whole = kept.substring(kept.lastIndexOf('\n', kept.length() - 2) + 1).strip();
    Files.writeString(file, kept + "{\"at\":\"2026-");
    long torn = kept.lines().count() + 1;

    store.add(whole);

    assertThat(Files.readAllLines(file)).endsWith("{\"at\":\"2026-", whole);
    assertThat(findings()).containsExactly("line %d of the anchors cannot be read".formatted(torn));
    Files.writeString(file, kept);
  }

  @Test
  void aChainThatNobodyHasHeardOfIsNotCalledIntact() {
    assertThat(auditor.get("/api/v1/audit/chains/99/verification").status()).isEqualTo(404);
    assertThat(auditor.get("/api/v1/audit/chains").json().path("chains")).hasSize(16);
  }

  /** Somebody had a chain of his own anchored, and took it away again. */
  @Test
  void aChainThatOnlyAnAnchorHasSeenIsMissed() throws Throwable {
    execute("insert into audit_head (lane, number, hash) values (17, 0, repeat('0', 64))");
    VertxContextSupport.subscribeAndAwait(anchors::run);
    execute("delete from audit_head where lane = 17");
    Path file = ConfigProvider.getConfig().getValue("cloud.audit.anchors-file", Path.class);

    assertThat(findings()).containsExactly("an anchor has seen chain 17, nothing is left of it");

    Files.writeString(
        file,
        Files.readAllLines(file).stream()
            .filter(line -> !line.contains("\"lane\":17"))
            .map(line -> line + "\n")
            .collect(Collectors.joining()));
    assertThat(findings()).isEmpty();
  }

  /** With and without its name: anchors did not always say by which key they are signed. */
  @Test
  void whatAFormerKeySignedIsBelievedAndWhatAnybodyElseDidIsNot() throws Throwable {
    VertxContextSupport.subscribeAndAwait(anchors::run);
    Path file = ConfigProvider.getConfig().getValue("cloud.audit.anchors-file", Path.class);
    String kept = Files.readString(file);
    Anchor newest = Anchor.parse(kept.lines().toList().getLast());
    AuditKey former = key(ConfigProvider.getConfig().getValue(OwnLog.FORMER_KEY, String.class));
    JsonNode shown = auditor.get("/api/v1/audit/key").json();
    assertThat(newest.key()).hasValue(shown.path("fingerprint").asText());
    assertThat(shown.path("former").findValuesAsText("fingerprint"))
        .containsExactly(former.fingerprint());

    store.add(Anchor.signed(SEEN, newest.heads(), former).json());
    store.add(nameless(Anchor.signed(SEEN, newest.heads(), former)));
    assertThat(findings()).isEmpty();

    AuditKey stranger = key(AuditKey.generate());
    store.add(nameless(Anchor.signed(SEEN, newest.heads(), stranger)));
    store.add(Anchor.signed(SEEN.plusSeconds(1), newest.heads(), stranger).json());
    assertThat(findings())
        .containsExactlyInAnyOrder(
            "the anchor of %s is not signed by this cloud".formatted(SEEN),
            "the anchor of %s is not signed by this cloud".formatted(SEEN.plusSeconds(1)));
    Files.writeString(file, kept);
  }

  private static String nameless(Anchor anchor) {
    return anchor.json().replaceFirst("\"key\":\"[0-9a-f]{64}\",", "");
  }

  /** A key as another cloud has it. */
  private static AuditKey key(String pem) {
    return new AuditKey(
        new AuditConfig() {
          @Override
          public Path keyFile() {
            return Path.of("none");
          }

          @Override
          public Optional<String> key() {
            return Optional.of(pem);
          }

          @Override
          public Optional<String> formerKeys() {
            return Optional.empty();
          }

          @Override
          public Path anchorsFile() {
            return Path.of("none");
          }
        });
  }

  @Test
  void anAnchorThatSomebodyElseWroteIsNoAnchor() throws Throwable {
    VertxContextSupport.subscribeAndAwait(anchors::run);
    Path file = ConfigProvider.getConfig().getValue("cloud.audit.anchors-file", Path.class);
    String kept = Files.readString(file);
    Files.writeString(file, kept.replaceAll("\"number\":[1-9]\\d*", "\"number\":1"));

    assertThat(findings()).allMatch(found -> found.contains("is not signed by this cloud"));

    Files.writeString(file, kept);
    assertThat(Rows.of("select count(*) from audit_record").getFirst()).isNotEqualTo("0");
  }
}
