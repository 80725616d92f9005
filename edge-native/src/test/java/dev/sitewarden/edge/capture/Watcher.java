package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.site.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told of cameras. */
final class Watcher implements CameraObserver {
  final List<String> events = new CopyOnWriteArrayList<>();
  final List<String> sentences = new CopyOnWriteArrayList<>();
  final List<Instant> lostAt = new CopyOnWriteArrayList<>();
  final List<Instant> returnedAt = new CopyOnWriteArrayList<>();

  @Override
  public void lost(CameraId camera, Instant at, String reason) {
    lostAt.add(at);
    sentences.add(reason);
    events.add(camera + " lost");
  }

  @Override
  public void returned(CameraId camera, Instant at) {
    returnedAt.add(at);
    events.add(camera + " returned");
  }

  @Override
  public void clockJumped(CameraId camera, Instant at, Duration by, String text) {
    sentences.add(text);
    events.add("%s jumped %d s".formatted(camera, Math.round(by.toMillis() / 1000.0)));
  }
}
