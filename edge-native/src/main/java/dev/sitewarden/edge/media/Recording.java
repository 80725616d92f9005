package dev.sitewarden.edge.media;

import dev.sitewarden.edge.capture.EncodedPacket;
import dev.sitewarden.edge.capture.PacketRing;
import dev.sitewarden.edge.incident.IncidentRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is collected for one incident until its post-roll is over. Owned by one thread at a time.
 */
final class Recording {
  private final IncidentRecord incident;
  private final Instant epoch;
  private final Instant from;
  private final Instant until;
  private final long untilUs;
  private final long mostBytes;
  private final List<SeenFrame> frames;
  private final List<EncodedPacket> packets = new ArrayList<>();
  private long nextSequence;
  private long bytes;
  private boolean full;

  /**
   * Starts to collect.
   *
   * @param incident what it is about
   * @param fired when the frame that fired was captured
   * @param history frames before and at the incident
   */
  Recording(
      IncidentRecord incident,
      Instant fired,
      MediaConfig config,
      PacketRing ring,
      Collection<SeenFrame> history) {
    this.incident = incident;
    this.epoch = ring.epoch();
    long firedUs = Duration.between(epoch, fired).toNanos() / 1000;
    this.from = fired.minus(config.before());
    this.until = incident.data().capturedAt().plus(config.after());
    this.untilUs = firedUs + config.after().toNanos() / 1000;
    this.mostBytes = config.clipBytes();
    this.frames = new ArrayList<>(history);
    this.nextSequence = ring.startFor(firedUs - config.before().toNanos() / 1000);
    pull(ring);
  }

  void add(SeenFrame frame, PacketRing ring) {
    if (!frame.capturedAt().isAfter(until)) {
      frames.add(frame);
    }
    pull(ring);
  }

  private void pull(PacketRing ring) {
    full |= !ring.epoch().equals(epoch); // the camera came back on another clock
    for (EncodedPacket packet : ring.since(nextSequence)) {
      nextSequence = packet.sequence() + 1;
      full |= bytes + packet.data().length > mostBytes || packet.dtsUs() > untilUs;
      if (!full) {
        packets.add(packet);
        bytes += packet.data().length;
      }
    }
  }

  /** Whether the frame lies behind the post-roll. */
  boolean isOver(Instant capturedAt) {
    return capturedAt.isAfter(until);
  }

  IncidentRecord incident() {
    return incident;
  }

  List<SeenFrame> frames() {
    return frames;
  }

  /** When the clip should begin. */
  Instant from() {
    return from;
  }

  /** When it should end. */
  Instant until() {
    return until;
  }

  /** What was collected; empty if the ring had no key frame. */
  Optional<Footage> footage(PacketRing ring) {
    return ring.stream()
        .map(stream -> new Footage(stream, epoch, packets))
        .filter(footage -> !footage.isEmpty());
  }
}
