package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A browser decodes only pictures that are as their devices announced them. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class PictureTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");

  @ConfigProperty(name = "cloud.media.folder")
  Path blobs = Path.of("");

  private final Device device = Device.fresh();
  private final Person engineer = Person.engineer();

  @ParameterizedTest
  @EnumSource(names = {"SNAPSHOT", "THUMBNAIL"})
  void oneOfTheFramesSizeIsShown(Kind kind) throws IOException {
    byte[] picture = TestJpeg.ofDevice("a bare head");
    device.sends(device.opened(SEEN), device.stored(SEEN, kind, picture));
    lay(kind, picture);

    assertThat(shown(kind).status()).isEqualTo(200);
    assertThat(shown(kind).text()).contains("a bare head");
  }

  @ParameterizedTest
  @EnumSource(names = {"SNAPSHOT", "THUMBNAIL"})
  void aPixelFloodIsNotShownAndNobodyIsSaidToHaveSeenIt(Kind kind) throws IOException {
    byte[] flood = TestJpeg.of(65_500, 65_500, "");
    device.sends(device.opened(SEEN), device.stored(SEEN, kind, flood));
    lay(kind, flood);

    Answer refused = shown(kind);

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.code()).isEqualTo("evidence-not-shown");
    assertThat(refused.json().path("detail").asText())
        .contains("it has 65500 x 65500 pixels, its frame had 640 x 360");
    assertThat(
            Rows.of(
                "select action from audit_record where subject = ? and action = 'EVIDENCE_READ'",
                incident()))
        .isEmpty();
  }

  @Test
  void aFileThatSomebodyPutInItsPlaceIsNotShown() throws IOException {
    device.sends(
        device.opened(SEEN), device.stored(SEEN, Kind.SNAPSHOT, TestJpeg.ofDevice("a bare head")));
    lay(Kind.SNAPSHOT, TestJpeg.ofDevice("a helmet"));

    assertThat(shown(Kind.SNAPSHOT).code()).isEqualTo("evidence-not-shown");
  }

  @Test
  void oneThatIsGoneIsSaidToBeGone() {
    device.sends(
        device.opened(SEEN), device.stored(SEEN, Kind.SNAPSHOT, TestJpeg.ofDevice("a bare head")));

    assertThat(shown(Kind.SNAPSHOT).code()).isEqualTo("evidence-missing");
  }

  private Answer shown(Kind kind) {
    return engineer.get(
        "/api/v1/incidents/%s/evidence/%s"
            .formatted(incident(), kind.fileName().replaceAll("\\..*", "")));
  }

  private String incident() {
    return device.incidentAt(SEEN).toString();
  }

  private void lay(Kind kind, byte[] content) throws IOException {
    Path file = blobs.resolve(device.path(SEEN, kind));
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
