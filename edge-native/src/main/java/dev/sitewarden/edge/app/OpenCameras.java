package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.capture.CameraGroup;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cameras of one settings document, open. Owned by the detection thread. */
final class OpenCameras implements AutoCloseable {
  private final Map<CameraId, OpenCamera> cameras = new LinkedHashMap<>();
  private Optional<DetectionLoop> loop = Optional.empty();
  private volatile Optional<CameraGroup> reading = Optional.empty();
  private long dropped;

  private OpenCameras() {}

  /**
   * Opens all of them.
   *
   * @throws java.io.UncheckedIOException if a recording cannot be opened
   */
  static OpenCameras open(CameraContext device) {
    var opened = new OpenCameras();
    try {
      for (CameraSettings camera : device.desired().cameras()) {
        opened.cameras.put(camera.id(), new OpenCamera(device, camera));
      }
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  Map<CameraId, OpenCamera> byId() {
    return Collections.unmodifiableMap(cameras);
  }

  Collection<OpenCamera> all() {
    return cameras.values();
  }

  /** Starts to read them; the group closes what it reads. */
  CameraGroup group() {
    var group = new CameraGroup(cameras.values().stream().map(OpenCamera::feed).toList());
    reading = Optional.of(group);
    return group;
  }

  /** Frames of a camera that came too fast for the model. */
  long dropped(CameraId camera) {
    return reading.map(group -> group.dropped(camera)).orElse(0L);
  }

  /** Areas that nobody may see, by camera. */
  Map<CameraId, List<Polygon>> privacy() {
    return cameras.values().stream()
        .map(OpenCamera::settings)
        .collect(Collectors.toMap(CameraSettings::id, CameraSettings::privacy));
  }

  /** What is watched, in a line. */
  String line() {
    return cameras.values().stream()
        .map(camera -> camera.settings().id() + " " + camera.settings().source())
        .collect(Collectors.joining(", "));
  }

  /** Draws the zones anew, follows the mode and what is looked for, between two frames. */
  void follow(DesiredProperties changed) {
    loop.ifPresent(by -> by.follow(changed));
    cameras.forEach(
        (id, camera) -> {
          camera.watch().redraw(changed.zonesOf(id));
          camera.collector().mode(changed.mode());
        });
  }

  void watchedBy(DetectionLoop by) {
    loop = Optional.of(by);
  }

  void dropped(long frames) {
    dropped = frames;
  }

  long droppedFrames() {
    return dropped;
  }

  /** What was detected in them; empty before they were watched. */
  Optional<DetectionLoop> loop() {
    return loop;
  }

  /** Ends what is open and waits until its evidence is handed over. */
  void finish() {
    cameras.values().forEach(OpenCamera::finish);
  }

  void forget() {
    cameras.values().forEach(OpenCamera::forget);
  }

  @Override
  public void close() {
    cameras.values().forEach(OpenCamera::close);
  }
}
