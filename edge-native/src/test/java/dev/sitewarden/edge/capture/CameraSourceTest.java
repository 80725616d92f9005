package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.capture.CameraSource.Kind;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.InputSizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraSourceTest {
  private final Path folder;

  CameraSourceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://10.0.0.5/stream, STREAM, true",
    "rtsps://10.0.0.5/stream, STREAM, true",
    "http://10.0.0.5/video, STREAM, true",
    "https://10.0.0.5/video, STREAM, true",
    "v4l2:/dev/video0, DEVICE, true",
    "recordings/monday.mp4, RECORDING, false",
    "/srv/09:15.mp4, RECORDING, false",
  })
  void theSourceSaysWhatItIs(String text, Kind kind, boolean isLive) {
    assertThat(CameraSource.of(text))
        .returns(kind, CameraSource::kind)
        .returns(isLive, CameraSource::isLive);
  }

  @Test
  void aFolderIsAFolderOfPictures() {
    assertThat(CameraSource.of(folder.toString()).kind()).isEqualTo(Kind.PICTURES);
  }

  @Test
  void whatNoCameraSpeaksIsRefusedByName() {
    assertThatThrownBy(() -> CameraSource.of("ftp://10.0.0.5/clip.mp4"))
        .hasMessageContaining("begins with ftp://");
    assertThatThrownBy(() -> CameraSource.of(" ")).hasMessageContaining("must not be blank");
    assertThatThrownBy(() -> CameraSource.of("rtsp://admin:secret@10.0.0.5/stream"))
        .hasMessageContaining("give them as its login")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aVideoIsOpenedAndReadToItsEnd() {
    Path clip = Path.of(System.getProperty("sitewarden.root"), "demo/worksite/worksite.mp4");

    try (FrameSource source = open(CameraSource.of(clip.toString()))) {
      int frames = 0;
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        next.get().close();
        frames++;
      }

      assertThat(frames).isEqualTo(250);
    }
  }

  /** No camera was tried: there is none here. The reader is, and so is what a user is told. */
  @Test
  void theReaderOfPluggedInCamerasIsThereAndAMissingOneIsNamed() throws IOException {
    Path noCamera = Files.writeString(folder.resolve("video0"), "not a device");

    assertThatThrownBy(() -> open(CameraSource.of("v4l2:/dev/video97")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "no camera at /dev/video97; plug it in, or see in `v4l2-ctl --list-devices` what it is called");
    assertThatThrownBy(() -> open(CameraSource.of("v4l2:" + noCamera)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open video v4l2:%s: ".formatted(noCamera))
        .hasMessageContaining("check that it is a camera");
  }

  @Test
  void aServerThatTakesTheCallAndSaysNothingIsGivenUp() throws IOException {
    try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "rtsp://127.0.0.1:%d/stream".formatted(mute.getLocalPort());
      CameraSource source = CameraSource.of(address);
      var impatient =
          new CameraSource(address, source.options().withSilence(Duration.ofMillis(300)));

      assertThatThrownBy(() -> open(impatient))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("video %s sent nothing for 0.3 s".formatted(address));
    }
  }

  private static FrameSource open(CameraSource source) {
    return source.open(
        new CameraId("gate"),
        InputSizes.of(new InputSize(64, 64)),
        Epoch.at(Instant.EPOCH),
        new PacketRing(1 << 20));
  }
}
