package dev.sitewarden.edge.media;

import dev.sitewarden.edge.capture.EncodedPacket;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Packets that wait to become known. Clips of the same moment share theirs, so each is counted
 * once. Any thread.
 */
final class WaitingFootage {
  private final long mostBytes;

  /** In how many clips each is. */
  private final IdentityHashMap<EncodedPacket, Integer> known = new IdentityHashMap<>();

  private long bytes;

  /**
   * @param mostBytes of packets that may wait; raising it: more incidents in a row keep their clip
   *     where the disk or the encoder is slow, and more memory is taken then
   */
  WaitingFootage(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Takes it in, or says false: there is no room. */
  synchronized boolean add(List<EncodedPacket> clip) {
    long more =
        clip.stream()
            .filter(packet -> !known.containsKey(packet))
            .mapToLong(packet -> packet.data().length)
            .sum();
    if (bytes + more > mostBytes) {
      return false;
    }
    clip.forEach(packet -> known.merge(packet, 1, Integer::sum));
    bytes += more;
    return true;
  }

  /** Its clip is made, or given up. */
  synchronized void remove(List<EncodedPacket> clip) {
    for (EncodedPacket packet : clip) {
      if (known.merge(packet, -1, Integer::sum) == 0) {
        known.remove(packet);
        bytes -= packet.data().length;
      }
    }
  }

  /** Bytes of packets that wait. */
  synchronized long bytes() {
    return bytes;
  }
}
