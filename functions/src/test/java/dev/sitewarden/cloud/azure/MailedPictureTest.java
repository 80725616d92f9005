package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestJpeg;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is on call is told; a picture goes along if he may see it, and if it is what it says. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "cloud.incident.escalate-alarm-after", value = "1h"),
      @ResourceArg(name = "cloud.notify.email-waits", value = "0s")
    })
@QuarkusTestResource(value = EveryChannelTest.Services.class, restrictToAnnotatedClass = true)
final class MailedPictureTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final byte[] PICTURE = TestJpeg.ofDevice("a bare head");
  private static final int MOST_LOOKS = 10_000;

  @SuppressWarnings("NullAway.Init") // the resource injects it
  CommunicationServices services;

  @ConfigProperty(name = "cloud.media.folder")
  Path blobs = Path.of("");

  private final Person admin = Person.named("admin");
  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();
  private final String site = "site-" + UUID.randomUUID().toString().substring(0, 8);
  private final String smith = "smith-" + site;

  @BeforeEach
  void smithIsOnCall() {
    services.answers(202, "{\"id\":\"1\",\"status\":\"Running\"}");
    Rows.of("insert into device_site values (?, ?) returning device", device.name(), site);
    made(
        admin.create(
            "/api/v1/on-call/" + site,
            ("{\"timezone\":\"UTC\",\"shifts\":[],\"standIns\":[],\"escalation\":[],"
                    + "\"otherwise\":\"%s\"}")
                .formatted(smith)));
    reached(smith);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"everywhere\":true", "\"site\":\"SITE\"", "\"cameras\":[\"DEVICE/gate\"]"})
  void whoeverSeesTheCameraIsSentItsPicture(String place) throws Exception {
    grant("auditor", place);

    happens(PICTURE, PICTURE);

    assertThat(attachments(smith)).isEqualTo(1);
    assertThat(sentPictures())
        .hasSize(1)
        .first()
        .asString()
        .endsWith("to %s by email".formatted(smith));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"site\":\"elsewhere\"", "\"cameras\":[\"DEVICE/other\"]", "\"site\":\"SITE-2\""})
  void whoeverDoesNotIsToldWithoutIt(String place) throws Exception {
    grant("site-engineer", place);

    happens(PICTURE, PICTURE);

    assertThat(attachments(smith)).isZero();
    assertThat(sentPictures()).isEmpty();
  }

  @Test
  void aRoleThatLooksAtNothingIsNoRight() throws Exception {
    grant("labeler", "\"everywhere\":true");

    happens(PICTURE, PICTURE);

    assertThat(attachments(smith)).isZero();
  }

  @Test
  void aGrantThatIsTakenBackStopsToHoldAtOnce() throws Exception {
    String grant = grant("site-engineer", "\"site\":\"SITE\"");
    admin.send("DELETE", "/api/v1/grants/" + grant, BodyPublishers.noBody());

    happens(PICTURE, PICTURE);

    assertThat(attachments(smith)).isZero();
  }

  @Test
  void grantsNameHimAsEntraDoes() throws Exception {
    grant("oid-" + smith, "site-engineer", "\"site\":\"SITE\"");
    Rows.of(
        "update contact set granted_as = ? where person = ? returning person",
        "oid-" + smith,
        smith);

    happens(PICTURE, PICTURE);

    assertThat(attachments(smith)).isEqualTo(1);
  }

  @Test
  void aPixelFloodIsNotMailed() throws Exception {
    grant("auditor", "\"everywhere\":true");
    byte[] flood = TestJpeg.of(65_500, 65_500, "");

    happens(flood, flood);

    assertThat(attachments(smith)).isZero();
    assertThat(sentPictures()).isEmpty();
  }

  @Test
  void whatTheDeviceDidNotAnnounceIsNotMailed() throws Exception {
    grant("auditor", "\"everywhere\":true");

    happens(PICTURE, TestJpeg.ofDevice("something else"));

    assertThat(attachments(smith)).isZero();
  }

  private void happens(byte[] announced, byte[] stored) throws IOException {
    Path picture = blobs.resolve(device.path(SEEN, Kind.SNAPSHOT));
    Files.createDirectories(picture.getParent());
    Files.write(picture, stored);
    device.sends(device.opened(SEEN), device.stored(SEEN, Kind.SNAPSHOT, announced));
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (states().equals(List.of("SENT"))) {
        return;
      }
    }
    throw new AssertionError(states().toString());
  }

  private List<String> states() {
    return Rows.of("select state from notification where incident_id::text = ?", incident);
  }

  /** How many files went along with the one e-mail that he was sent. */
  private int attachments(String person) {
    List<CommunicationServices.Call> mails =
        services.calls().stream()
            .filter(call -> call.body().toString().contains(person + "@example.org"))
            .toList();
    assertThat(mails).hasSize(1);
    return mails.getFirst().body().path("attachments").size();
  }

  private List<String> sentPictures() {
    return Rows.of(
        "select detail from audit_record where action = 'EVIDENCE_SENT' and subject = ?", incident);
  }

  private void reached(String person) {
    made(
        admin.create(
            "/api/v1/contacts/" + person, "{\"email\":\"%s@example.org\"}".formatted(person)));
  }

  private static void made(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private String grant(String role, String place) {
    return grant(smith, role, place);
  }

  private String grant(String person, String role, String place) {
    String where = place.replace("SITE", site).replace("DEVICE", device.name());
    return admin
        .post(
            "/api/v1/grants",
            "{\"person\":\"%s\",\"role\":\"%s\",%s}".formatted(person, role, where))
        .json()
        .path("id")
        .asText();
  }
}
