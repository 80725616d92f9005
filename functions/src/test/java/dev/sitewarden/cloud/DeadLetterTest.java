package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What could not be taken in can be read, with the reason, and played again. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class DeadLetterTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T09:29:59.960Z");
  private static final byte[] PICTURE = {1, 2, 3};

  private final Device device = Device.fresh();
  private final Person caller = Person.named("iot");

  @Test
  void lettersAreReadPageByPageNewestFirst() {
    for (int i = 0; i < 5; i++) {
      device.sends("poison " + i);
    }

    List<String> seen = new ArrayList<>();
    String query = "?limit=2&device=" + device.name();
    JsonNode page = list(query);
    while (true) {
      assertThat(page.path("items").size()).isBetween(1, 2);
      page.path("items").forEach(letter -> seen.add(letter.path("id").asText()));
      if (!page.path("next").isTextual()) {
        break;
      }
      page = list(query + "&before=" + page.path("next").asText());
    }

    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    JsonNode newest = caller.get("/api/v1/dead-letters/" + seen.getFirst()).json();
    assertThat(newest.path("body").asText()).isEqualTo("poison 4");
    assertThat(newest.path("code").asText()).isEqualTo("invalid");
    assertThat(newest.path("reason").asText()).isNotEmpty();
    assertThat(newest.path("isWhole").asBoolean()).isTrue();
    assertThat(list(query + "&code=refused").path("items")).isEmpty();
  }

  @Test
  void aLetterWhoseReasonIsGoneHasItsEffectOnceHoweverOftenItIsPlayed() {
    Device stranger = Device.fresh();
    stranger.sends(device.opened(SEEN).replace(device.name(), stranger.name()));
    String clip = device.stored(SEEN, Kind.CLIP, PICTURE);
    device.sends(clip);
    String refused = onlyLetter();
    makeItsOwn();

    JsonNode first = replay(refused).json();
    JsonNode again = replay(refused).json();

    assertThat(first.path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(again.path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(timeline("EVIDENCE_STORED")).containsExactly("1");
    JsonNode letter = caller.get("/api/v1/dead-letters/" + refused).json();
    assertThat(letter.path("replayedBy").asText()).isEqualTo("iot");
    device.sends(clip);
    assertThat(timeline("EVIDENCE_STORED")).as("the hub's own attempt").containsExactly("1");
  }

  @Test
  void evidenceThatWasStoredIsNotReplacedByAnother() {
    String other = device.path(SEEN, Kind.CLIP).replace("clip", "other");
    device.sends(device.opened(SEEN), device.stored(SEEN, Kind.CLIP, PICTURE));

    device.sends(device.stored(SEEN, Kind.CLIP, PICTURE));
    assertThat(list("?device=" + device.name()).path("items")).as("the same again").isEmpty();
    device.sends(device.stored(SEEN, Kind.CLIP, new byte[] {9}));
    device.sends(device.stored(SEEN, Kind.CLIP, PICTURE, other));

    JsonNode letters = list("?code=refused&device=" + device.name()).path("items");
    assertThat(letters.findValuesAsText("reason"))
        .hasSize(2)
        .allMatch(reason -> reason.contains("has another clip.mp4 already"));
    assertThat(timeline("EVIDENCE_STORED")).containsExactly("1");
    assertThat(Rows.of("select clip_sha256 from incident where device = ?", device.name()))
        .containsExactly(Digest.of(PICTURE).sha256());
  }

  @Test
  void anotherFileThatCameBeforeItsIncidentIsADeadLetterAsSoonAsThatComes() {
    String other = device.path(SEEN, Kind.CLIP).replace("clip", "other");
    device.sends(device.stored(SEEN, Kind.CLIP, PICTURE));
    device.sends(device.stored(SEEN, Kind.CLIP, new byte[] {9}, other));
    assertThat(list("?device=" + device.name()).path("items")).as("nobody can tell yet").isEmpty();

    device.sends(device.opened(SEEN));

    String letter = onlyLetter();
    JsonNode shown = caller.get("/api/v1/dead-letters/" + letter).json();
    assertThat(shown.path("code").asText()).isEqualTo("refused");
    assertThat(shown.path("reason").asText())
        .contains("has another clip.mp4 already", Digest.of(PICTURE).sha256());
    assertThat(shown.path("body").asText()).contains(other);
    assertThat(timeline("EVIDENCE_STORED")).containsExactly("1");
    assertThat(Rows.of("select id from early_message where device = ?", device.name())).isEmpty();
    assertThat(replay(letter).json().path("outcome").asText()).isEqualTo("STILL_DEAD");
    assertThat(onlyLetter()).as("it is the same one").isEqualTo(letter);
  }

  @Test
  void aLetterThatOpensAnIncidentHasItsEffectThoughItMakesAnotherOne() {
    String opened = device.opened(SEEN);
    device.sends(opened.replace("\"score\":0.9", "\"score\":1.5"));
    String letter = onlyLetter();
    Rows.change(
        "update dead_letter set body = convert_to('%s', 'UTF8'), body_bytes = %d where digest = '%s'"
            .formatted(opened, opened.length(), letter));
    device.sends(device.stored(SEEN, Kind.CLIP, PICTURE));
    device.sends(device.stored(SEEN, Kind.CLIP, new byte[] {9}));

    JsonNode replayed = replay(letter).json();

    assertThat(replayed.path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(list("?code=refused&device=" + device.name()).path("items")).hasSize(1);
  }

  @Test
  void aLetterThatStillCannotBeTakenInStaysWithItsReason() {
    device.sends("poison");
    String letter = onlyLetter();

    JsonNode replayed = replay(letter).json();

    assertThat(replayed.path("outcome").asText()).isEqualTo("STILL_DEAD");
    assertThat(replayed.path("code").asText()).isEqualTo("invalid");
    JsonNode shown = caller.get("/api/v1/dead-letters/" + letter).json();
    assertThat(shown.path("times").asInt()).isEqualTo(2);
    assertThat(shown.path("replayedAt").isNull()).isTrue();
  }

  @Test
  void aLetterThatWasCutIsNotPlayed() {
    device.sends("x".repeat(300_000));

    Answer answer = replay(onlyLetter());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("dead-letter-cut");
  }

  @Test
  void ofManyEachIsPlayedForItselfAndSaysWhatBecameOfIt() {
    Device stranger = Device.fresh();
    stranger.sends(device.opened(SEEN).replace(device.name(), stranger.name()));
    device.sends(device.stored(SEEN, Kind.CLIP, PICTURE));
    String refused = onlyLetter();
    makeItsOwn();
    device.sends("poison");
    String poison =
        Rows.of(
                "select digest from dead_letter where device = ? and code = 'invalid'",
                device.name())
            .getFirst();
    String nobodys = "0".repeat(64);

    JsonNode items = replayMany(refused, poison, nobodys, refused).json().path("items");

    assertThat(items)
        .extracting(item -> item.path("outcome").asText())
        .containsExactly("APPLIED", "STILL_DEAD", "NOT_PLAYED", "APPLIED");
    assertThat(items.path(2).path("code").asText()).isEqualTo("dead-letter-unknown");
    assertThat(timeline("EVIDENCE_STORED")).containsExactly("1");
    assertThat(Rows.of("select actor from audit_record where subject = ?", refused))
        .containsOnly("iot");
  }

  @Test
  void tooManyAtOnceAreRefused() {
    String[] ids = Collections.nCopies(51, "0".repeat(64)).toArray(String[]::new);

    assertThat(replayMany(ids).code()).isEqualTo("invalid-request");
    assertThat(replayMany().code()).isEqualTo("invalid-request");
  }

  @Test
  void wrongQuestionsAreProblems() {
    assertThat(caller.get("/api/v1/dead-letters?before=nonsense").code())
        .isEqualTo("invalid-cursor");
    assertThat(caller.get("/api/v1/dead-letters/abc").code()).isEqualTo("dead-letter-unknown");
    assertThat(caller.get("/api/v1/dead-letters?limit=0").code()).isEqualTo("invalid-request");
  }

  @Test
  void othersDoNotSeeThem() {
    assertThat(new Caller().get("/api/v1/dead-letters").status()).isEqualTo(401);
    assertThat(Person.engineer().get("/api/v1/dead-letters").status()).isEqualTo(403);
    assertThat(Person.auditor().post("/api/v1/dead-letters/abc/replay", "").status())
        .isEqualTo(403);
  }

  private JsonNode list(String query) {
    return caller.get("/api/v1/dead-letters" + query).json();
  }

  private Answer replay(String letter) {
    return caller.post("/api/v1/dead-letters/" + letter + "/replay", "");
  }

  private Answer replayMany(String... ids) {
    String all = Arrays.stream(ids).map("\"%s\""::formatted).collect(Collectors.joining(","));
    return caller.post("/api/v1/dead-letters/replays", "{\"ids\":[%s]}".formatted(all));
  }

  private String onlyLetter() {
    List<String> letters =
        Rows.of("select digest from dead_letter where device = ?", device.name());
    assertThat(letters).hasSize(1);
    return letters.getFirst();
  }

  /** Once nobody else writes the incident any more: whoever tells people writes the whole row. */
  private void makeItsOwn() {
    while (timeline("NOTIFIED").contains("0") && timeline("NOT_NOTIFIED").contains("0")) {
      Thread.onSpinWait();
    }
    Rows.of(
        "with mine as (update incident set device = ? where cast(id as text) = ? returning id)"
            + " select id from mine",
        device.name(),
        device.incidentAt(SEEN).toString());
  }

  private List<String> timeline(String kind) {
    return Rows.of(
        "select count(*) from incident_change where kind = ? and cast(incident_id as text) = ?",
        kind,
        device.incidentAt(SEEN).toString());
  }
}
