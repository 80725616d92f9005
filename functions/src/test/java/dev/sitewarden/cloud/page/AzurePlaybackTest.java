package dev.sitewarden.cloud.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.azure.AzureStorageCloud;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A browser plays what lies in Azure's blob storage, and the pages' policy lets it. */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedCloud.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = AzureStorageCloud.class, restrictToAnnotatedClass = true)
final class AzurePlaybackTest extends PageScene {
  private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");
  private static final String AT_SECOND_3 =
      "(player => { player.pause(); player.currentTime = 3; })(document.querySelector('video'))";

  @Test
  void aRecordingPlaysFromTheStorageItself() throws IOException {
    Device device = Device.fresh();
    record(device);
    List<String> asked = new CopyOnWriteArrayList<>();
    phone.page().onRequest(request -> asked.add(request.url()));
    phone.open("/archive/?camera=%s/gate&day=2026-11-21".formatted(device.name()));
    phone.signIn(AUDITOR, passwordOf(AUDITOR));

    phone.button("08:00:00 – 08:01:00").tap();
    phone.waitFor("document.querySelector('video').readyState >= 1");
    phone.page().evaluate(AT_SECOND_3);
    phone.waitFor("!document.querySelector('video').seeking");

    assertThat(phone.page().locator("#playing")).hasText("Playing gate, 08:00:00 to 08:01:00 UTC");
    assertThat(phone.page().evaluate("document.querySelector('video').error === null"))
        .isEqualTo(true);
    assertThat(asked) // of the media or, if the mover was faster, of the archive
        .anyMatch(url -> url.contains("/site/") && url.contains(device.name()));
    phone.screenshotWhole("archive-azure");
  }

  private static void record(Device device) throws IOException {
    byte[] clip = Files.readAllBytes(Path.of("src/test/resources/worksite/clip.mp4"));
    String path = device.name() + "/gate/recordings/1.mp4";
    AzureStorageCloud.client()
        .getBlobContainerClient("media")
        .getBlobClient(path)
        .upload(BinaryData.fromBytes(clip));
    Rows.of(
        """
        insert into recording (device, id, camera, from_at, to_at, path, bytes, sha256, received_at)
        values (?, cast(? as uuid), 'gate', cast(? as timestamptz), cast(? as timestamptz), ?,
          cast(? as bigint), ?, now())
        returning device
        """,
        device.name(),
        UUID.randomUUID().toString(),
        MORNING.toString(),
        MORNING.plusSeconds(60).toString(),
        path,
        String.valueOf(clip.length),
        Digest.of(clip).sha256());
  }
}
