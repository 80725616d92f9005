package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.MotionGateSettings;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.site.CameraId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the cameras of a settings document. */
final class CameraReader {
  private static final Duration FORCED = Duration.ofSeconds(10);

  private CameraReader() {}

  static List<CameraSettings> readAll(JsonObject cameras) {
    return cameras.objects().stream().map(CameraReader::read).toList();
  }

  private static CameraSettings read(JsonObject camera) {
    camera.requireOnly(
        "source", "login", "certificate", "frames-per-second", "motion-gate", "ignore", "privacy");
    CameraId id = camera.named(CameraId::new);
    Optional<String> login = camera.maybe("login", camera::text);
    Optional<String> certificate = camera.maybe("certificate", camera::text);
    OptionalDouble rate =
        camera
            .maybe("frames-per-second", key -> camera.number(key, OptionalDouble::of))
            .orElse(OptionalDouble.empty());
    Optional<MotionGateSettings> gate =
        camera.maybe("motion-gate", camera::object).map(CameraReader::readGate);
    List<Polygon> ignore = polygons(camera, "ignore");
    List<Polygon> privacy = polygons(camera, "privacy");
    String source = camera.text("source");
    return camera.named(
        name -> new CameraSettings(id, source, login, certificate, rate, gate, ignore, privacy));
  }

  private static MotionGateSettings readGate(JsonObject gate) {
    gate.requireOnly("threshold", "at-least-every");
    Duration every =
        gate.maybe("at-least-every", key -> gate.parsed(key, DurationText::parse)).orElse(FORCED);
    return gate.number("threshold", threshold -> new MotionGateSettings(threshold, every));
  }

  private static List<Polygon> polygons(JsonObject camera, String key) {
    return camera.has(key) ? camera.grids(key, 2, CameraReader::toPolygon) : List.of();
  }

  static Polygon toPolygon(List<double[]> corners) {
    return new Polygon(corners.stream().map(xy -> new Point(xy[0], xy[1])).toList());
  }
}
