package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.domain.incident.Evidence.Kind;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A device whose recordings and evidence lie in the media tier, and somebody who may see all. */
abstract class ArchiveScene {
  @Inject Mover mover;
  @Inject Retention retention;

  @ConfigProperty(name = "cloud.media.folder")
  Path media = Path.of("");

  @ConfigProperty(name = "cloud.archive.folder")
  Path archive = Path.of("");

  /** Eleven at night of yesterday. */
  final Instant recent = Instant.now().truncatedTo(ChronoUnit.DAYS).minusSeconds(3600);

  final Device device = Device.fresh();
  final Person auditor = Person.auditor();

  /** Copies what waits for the archive. */
  void move() throws Throwable {
    VertxContextSupport.subscribeAndAwait(mover::moveWaiting);
  }

  /** Drops what has been kept for long enough. */
  void retain() throws Throwable {
    VertxContextSupport.subscribeAndAwait(retention::run);
  }

  /** A recording of a minute, as ingest writes it. */
  UUID record(Instant from, String content) throws IOException {
    put(path(from), content);
    return RecordingRow.insert(device, from, path(from), content.length(), sha256(content));
  }

  /** Where a recording lies, in either tier. */
  String path(Instant from) {
    return "%s/gate/recordings/%d.mp4".formatted(device.name(), from.getEpochSecond());
  }

  /** An incident and its clip. */
  void clipAt(Instant at) throws IOException {
    device.sends(device.opened(at));
    store(at, Kind.CLIP);
  }

  /** Evidence of an incident. */
  void store(Instant incident, Kind kind) throws IOException {
    put(device.path(incident, kind), "x");
    device.sends(device.stored(incident, kind, new byte[] {'x'}));
  }

  /** A file in the media tier; says where. */
  String put(String path, String content) throws IOException {
    Path file = media.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return path;
  }

  /** What places a hold. */
  static String holdOf(String device, String camera, String reason, Instant from, Instant to) {
    return "{\"device\":\"%s\",\"camera\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"%s\"}"
        .formatted(device, camera, from, to, reason);
  }

  static String sha256(String content) {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8)).sha256();
  }
}
