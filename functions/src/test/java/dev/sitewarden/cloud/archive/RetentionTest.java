package dev.sitewarden.cloud.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is too old is dropped from both tiers, and what is held stays until it is released. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.chore.often", value = "1h")) // the tests say when
final class RetentionTest extends ArchiveScene {
  private final Instant longAgo = recent.minus(Duration.ofDays(40));
  private final Instant lastYear = recent.minus(Duration.ofDays(400));

  @Test
  void whatIsTooOldIsDroppedUnlessItIsHeld() throws Throwable {
    UUID held = record(longAgo, "held");
    UUID old = record(longAgo.plusSeconds(600), "old");
    String hold = hold(longAgo, longAgo.plusSeconds(60));
    move();

    retain();

    assertThat(media.resolve(path(longAgo))).exists();
    assertThat(archive.resolve(path(longAgo))).exists();
    assertThat(media.resolve(path(longAgo.plusSeconds(600)))).doesNotExist();
    assertThat(archive.resolve(path(longAgo.plusSeconds(600)))).doesNotExist();
    assertThat(auditor.get("/api/v1/audit?subject=" + old).text()).contains("RECORDING_DELETED");

    assertThat(release(hold).status()).isEqualTo(200);
    retain();

    assertThat(media.resolve(path(longAgo))).doesNotExist();
    assertThat(auditor.get("/api/v1/recordings/%s/%s".formatted(device.name(), held)).code())
        .isEqualTo("recording-missing");
    assertThat(release(hold).code()).isEqualTo("hold-released");
  }

  @Test
  void aRecordingLeavesTheMediaTierOnceTheArchiveHasIt() throws Throwable {
    Instant lately = recent.minus(Duration.ofDays(10));
    record(lately, "lately");
    retain();
    assertThat(media.resolve(path(lately))).exists();

    move();
    retain();

    assertThat(media.resolve(path(lately))).doesNotExist();
    assertThat(archive.resolve(path(lately))).hasContent("lately");
  }

  @Test
  void aFileThatADyingProcessLeftBehindIsDeletedByTheNextRound() throws Throwable {
    Path left = media.resolve(put("left/behind.mp4", "given up"));
    Rows.change("insert into leftover_file (path, in_archive) values ('left/behind.mp4', false)");

    retain();

    assertThat(left).doesNotExist();
    assertThat(Rows.of("select path from leftover_file")).doesNotContain("left/behind.mp4");
  }

  @Test
  void aCopyOfWhatWasGivenUpMeanwhileDoesNotStay() throws Throwable {
    UUID id = record(recent, "unwanted");
    Rows.change(
        "update recording_tier set gone_at = now(), media_until = now() where id = '%s'"
            .formatted(id));

    VertxContextSupport.subscribeAndAwait(() -> mover.move(asItWaited(id, "unwanted")));
    assertThat(archive.resolve(path(recent))).exists();
    retain();

    assertThat(archive.resolve(path(recent))).doesNotExist();
    assertThat(auditor.get("/api/v1/audit?subject=" + id).text())
        .doesNotContain("RECORDING_ARCHIVED");
  }

  @Test
  void evidenceOfAnOldIncidentIsDroppedAndTheIncidentStays() throws Throwable {
    device.sends(device.opened(lastYear));
    for (Kind kind : Kind.values()) {
      store(lastYear, kind);
    }

    retain();

    String incident = "/api/v1/incidents/" + device.incidentAt(lastYear);
    for (Kind kind : Kind.values()) {
      assertThat(media.resolve(device.path(lastYear, kind))).doesNotExist();
    }
    assertThat(auditor.get(incident).status()).isEqualTo(200);
    assertThat(auditor.get(incident + "/evidence/clip").code()).isEqualTo("evidence-gone");
  }

  @Test
  void evidenceThatComesAfterTheOthersWereDroppedIsDroppedToo() throws Throwable {
    device.sends(device.opened(lastYear));
    store(lastYear, Kind.SNAPSHOT);
    retain();
    store(lastYear, Kind.CLIP);

    retain();

    assertThat(media.resolve(device.path(lastYear, Kind.SNAPSHOT))).doesNotExist();
    assertThat(media.resolve(device.path(lastYear, Kind.CLIP))).doesNotExist();
    assertThat(
            auditor
                .get("/api/v1/incidents/" + device.incidentAt(lastYear) + "/evidence/clip")
                .code())
        .isEqualTo("evidence-gone");
  }

  @Test
  void aHoldKeepsTheEvidenceOfIncidentsWhoseClipsReachIntoIt() throws Throwable {
    Instant from = recent.minus(Duration.ofDays(400));
    Instant to = from.plusSeconds(3600);
    Instant tooEarly = from.minusSeconds(61);
    Instant early = from.minusSeconds(59);
    Instant lasting = from.minusSeconds(7200);
    Instant late = to.plusSeconds(599);
    Instant tooLate = to.plusSeconds(601);
    for (Instant at : List.of(tooEarly, early, lasting, late, tooLate)) {
      clipAt(at);
    }
    Rows.change(
        "update incident set ended_at = timestamptz '%s' where id = '%s'"
            .formatted(from.plusSeconds(1), device.incidentAt(lasting)));
    hold(from, to);

    retain();

    assertThat(List.of(early, lasting, late))
        .allSatisfy(at -> assertThat(media.resolve(device.path(at, Kind.CLIP))).exists());
    assertThat(List.of(tooEarly, tooLate))
        .allSatisfy(at -> assertThat(media.resolve(device.path(at, Kind.CLIP))).doesNotExist());
  }

  @Test
  void aRefusedFileGoesWhenTheEvidenceGoesAndNothingThatIsEvidence() throws Throwable {
    Instant held = lastYear.minus(Duration.ofDays(7));
    clipAt(lastYear);
    clipAt(held);
    clipAt(recent);
    String another = besideClip(lastYear, "another.mp4");
    String ofHeld = besideClip(held, "another.mp4");
    String ofRecent = besideClip(recent, "another.mp4");
    String elsewhere = put(path(lastYear), "y");
    refused(lastYear, another);
    refused(held, ofHeld);
    refused(recent, ofRecent);
    refused(lastYear, elsewhere);
    String hold = hold(held, held.plusSeconds(60));

    retain();

    assertThat(media.resolve(another)).doesNotExist();
    assertThat(List.of(ofHeld, ofRecent, elsewhere))
        .allSatisfy(kept -> assertThat(media.resolve(kept)).exists());
    assertThat(auditor.get("/api/v1/audit?subject=" + device.incidentAt(lastYear)).text())
        .containsOnlyOnce("a refused or late file of an incident");

    release(hold);
    retain();

    assertThat(media.resolve(ofHeld)).doesNotExist();
    assertThat(media.resolve(ofRecent)).exists();
  }

  @Test
  void aDeviceThatInventsEverNewNamesFillsNothing() throws IOException {
    clipAt(recent);
    String clip = device.path(recent, Kind.CLIP);

    device.sends(
        IntStream.range(0, 40)
            .mapToObj(n -> clip.replace("clip.mp4", n + ".mp4"))
            .map(path -> device.stored(recent, Kind.CLIP, new byte[] {'y'}, path))
            .toArray(String[]::new));

    assertThat(
            Rows.of(
                "select path from refused_file where incident_id = cast(? as uuid)",
                device.incidentAt(recent).toString()))
        .hasSize(32);
  }

  @Test
  void aFrameToLearnFromIsDroppedAfterAWhileUnlessItIsHeld() throws Throwable {
    Instant heldAt = longAgo.minus(Duration.ofDays(7));
    String old = sample(longAgo, "old");
    String held = sample(heldAt, "held");
    String young = sample(recent, "young");
    String hold = hold(heldAt.minusSeconds(1), heldAt.plusSeconds(1));

    retain();

    assertThat(media.resolve(old)).doesNotExist();
    assertThat(List.of(held, young)).allSatisfy(kept -> assertThat(media.resolve(kept)).exists());
    assertThat(auditor.get("/api/v1/audit?subject=" + sampleId(old)).text())
        .contains("RECORDING_DELETED", "a frame to learn from");
    assertThat(Rows.of("select path from sampled_frame where device = ?", device.name()))
        .as("what was said of it stays")
        .contains(old);

    release(hold);
    retain();

    assertThat(media.resolve(held)).doesNotExist();
    assertThat(media.resolve(young)).exists();
  }

  @Test
  void aFrameThatIsSomeIncidentsEvidenceStays() throws Throwable {
    clipAt(recent);
    String clip = device.path(recent, Kind.CLIP);
    sample(longAgo, "old");
    Rows.change(
        "update sampled_frame set path = '%s' where device = '%s'".formatted(clip, device.name()));

    retain();

    assertThat(media.resolve(clip)).exists();
  }

  /** Its id. */
  private String hold(Instant from, Instant to) {
    return auditor
        .post("/api/v1/holds", holdOf(device.name(), "gate", "case 7", from, to))
        .json()
        .path("id")
        .asText();
  }

  private Answer release(String hold) {
    return auditor.post("/api/v1/holds/" + hold + "/release", "{}");
  }

  /** What the mover saw of it before it was given up. */
  private Recording asItWaited(UUID id, String content) {
    return new Recording(
        device.name(),
        id,
        "gate",
        Optional.empty(),
        recent,
        recent.plusSeconds(60),
        path(recent),
        content.length(),
        sha256(content),
        Optional.empty(),
        true,
        false);
  }

  private void refused(Instant at, String path) {
    device.sends(device.stored(at, Kind.CLIP, new byte[] {'y'}, path));
    assertThat(
            Rows.of(
                "select digest from dead_letter where device = ? and encode(body, 'escape') like ?",
                device.name(),
                "%" + path + "%"))
        .hasSize(1);
  }

  private String besideClip(Instant at, String name) throws IOException {
    return put(device.path(at, Kind.CLIP).replace("clip.mp4", name), "y");
  }

  /** A frame to learn from and its picture. */
  private String sample(Instant at, String content) throws IOException {
    String path = put(device.samplePath(at), content);
    device.sends(device.sampled(at));
    return path;
  }

  private static String sampleId(String path) {
    return Rows.of("select id from sampled_frame where path = ?", path).getFirst();
  }
}
