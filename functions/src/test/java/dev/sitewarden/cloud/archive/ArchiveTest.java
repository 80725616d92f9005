package dev.sitewarden.cloud.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.edl.Edl;
import dev.sitewarden.domain.edl.EdlCodec;
import dev.sitewarden.domain.edl.FrameRate;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Recordings from the device to the archive, on the timeline, played and exported. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.chore.often", value = "1h")) // the tests say when
final class ArchiveTest extends ArchiveScene {
  @Test
  void aRecordingIsCopiedWithItsMetadataAndPlayedInPartsFromEitherTier() throws Throwable {
    UUID id = record(recent, "0123456789");
    String url = "/api/v1/recordings/%s/%s".formatted(device.name(), id);
    Path copy = archive.resolve(path(recent));

    move();
    Answer fromMedia = auditor.get(url, "Range", "bytes=2-4");
    Files.delete(media.resolve(path(recent)));
    Answer fromArchive = auditor.get(url, "Range", "bytes=2-4");

    assertThat(copy).hasContent("0123456789");
    assertThat(copy.resolveSibling(copy.getFileName() + ".json"))
        .content()
        .contains(device.name(), "gate", recent.toString(), sha256("0123456789"));
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

    move();

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

  private String timeline(String what, Instant since) {
    return "/api/v1/archive/%s?device=%s&camera=gate&since=%s&until=%s"
        .formatted(what, device.name(), since, since.plusSeconds(3600));
  }
}
