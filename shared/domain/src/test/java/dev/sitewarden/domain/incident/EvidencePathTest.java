package dev.sitewarden.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidencePathTest {
  private static final IncidentId INCIDENT =
      IncidentId.parse("b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70");

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "THUMBNAIL, 2026-11-20T09:30:00Z, pi-1/gate/2026/11/20/b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70/thumbnail.jpg",
    "SNAPSHOT, 2026-11-20T09:30:00Z, pi-1/gate/2026/11/20/b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70/snapshot.jpg",
    "CLIP, 2026-01-02T00:00:00Z, pi-1/gate/2026/01/02/b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70/clip.mp4",
    "DETECTIONS, 2026-12-31T23:59:59Z, pi-1/gate/2026/12/31/b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70/detections.json"
  })
  void everyPieceOfEvidenceHasItsPlace(Evidence.Kind kind, Instant capturedAt, String path) {
    var device = new DeviceId("pi-1");
    var camera = new CameraId("gate");

    assertThat(EvidencePath.of(device, camera, capturedAt, INCIDENT, kind)).isEqualTo(path);
    assertThat("pi-1/" + EvidencePath.belowDevice(camera, capturedAt, INCIDENT, kind))
        .isEqualTo(path);
    assertThat(new Evidence(kind, path, 1, Digest.of(new byte[1])).path()).isEqualTo(path);
  }

  @ParameterizedTest(name = "''{0}''")
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../x",
        "a/../b",
        "a//b",
        "a/",
        "a\\b",
        "a b",
        ".hidden",
        "a\n"
      })
  void aPathThatCouldLeaveItsFolderIsRefused(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evidence(Evidence.Kind.CLIP, path, 1, Digest.of(new byte[1])))
        .withMessageStartingWith("evidence path must be names joined by '/'");
  }
}
