package dev.sitewarden.domain.fleet;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Zone;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one device should do: a complete document, from its twin or from a file.
 *
 * @param model the champion, which may raise incidents
 * @param personModel a second model that finds people, so that heads belong to somebody
 * @param challenger is measured on the same frames and raises nothing
 * @param labels objects that are looked for; all that the models know if empty
 * @param timeZone of shift plans
 * @param cameras in the order in which they were written, at least one
 * @param zones by camera; a camera without zones is only looked at
 * @param capture what is kept of the pictures
 */
public record DesiredProperties(
    ModelSource model,
    Optional<ModelSource> personModel,
    Optional<ModelSource> challenger,
    Set<Label> labels,
    ZoneId timeZone,
    Mode mode,
    List<CameraSettings> cameras,
    Map<CameraId, List<Zone>> zones,
    CaptureSettings capture) {
  /** One ONNX Runtime session serves them all, and more would wait for it too long. */
  private static final int MOST_CAMERAS = 64;

  public DesiredProperties {
    labels = Set.copyOf(labels);
    cameras = List.copyOf(cameras);
    zones = Collections.unmodifiableMap(new LinkedHashMap<>(zones));
    if (cameras.isEmpty() || cameras.size() > MOST_CAMERAS) {
      throw new IllegalArgumentException(
          "cameras must be 1..%d, got %d".formatted(MOST_CAMERAS, cameras.size()));
    }
    List<CameraId> known = cameras.stream().map(CameraSettings::id).toList();
    for (CameraId camera : zones.keySet()) {
      if (!known.contains(camera)) {
        throw new IllegalArgumentException(
            "zones are drawn for camera %s, which is not among the cameras %s"
                .formatted(camera, known));
      }
    }
    requireMasked(capture, cameras);
  }

  /** Recordings copy a camera's packets, so that nothing can be painted over in them. */
  private static void requireMasked(CaptureSettings capture, List<CameraSettings> cameras) {
    if (capture.recording().filter(recording -> !recording.isUnmasked()).isEmpty()) {
      return;
    }
    for (CameraSettings camera : cameras) {
      if (!camera.privacy().isEmpty()) {
        throw new IllegalArgumentException(
            "capture.recording would show the privacy areas of camera %s, since recordings are"
                    .formatted(camera.id())
                + " not painted over; leave out capture.recording, or say"
                + " capture.recording.unmasked: true if that is allowed");
      }
    }
  }

  /** Whether an object is looked for; others are as if the models did not know them. */
  public boolean looksFor(Detection detection) {
    return labels.isEmpty() || labels.contains(detection.label());
  }

  /** What is watched on a camera. */
  public List<Zone> zonesOf(CameraId camera) {
    return zones.getOrDefault(camera, List.of());
  }
}
