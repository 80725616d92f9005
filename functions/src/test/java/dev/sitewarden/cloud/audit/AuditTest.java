package dev.sitewarden.cloud.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestJpeg;
import dev.sitewarden.domain.incident.Evidence.Kind;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written into the log, and what of it is shown. */
@QuarkusTest
@TestProfile(OwnLog.class)
final class AuditTest {
  private static final Instant SEEN = Instant.parse("2026-11-21T09:00:00Z");

  @Inject AuditLog log;

  @ConfigProperty(name = "cloud.media.folder")
  Path blobs = Path.of("");

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();
  private final Person engineer = Person.engineer();
  private final Person auditor = Person.auditor();

  @BeforeEach
  void somethingHappens() throws IOException {
    byte[] clip = {1, 2, 3, 4};
    Path file = blobs.resolve(device.path(SEEN, Kind.CLIP));
    Files.createDirectories(file.getParent());
    Files.write(file, clip);
    device.sends(device.opened(SEEN), device.stored(SEEN, Kind.CLIP, clip));
    Path small = blobs.resolve(device.path(SEEN, Kind.THUMBNAIL));
    byte[] thumbnail = TestJpeg.of(160, 90, "small");
    Files.write(small, thumbnail);
    device.sends(device.stored(SEEN, Kind.THUMBNAIL, thumbnail));
    engineer.decide(incident, "acknowledgement", "{}");
    engineer.decide(incident, "resolution", "{\"verdict\":\"CONFIRMED\",\"comment\":\"=1+1\"}");
    engineer.get("/api/v1/incidents/" + incident + "/evidence/clip", "Range", "bytes=0-1");
    auditor.get("/api/v1/incidents/" + incident + "/evidence/clip");
  }

  @Test
  void everyChangeAndEveryAccessIsWrittenDown() {
    JsonNode items =
        auditor.get("/api/v1/audit?limit=1000&subject=" + incident).json().path("items");

    assertThat(items.findValuesAsText("detail"))
        .contains(
            "OPENED",
            "EVIDENCE_STORED: clip " + Digest.of(new byte[] {1, 2, 3, 4}),
            "ACKNOWLEDGED",
            "RESOLVED: CONFIRMED: =1+1",
            "clip bytes=0-1",
            "clip");
    assertThat(items.findValuesAsText("actor")).contains(device.name(), "engineer", "auditor");
    assertThat(items.findValuesAsText("camera")).containsOnly("gate");
  }

  /** A page that is loaded again asks whether its pictures are still the same. */
  @Test
  void aRowsPictureIsWrittenDownWhenItIsSentAndNotWhenItIsKnown() {
    String thumbnail = "/api/v1/incidents/" + incident + "/evidence/thumbnail";

    Answer first = engineer.get(thumbnail);
    Answer again = engineer.get(thumbnail, "If-None-Match", first.header("ETag"));

    assertThat(List.of(first.status(), again.status())).containsExactly(200, 304);
    JsonNode items =
        auditor.get("/api/v1/audit?limit=1000&subject=" + incident).json().path("items");
    assertThat(items.findValuesAsText("detail")).containsOnlyOnce("thumbnail");
  }

  @Test
  void pagesOfTheLogHaveNoGapsAndNoRepeats() {
    String path = "/api/v1/audit?subject=" + incident;
    List<String> all = auditor.get(path).json().path("items").findValuesAsText("hash");

    List<String> read = new ArrayList<>();
    String before = "";
    do {
      JsonNode page = auditor.get(path + "&limit=2" + before).json();
      read.addAll(page.path("items").findValuesAsText("hash"));
      before = page.path("older").isNull() ? "" : "&before=" + page.path("older").asText();
    } while (!before.isEmpty());

    assertThat(all).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    assertThat(read).isEqualTo(all);
  }

  @Test
  void theAccessReportSaysWhoSawWhatAndRunsNoFormula() {
    String csv = auditor.get("/api/v1/audit/access.csv?subject=" + incident).text();

    assertThat(csv.lines())
        .hasSize(3)
        .startsWith("at,actor,action,subject,device,camera,detail")
        .anyMatch(line -> line.contains("\"auditor\",\"EVIDENCE_READ\",\"" + incident))
        .anyMatch(line -> line.contains("\"engineer\"") && line.contains("clip bytes=0-1"));
    assertThat(AccessReport.rows(List.of(read("=cmd|' /C calc'!A0")))).contains("\"'=cmd|");
  }

  private static AuditRecord read(String actor) {
    AuditEvent event = AuditEvent.of(SEEN, actor, AuditAction.EVIDENCE_READ, "x", "");
    return AuditRecord.following(0, 1, event, AuditRecord.BEFORE_THE_FIRST);
  }

  @Test
  void whoTakesLabelsAlongIsWrittenDown() {
    engineer.get("/api/v1/datasets/incidents.coco.json");

    assertThat(
            Rows.of(
                "select actor || ' ' || subject from audit_record where action = 'LABELS_EXPORTED'"))
        .contains("engineer incidents.coco.json");
  }

  @Test
  void aDecisionThatWasUndoneLeavesNoRecord() {
    engineer.decide(incident, "acknowledgement", "{}"); // refused: it is resolved

    JsonNode items =
        auditor.get("/api/v1/audit?limit=1000&subject=" + incident).json().path("items");
    assertThat(items.findValuesAsText("detail")).containsOnlyOnce("ACKNOWLEDGED");
  }

  /** More than one query of the report finds. */
  @Test
  void theAccessReportIsWholeHoweverLongItIs() throws Throwable {
    String subject = UUID.randomUUID().toString();
    List<AuditEvent> reads =
        IntStream.range(0, 1_001)
            .mapToObj(
                i ->
                    AuditEvent.ofCamera(
                        SEEN.plusSeconds(i / 3),
                        "auditor",
                        AuditAction.EVIDENCE_READ,
                        subject,
                        device.name(),
                        "gate",
                        "clip " + i))
            .toList();
    VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> log.append(reads)));

    Answer report = auditor.get("/api/v1/audit/access.csv?subject=" + subject);

    assertThat(report.header("Content-Disposition")).contains("access.csv");
    assertThat(report.text().lines()).hasSize(1_002).doesNotHaveDuplicates();
    assertThat(auditor.get("/api/v1/audit/access.csv?since=x").code()).isEqualTo("invalid-time");
  }

  /** What a device says happened at its own time. */
  @Test
  void whatHappensTomorrowByADevicesClockIsShown() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MILLIS);
    device.sends(device.opened(tomorrow));

    JsonNode items =
        auditor.get("/api/v1/audit?subject=" + device.incidentAt(tomorrow)).json().path("items");

    assertThat(items.findValuesAsText("detail")).contains("OPENED");
  }
}
