package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.edge.capture.CameraSource;
import dev.sitewarden.edge.hub.HubConfig;
import dev.sitewarden.edge.live.LiveConfig;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.frame.Login;
import dev.sitewarden.inference.frame.VideoOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What belongs to this machine and not to what it should watch.
 *
 * @param file settings document; its folder is where relative paths start
 * @param bundledModel package that serves until the hub orders another
 * @param modelKey whose packages are taken; none are if empty
 * @param threads of ONNX Runtime
 * @param state folder of the device's journal, outbox and evidence
 * @param live where people look at the device; nowhere if empty
 * @param isRealtime play a file as if it happened now
 * @param startTime capture instant of a file's first frame; now unless given
 * @param drain how long the end waits for the hub
 * @param measureEvery how often the cloud is told how the machine is; raising it saves messages and
 *     shows a full disk later
 */
record RunSettings(
    Path file,
    Path bundledModel,
    Optional<Path> modelKey,
    int threads,
    Path state,
    HubConfig hub,
    Optional<LiveConfig> live,
    boolean isRealtime,
    Optional<Instant> startTime,
    Duration drain,
    Duration measureEvery) {
  /** Soon enough for a disk that fills, and 288 messages of 400 bytes a day. */
  static final Duration MEASURE_EVERY = Duration.ofMinutes(5);

  public RunSettings {
    if (measureEvery.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("--measure-every must be 1s or more, got " + measureEvery);
    }
  }

  /** How the settings' camera is opened. */
  CameraSource source(CameraSettings camera) {
    return source(camera, state, file);
  }

  /**
   * How a camera is opened.
   *
   * @param state folder of its secrets
   * @param file settings document that relative paths start from
   */
  static CameraSource source(CameraSettings camera, Path state, Path file) {
    Path secrets = state.resolve("secrets");
    VideoOptions options =
        VideoOptions.defaults()
            .withLogin(camera.login().map(secrets::resolve).map(Login::read))
            .withCertificate(camera.certificate().map(secrets::resolve))
            .withFramesPerSecond(camera.framesPerSecond());
    String text = camera.source();
    return new CameraSource(isPath(text) ? resolve(file, text).toString() : text, options);
  }

  /**
   * Refuses files that are not there, before anything is closed for them.
   *
   * @throws IllegalArgumentException that names the key
   */
  void requireThere(DesiredProperties desired) {
    for (CameraSettings camera : desired.cameras()) {
      if (isPath(camera.source())) {
        requireThere("cameras.%s.source".formatted(camera.id()), camera.source());
      }
    }
    requireThere("model", desired.model());
    desired.personModel().ifPresent(model -> requireThere("person-model", model));
  }

  private void requireThere(String key, ModelSource model) {
    if (model instanceof ModelSource.Local(String path)) {
      requireThere(key + ".path", path);
    }
  }

  private void requireThere(String key, String path) {
    if (!Files.exists(resolve(path))) {
      throw new IllegalArgumentException(
          "%s is %s, and there is nothing at %s on this device"
              .formatted(key, path, resolve(path)));
    }
  }

  private static boolean isPath(String source) {
    return !source.contains("://") && !source.startsWith("v4l2:");
  }

  /** A path of the settings document. */
  Path resolve(String path) {
    return resolve(file, path);
  }

  private static Path resolve(Path file, String path) {
    return file.toAbsolutePath().resolveSibling(path).normalize();
  }

  /** The detector looks down to what keeps a track alive. */
  DetectorSettings detection(double lowScore) {
    return DetectorSettings.ofThreads(threads).withMinScore(lowScore);
  }
}
