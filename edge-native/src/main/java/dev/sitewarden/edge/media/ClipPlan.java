package dev.sitewarden.edge.media;

import dev.sitewarden.edge.capture.EncodedPacket;
import dev.sitewarden.edge.incident.IncidentRecord;
import dev.sitewarden.inference.frame.ClipRepainter;
import dev.sitewarden.inference.frame.ClipWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * How an incident's clip is made of footage: copied, or repainted where something must not be seen.
 * A repainted clip begins and ends at its instants, a copied one begins at the key frame before.
 */
record ClipPlan(
    Privacy privacy, IncidentRecord incident, Instant from, Instant until, List<SeenFrame> frames) {
  ClipPlan {
    frames = List.copyOf(frames);
  }

  /**
   * Writes the clip.
   *
   * @throws UncheckedIOException if it cannot be written
   * @throws IllegalStateException if there is no picture in it
   */
  void write(Footage footage, Path file) {
    if (privacy.changesNothing()) {
      copy(footage, file);
    } else {
      repaint(footage, file);
    }
  }

  private static void copy(Footage footage, Path file) {
    long start = footage.packets().getFirst().ptsUs();
    try (var clip = new ClipWriter(file, footage.stream())) {
      for (EncodedPacket packet : footage.packets()) {
        clip.write(
            packet.data(), packet.ptsUs() - start, packet.dtsUs() - start, packet.keyFrame());
      }
      clip.finish();
    }
  }

  private void repaint(Footage footage, Path file) {
    BlurPlan plan = new BlurPlan(privacy, incident.data(), frames);
    try (var clip =
        new ClipRepainter(
            file,
            footage.stream(),
            footage.framesPerSecond(),
            (picture, ptsUs) -> {
              Instant shown = footage.capturedAt(ptsUs);
              plan.paint(picture, shown);
              return !shown.isBefore(from) && !shown.isAfter(until);
            })) {
      for (EncodedPacket packet : footage.packets()) {
        clip.write(packet.data(), packet.ptsUs(), packet.dtsUs(), packet.keyFrame());
      }
      if (!clip.finish()) {
        throw new IllegalStateException(
            "none of %d packets made a picture".formatted(footage.packets().size()));
      }
    }
  }
}
