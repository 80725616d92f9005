package dev.sitewarden.edge.media;

import dev.sitewarden.edge.capture.EncodedPacket;
import dev.sitewarden.inference.frame.VideoStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Encoded packets that a clip is made of, in decoding order, from a key frame on.
 *
 * @param epoch capture instant at which the packets' clock is 0
 */
record Footage(VideoStream stream, Instant epoch, List<EncodedPacket> packets) {
  Footage {
    packets = List.copyOf(packets);
  }

  boolean isEmpty() {
    return packets.isEmpty();
  }

  /** When a packet's picture was captured. */
  Instant capturedAt(long ptsUs) {
    return epoch.plus(ptsUs, ChronoUnit.MICROS);
  }

  /** How many pictures there are a second, about. */
  double framesPerSecond() {
    double seconds = (packets.getLast().dtsUs() - packets.getFirst().dtsUs()) / 1e6;
    return seconds <= 0 ? 1 : (packets.size() - 1) / seconds;
  }
}
