package dev.sitewarden.cloud.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.edl.Edl;
import dev.sitewarden.domain.edl.EdlCodec;
import dev.sitewarden.domain.edl.FrameRate;
import dev.sitewarden.domain.incident.Evidence.Kind;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Recordings from the device to the archive, on the timeline, played, exported, dropped, held. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.chore.often", value = "1h")) // the tests say when
final class ArchiveTest {

  @Inject Mover mover;
  @Inject Retention retention;

  @ConfigProperty(name = "cloud.media.folder")
  Path media = Path.of("");

  @ConfigProperty(name = "cloud.archive.folder")
  Path archive = Path.of("");

  /** Eleven at night of yesterday. */
  private final Instant recent = Instant.now().truncatedTo(ChronoUnit.DAYS).minusSeconds(3600);

  private final Instant longAgo = recent.minus(Duration.ofDays(40));
  private final Device device = Device.fresh();
  private final Person auditor = Person.auditor();

  @Test
  void aRecordingIsCopiedWithItsMetadataAndPlayedInPartsFromEitherTier() throws Throwable {
    UUID id = record(recent, "0123456789");
    String url = "/api/v1/recordings/%s/%s".formatted(device.name(), id);
    Path copy = archive.resolve(path(recent));

    VertxContextSupport.subscribeAndAwait(mover::moveWaiting);
    Answer fromMedia = auditor.get(url, "Range", "bytes=2-4");
    Files.delete(media.resolve(path(recent)));
    Answer fromArchive = auditor.get(url, "Range", "bytes=2-4");

    assertThat(copy).hasContent("0123456789");
    assertThat(copy.resolveSibling(copy.getFileName() + ".json"))
        .content()
        .contains(
            device.name(),
            "gate",
            recent.toString(),
            Digest.of("0123456789".getBytes(StandardCharsets.UTF_8)).sha256());
    assertThat(fromMedia.status()).isEqualTo(206);
    assertThat(fromMedia.text()).isEqualTo("234");
    assertThat(fromArchive.text()).isEqualTo("234");
    assertThat(fromArchive.header("Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(auditor.get("/api/v1/audit?subject=" + id).text())
        .contains("RECORDING_ARCHIVED", "RECORDING_READ", "bytes=2-4");
  }

  @Test
  void aFileThatIsNotTheOneThatWasStoredIsNotArchived() throws Throwable {
    UUID id = record(recent, "0123456789");
    Files.writeString(media.resolve(path(recent)), "something else");

    VertxContextSupport.subscribeAndAwait(mover::moveWaiting);

    assertThat(archive.resolve(path(recent))).doesNotExist();
    assertThat(Rows.of("select refused from recording_tier where cast(id as text) = ?", "" + id))
        .singleElement()
        .asString()
        .contains("has another SHA-256");
  }

  @Test
  void theTimelineShowsRecordingsAndIncidentsOfThatCameraAndTime() throws IOException {
    record(recent, "a");
    record(recent.plusSeconds(60), "b");
    device.sends(device.opened(recent.plusSeconds(30)), device.opened(recent.plusSeconds(7200)));

    JsonNode timeline = auditor.get(timeline("timeline", recent)).json();

    assertThat(timeline.path("recordings").findValuesAsText("from"))
        .containsExactly(recent.toString(), recent.plusSeconds(60).toString());
    assertThat(timeline.path("incidents").findValuesAsText("id"))
        .containsExactly(device.incidentAt(recent.plusSeconds(30)).toString());
    assertThat(timeline.path("incidents").findValuesAsText("label")).containsExactly("head");
    assertThat(auditor.get("/api/v1/archive/cameras").text()).contains(device.name());
  }

  @Test
  void anEdlFindsEveryFrameAgain() throws IOException {
    record(recent, "a");
    record(recent.plusSeconds(120), "b");
    device.sends(device.opened(recent.plusSeconds(30)));

    Answer answer = auditor.get(timeline("timeline.edl", recent) + "&rate=25");
    Answer drop = auditor.get(timeline("timeline.edl", recent) + "&rate=29.97df");
    Edl edl = EdlCodec.read(answer.text(), FrameRate.of(25));

    assertThat(answer.header("Content-Disposition")).contains("timeline.edl");
    assertThat(edl.events()).hasSize(2);
    assertThat(edl.events().getFirst().sourceIn()).hasToString("23:00:00:00");
    assertThat(edl.events().getFirst().sourceOut()).hasToString("23:01:00:00");
    assertThat(edl.events().getLast().sourceIn()).hasToString("23:02:00:00");
    assertThat(edl.events().getLast().recordIn()).hasToString("01:01:00:00");
    assertThat(edl.events().getFirst().remarks())
        .contains("* LOC: 23:00:30:00 RED     ALARM " + device.incidentAt(recent.plusSeconds(30)));
    assertThat(drop.text()).contains("FCM: DROP FRAME");
    assertThat(EdlCodec.read(drop.text(), FrameRate.ntsc()).events()).hasSize(2);
    assertThat(auditor.get(timeline("timeline.csv", recent)).text().lines()).hasSize(4);
  }

  @Test
  void aTimelineIsTakenAsJsonToo() throws IOException {
    record(recent, "a");
    device.sends(device.opened(recent.plusSeconds(30)));

    Answer answer = auditor.get(timeline("timeline.json", recent));

    assertThat(answer.header("Content-Disposition")).contains("timeline.json");
    assertThat(answer.json()).isEqualTo(auditor.get(timeline("timeline", recent)).json());
    assertThat(auditor.get("/api/v1/audit?subject=%s/gate".formatted(device.name())).text())
        .contains("TIMELINE_EXPORTED", "json, " + recent);
  }

  @Test
  void aListThatCmx3600HasNoNumbersForIsRefusedWithWhatToDo() {
    Rows.change(
        """
        insert into recording (device, id, camera, from_at, to_at, path, bytes, sha256, received_at)
        select '%1$s', gen_random_uuid(), 'gate', timestamptz '%2$s' + n * interval '1 second',
          timestamptz '%2$s' + (n + 1) * interval '1 second', '%1$s/' || n, 1, repeat('0', 64), now()
        from generate_series(0, 999) n
        """
            .formatted(device.name(), recent));

    Answer refused = auditor.get(timeline("timeline.edl", recent));
    Answer shorter =
        auditor.get(
            "/api/v1/archive/timeline.edl?device=%s&camera=gate&since=%s&until=%s"
                .formatted(device.name(), recent, recent.plusSeconds(999)));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("edl-too-long");
    assertThat(refused.json().path("detail").asText())
        .contains("1000 events", "ends at " + recent.plusSeconds(999));
    assertThat(EdlCodec.read(shorter.text(), FrameRate.of(25)).events()).hasSize(999);
    assertThat(
            Rows.of(
                "select detail from audit_record where action = 'TIMELINE_EXPORTED' and device = ?",
                device.name()))
        .hasSize(1);
  }

  @Test
  void whatIsTooOldIsDroppedUnlessItIsHeld() throws Throwable {
    UUID held = record(longAgo, "held");
    UUID old = record(longAgo.plusSeconds(600), "old");
    String hold = hold(longAgo, longAgo.plusSeconds(60));
    VertxContextSupport.subscribeAndAwait(mover::moveWaiting);

    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(media.resolve(path(longAgo))).exists();
    assertThat(archive.resolve(path(longAgo))).exists();
    assertThat(media.resolve(path(longAgo.plusSeconds(600)))).doesNotExist();
    assertThat(archive.resolve(path(longAgo.plusSeconds(600)))).doesNotExist();
    assertThat(auditor.get("/api/v1/audit?subject=" + old).text()).contains("RECORDING_DELETED");

    assertThat(auditor.post("/api/v1/holds/" + hold + "/release", "{}").status()).isEqualTo(200);
    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(media.resolve(path(longAgo))).doesNotExist();
    assertThat(auditor.get("/api/v1/recordings/%s/%s".formatted(device.name(), held)).code())
        .isEqualTo("recording-missing");
    assertThat(auditor.post("/api/v1/holds/" + hold + "/release", "{}").code())
        .isEqualTo("hold-released");
  }

  @Test
  void aHoldOnACameraThatNobodyKnowsIsRefusedWithThoseThatThereAre() throws IOException {
    record(recent, "a");

    Answer mistyped = placed("gaet", "case 7");
    Answer elsewhere =
        auditor.post(
            "/api/v1/holds",
            holdOf("no-such-device", "gate", "case 7", recent, recent.plusSeconds(60)));

    assertThat(mistyped.code()).isEqualTo("camera-unknown");
    assertThat(mistyped.json().path("detail").asText())
        .isEqualTo(
            "No incident and no recording is of a camera %1$s/gaet. There are %1$s/gate."
                .formatted(device.name()));
    assertThat(elsewhere.status()).isEqualTo(404);
    assertThat(auditor.get("/api/v1/holds").text()).doesNotContain("gaet", "no-such-device");
  }

  @Test
  void aHoldThatIsSentTwiceIsPlacedOnce() throws IOException {
    record(recent, "a");
    String key = UUID.randomUUID().toString();

    Answer first = placed("gate", "case 7", "Idempotency-Key", key);
    Answer again = placed("gate", "case 7", "Idempotency-Key", key);
    Answer other = placed("gate", "case 8", "Idempotency-Key", key);
    Answer another = placed("gate", "case 7");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.code()).isEqualTo("idempotency-key-reused");
    assertThat(another.json().path("id")).isNotEqualTo(first.json().path("id"));
    assertThat(Rows.of("select reason from legal_hold where device = ?", device.name()))
        .containsExactly("case 7", "case 7");
  }

  private Answer placed(String camera, String reason, String... headers) {
    return auditor.post(
        "/api/v1/holds",
        holdOf(device.name(), camera, reason, recent, recent.plusSeconds(60)),
        headers);
  }

  private static String holdOf(
      String device, String camera, String reason, Instant from, Instant to) {
    return "{\"device\":\"%s\",\"camera\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"%s\"}"
        .formatted(device, camera, from, to, reason);
  }

  @Test
  void aRecordingLeavesTheMediaTierOnceTheArchiveHasIt() throws Throwable {
    Instant lately = recent.minus(Duration.ofDays(10));
    record(lately, "lately");
    VertxContextSupport.subscribeAndAwait(retention::run);
    assertThat(media.resolve(path(lately))).exists();

    VertxContextSupport.subscribeAndAwait(mover::moveWaiting);
    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(media.resolve(path(lately))).doesNotExist();
    assertThat(archive.resolve(path(lately))).hasContent("lately");
  }

  @Test
  void aFileThatADyingProcessLeftBehindIsDeletedByTheNextRound() throws Throwable {
    Path left = media.resolve("left/behind.mp4");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "given up");
    Rows.change("insert into leftover_file (path, in_archive) values ('left/behind.mp4', false)");

    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(left).doesNotExist();
    assertThat(Rows.of("select path from leftover_file")).doesNotContain("left/behind.mp4");
  }

  @Test
  void evidenceOfAnOldIncidentIsDroppedAndTheIncidentStays() throws Throwable {
    Instant lastYear = recent.minus(Duration.ofDays(400));
    device.sends(device.opened(lastYear));
    for (Kind kind : Kind.values()) {
      store(lastYear, kind);
    }

    VertxContextSupport.subscribeAndAwait(retention::run);

    String incident = "/api/v1/incidents/" + device.incidentAt(lastYear);
    for (Kind kind : Kind.values()) {
      assertThat(media.resolve(device.path(lastYear, kind))).doesNotExist();
    }
    assertThat(auditor.get(incident).status()).isEqualTo(200);
    assertThat(auditor.get(incident + "/evidence/clip").code()).isEqualTo("evidence-gone");
  }

  @Test
  void evidenceThatComesAfterTheOthersWereDroppedIsDroppedToo() throws Throwable {
    Instant lastYear = recent.minus(Duration.ofDays(400));
    device.sends(device.opened(lastYear));
    store(lastYear, Kind.SNAPSHOT);
    VertxContextSupport.subscribeAndAwait(retention::run);
    store(lastYear, Kind.CLIP);

    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(media.resolve(device.path(lastYear, Kind.SNAPSHOT))).doesNotExist();
    assertThat(media.resolve(device.path(lastYear, Kind.CLIP))).doesNotExist();
    assertThat(
            auditor
                .get("/api/v1/incidents/" + device.incidentAt(lastYear) + "/evidence/clip")
                .code())
        .isEqualTo("evidence-gone");
  }

  @Test
  void aRefusedFileGoesWhenTheEvidenceGoesAndNothingThatIsEvidence() throws Throwable {
    Instant long400 = recent.minus(Duration.ofDays(400));
    Instant held = long400.minus(Duration.ofDays(7));
    clipAt(long400);
    clipAt(held);
    clipAt(recent);
    String another = besideClip(long400, "another.mp4");
    String ofHeld = besideClip(held, "another.mp4");
    String ofRecent = besideClip(recent, "another.mp4");
    String elsewhere = put(path(long400));
    refused(long400, another);
    refused(held, ofHeld);
    refused(recent, ofRecent);
    refused(long400, elsewhere);
    String hold = hold(held, held.plusSeconds(60));

    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(media.resolve(another)).doesNotExist();
    assertThat(List.of(ofHeld, ofRecent, elsewhere))
        .allSatisfy(kept -> assertThat(media.resolve(kept)).exists());
    assertThat(auditor.get("/api/v1/audit?subject=" + device.incidentAt(long400)).text())
        .containsOnlyOnce("a refused or late file of an incident");

    auditor.post("/api/v1/holds/" + hold + "/release", "{}");
    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(media.resolve(ofHeld)).doesNotExist();
    assertThat(media.resolve(ofRecent)).exists();
  }

  @Test
  void aFrameToLearnFromIsDroppedAfterAWhileUnlessItIsHeld() throws Throwable {
    Instant heldAt = longAgo.minus(Duration.ofDays(7));
    String old = sample(longAgo, "old");
    String held = sample(heldAt, "held");
    String young = sample(recent, "young");
    String hold = hold(heldAt.minusSeconds(1), heldAt.plusSeconds(1));

    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(media.resolve(old)).doesNotExist();
    assertThat(List.of(held, young)).allSatisfy(kept -> assertThat(media.resolve(kept)).exists());
    assertThat(auditor.get("/api/v1/audit?subject=" + sampleId(old)).text())
        .contains("RECORDING_DELETED", "a frame to learn from");
    assertThat(Rows.of("select path from sampled_frame where device = ?", device.name()))
        .as("what was said of it stays")
        .contains(old);

    auditor.post("/api/v1/holds/" + hold + "/release", "{}");
    VertxContextSupport.subscribeAndAwait(retention::run);

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

    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(media.resolve(clip)).exists();
  }

  @Test
  void aCopyOfWhatWasGivenUpMeanwhileDoesNotStay() throws Throwable {
    UUID id = record(recent, "unwanted");
    Rows.change(
        "update recording_tier set gone_at = now(), media_until = now() where id = '%s'"
            .formatted(id));

    VertxContextSupport.subscribeAndAwait(() -> mover.move(asItWaited(id, "unwanted")));
    assertThat(archive.resolve(path(recent))).exists();
    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(archive.resolve(path(recent))).doesNotExist();
    assertThat(auditor.get("/api/v1/audit?subject=" + id).text())
        .doesNotContain("RECORDING_ARCHIVED");
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
        Digest.of(content.getBytes(StandardCharsets.UTF_8)).sha256(),
        Optional.empty(),
        true,
        false);
  }

  /** A frame to learn from and its picture. */
  private String sample(Instant at, String content) throws IOException {
    Path file = media.resolve(device.samplePath(at));
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    device.sends(device.sampled(at));
    return device.samplePath(at);
  }

  private static String sampleId(String path) {
    return Rows.of("select id from sampled_frame where path = ?", path).getFirst();
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
    return put(device.path(at, Kind.CLIP).replace("clip.mp4", name));
  }

  private String put(String path) throws IOException {
    Path file = media.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "y");
    return path;
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

    VertxContextSupport.subscribeAndAwait(retention::run);

    assertThat(List.of(early, lasting, late))
        .allSatisfy(at -> assertThat(media.resolve(device.path(at, Kind.CLIP))).exists());
    assertThat(List.of(tooEarly, tooLate))
        .allSatisfy(at -> assertThat(media.resolve(device.path(at, Kind.CLIP))).doesNotExist());
  }

  @Test
  void ofAFloodTheExportHasAllAndTheDayAsManyAsAPageShows() {
    device.sends(device.opened(recent));
    Rows.change(
        """
        do $do$
        declare others text;
        begin
          select string_agg(column_name, ',') into others from information_schema.columns
            where table_name = 'incident' and is_generated = 'NEVER'
              and column_name not in ('id', 'captured_at', 'state');
          execute format('insert into incident (id, captured_at, state, %%1$s)
            select gen_random_uuid(), captured_at + n / 3 * interval ''10 milliseconds'', ''RESOLVED'', %%1$s
            from incident, generate_series(1, 5100) n where device = $q$%s$q$', others);
        end $do$
        """
            .formatted(device.name()));

    JsonNode day = auditor.get(timeline("timeline", recent)).json();
    String csv = auditor.get(timeline("timeline.csv", recent)).text();

    assertThat(day.path("incidents")).hasSize(5000);
    assertThat(Instant.parse(day.path("incidentsCutAt").asText()))
        .isEqualTo(recent.plusMillis(10 * (5000 / 3)));
    assertThat(csv.lines().filter(line -> line.startsWith("incident,")).distinct()).hasSize(5101);
    assertThat(csv).doesNotContain("incomplete");
  }

  private void clipAt(Instant at) throws IOException {
    device.sends(device.opened(at));
    store(at, Kind.CLIP);
  }

  private void store(Instant incident, Kind kind) throws IOException {
    Path file = media.resolve(device.path(incident, kind));
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    device.sends(device.stored(incident, kind, new byte[] {'x'}));
  }

  /** Its id. */
  private String hold(Instant from, Instant to) {
    return auditor
        .post("/api/v1/holds", holdOf(device.name(), "gate", "case 7", from, to))
        .json()
        .path("id")
        .asText();
  }

  private String timeline(String what, Instant since) {
    return "/api/v1/archive/%s?device=%s&camera=gate&since=%s&until=%s"
        .formatted(what, device.name(), since, since.plusSeconds(3600));
  }

  private String path(Instant from) {
    return "%s/gate/recordings/%d.mp4".formatted(device.name(), from.getEpochSecond());
  }

  /** A recording of a minute, as ingest writes it. */
  private UUID record(Instant from, String content) throws IOException {
    Path file = media.resolve(path(from));
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    UUID id = UUID.randomUUID();
    Rows.of(
        """
        insert into recording (device, id, camera, from_at, to_at, path, bytes, sha256, received_at)
        values (?, cast(? as uuid), 'gate', cast(? as timestamptz), cast(? as timestamptz), ?,
          cast(? as bigint), ?, now())
        returning device
        """,
        device.name(),
        id.toString(),
        from.toString(),
        from.plusSeconds(60).toString(),
        path(from),
        String.valueOf(content.length()),
        Digest.of(content.getBytes(StandardCharsets.UTF_8)).sha256());
    return id;
  }
}
