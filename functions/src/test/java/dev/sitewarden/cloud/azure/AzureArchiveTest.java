package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobProperties;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.archive.RecordingRow;
import dev.sitewarden.domain.incident.Evidence.Kind;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Recordings in a real blob storage: archived whole, played by link, dropped, held. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.chore.often", value = "1h")) // the test says when
@QuarkusTestResource(value = AzureStorageCloud.class, restrictToAnnotatedClass = true)
final class AzureArchiveTest {
  private static final String CONTENT = "0123456789";

  /** More than two blocks of an upload. */
  private static final int LARGE_BYTES = 17 * 1024 * 1024;

  private final Instant recent = Instant.now().truncatedTo(ChronoUnit.DAYS).minusSeconds(3600);
  private final Instant lately = recent.minus(Duration.ofDays(10));
  private final Instant longAgo = recent.minus(Duration.ofDays(40));
  private final Device device = Device.fresh();
  private final Person auditor = Person.auditor();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aRecordingIsArchivedWithWhatIsKnownOfItInACoolTier() {
    Rows.change("insert into device_site values ('%s', 'yard')".formatted(device.name()));
    record(recent, CONTENT);

    chores();

    BlobProperties copy = archived(recent).getProperties();
    assertThat(archived(recent).downloadContent().toString()).isEqualTo(CONTENT);
    assertThat(copy.getAccessTier()).isEqualTo(AccessTier.COOL);
    assertThat(copy.getContentType()).isEqualTo("video/mp4");
    assertThat(copy.getMetadata())
        .containsEntry("device", device.name())
        .containsEntry("camera", "gate")
        .containsEntry("site", "yard")
        .containsEntry("from", recent.toString())
        .containsEntry("to", recent.plusSeconds(60).toString())
        .containsEntry("bytes", "10")
        .containsEntry("sha256", sha256(utf8(CONTENT)));
  }

  @Test
  void manyBlocksAreOneRecording() {
    byte[] large = new byte[LARGE_BYTES];
    new Random(7).nextBytes(large);
    record(recent, large, sha256(large));

    chores();

    assertThat(sha256(archived(recent).downloadContent().toBytes())).isEqualTo(sha256(large));
  }

  @Test
  void itIsPlayedInPartsByALinkThatOnlyThoseGetWhoMaySeeIt() throws Exception {
    UUID id = record(lately, CONTENT);
    String url = "/api/v1/recordings/%s/%s".formatted(device.name(), id);
    Answer fromMedia = auditor.get(url, "Range", "bytes=2-4");
    chores(); // copies it, and drops it from the media tier, in whichever order
    chores();

    Answer fromArchive = auditor.get(url, "Range", "bytes=2-4");
    URI link = URI.create(fromArchive.header("Location"));

    assertThat(URI.create(fromMedia.header("Location")).getPath())
        .endsWith("/media/" + path(lately));
    assertThat(media(lately).exists()).isFalse();
    assertThat(fromArchive.status()).isEqualTo(307);
    assertThat(fromArchive.header("Cache-Control")).isEqualTo("no-store");
    assertThat(link.getPath()).endsWith("/archive/" + path(lately));
    HttpResponse<String> part = get(link, "Range", "bytes=2-4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-4/10");
    assertThat(Rows.of("select detail from audit_record where subject = ?", "" + id))
        .filteredOn(detail -> detail.endsWith("bytes=2-4"))
        .hasSize(2);
  }

  @Test
  void whoMayNotSeeItGetsNoLink() {
    UUID id = record(recent, CONTENT);
    String url = "/api/v1/recordings/%s/%s".formatted(device.name(), id);

    assertThat(new Caller().get(url).header("Location")).doesNotContain(path(recent));
    assertThat(Person.named("labeler").get(url).status()).isEqualTo(403);
    assertThat(auditor.get("/api/v1/recordings/%s/%s".formatted("pi-other", id)).code())
        .isEqualTo("recording-unknown");
  }

  @Test
  void whatIsNotWhatTheDeviceStoredNeverAppears() {
    UUID id = record(recent, utf8("something else"), sha256(utf8(CONTENT)));

    chores();

    assertThat(archived(recent).exists()).isFalse();
    assertThat(refusals(id)).singleElement().asString().contains("has another SHA-256");
  }

  @Test
  void aCopyIsNeverWrittenOver() {
    UUID first = record(recent, CONTENT);
    chores();
    UUID again = record(recent, CONTENT); // as if a process had died before it noted the copy
    chores();
    UUID other = record(recent, "another one");
    chores();

    assertThat(refusals(first)).containsExactly("null");
    assertThat(refusals(again)).containsExactly("null");
    assertThat(refusals(other)).singleElement().asString().contains("BlobAlreadyExists");
    assertThat(archived(recent).downloadContent().toString()).isEqualTo(CONTENT);
  }

  @Test
  void whatIsTooOldIsDroppedUnlessItIsHeldAndACopySaysSo() {
    record(longAgo, "held");
    record(longAgo.plusSeconds(600), "old");
    String hold =
        auditor
            .post(
                "/api/v1/holds",
                "{\"device\":\"%s\",\"camera\":\"gate\",\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"case 7\"}"
                    .formatted(device.name(), longAgo, longAgo.plusSeconds(60)))
            .json()
            .path("id")
            .asText();

    chores(); // copies, drops and marks, in whichever order
    chores();

    assertThat(archived(longAgo.plusSeconds(600)).exists()).isFalse();
    assertThat(media(longAgo.plusSeconds(600)).exists()).isFalse();
    assertThat(archived(longAgo).getProperties().getMetadata())
        .containsEntry("legal_hold", "true")
        .containsEntry("camera", "gate");

    auditor.post("/api/v1/holds/" + hold + "/release", "{}");
    chores();
    chores();

    assertThat(archived(longAgo).exists()).isFalse();
    assertThat(Rows.of("select path from leftover_file")).isEmpty();
  }

  @Test
  void aReleasedCopySaysSo() {
    record(recent, CONTENT);
    String hold =
        auditor
            .post(
                "/api/v1/holds",
                "{\"device\":\"%s\",\"camera\":\"gate\",\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"case 8\"}"
                    .formatted(device.name(), recent, recent.plusSeconds(5)))
            .json()
            .path("id")
            .asText();
    chores();
    chores();
    String held = archived(recent).getProperties().getMetadata().get("legal_hold");

    auditor.post("/api/v1/holds/" + hold + "/release", "{}");
    chores();

    assertThat(held).isEqualTo("true");
    assertThat(archived(recent).getProperties().getMetadata()).containsEntry("legal_hold", "false");
  }

  @Test
  void evidenceIsPackedFromThereAndLookingAtItIsOnTheRecord() throws Exception {
    byte[] clip = utf8("clip");
    AzureStorageCloud.client()
        .getBlobContainerClient("media")
        .getBlobClient(device.path(recent, Kind.CLIP))
        .upload(BinaryData.fromBytes(clip));
    device.sends(device.opened(recent), device.stored(recent, Kind.CLIP, clip));
    String incident = "/api/v1/incidents/" + device.incidentAt(recent);

    Answer seen = auditor.get(incident + "/evidence/clip");
    List<String> packed = names(auditor.get(incident + "/package"));

    assertThat(get(URI.create(seen.header("Location"))).body()).isEqualTo("clip");
    assertThat(packed).contains("clip.mp4", "incident.json");
    assertThat(
            Rows.of(
                "select action from audit_record where subject = ?",
                device.incidentAt(recent).toString()))
        .contains("EVIDENCE_READ", "EVIDENCE_EXPORTED");
  }

  private static List<String> names(Answer zip) throws Exception {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.response().body()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  /** As the host's timer calls them. */
  private static void chores() {
    assertThat(new Caller().post("/FileChores", "{}").status()).isEqualTo(200);
  }

  private static List<String> refusals(UUID id) {
    return Rows.of("select refused from recording_tier where cast(id as text) = ?", "" + id);
  }

  private HttpResponse<String> get(URI link, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(link);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String path(Instant from) {
    return "%s/gate/recordings/%d.mp4".formatted(device.name(), from.getEpochSecond());
  }

  private BlobClient media(Instant from) {
    return blob("media", from);
  }

  private BlobClient archived(Instant from) {
    return blob("archive", from);
  }

  private BlobClient blob(String container, Instant from) {
    return AzureStorageCloud.client().getBlobContainerClient(container).getBlobClient(path(from));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] content) {
    return Digest.of(content).sha256();
  }

  private UUID record(Instant from, String content) {
    return record(from, utf8(content), sha256(utf8(content)));
  }

  /** A recording of a minute, where the hub's file upload puts it, as ingest writes it. */
  private UUID record(Instant from, byte[] content, String sha256) {
    media(from).upload(BinaryData.fromBytes(content), true);
    return RecordingRow.insert(device, from, path(from), content.length, sha256);
  }
}
