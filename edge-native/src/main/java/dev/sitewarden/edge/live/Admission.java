package dev.sitewarden.edge.live;

import java.net.InetAddress;
import java.util.Collection;

/**
 * How many connections are held open. A page takes three. Nobody on the network can keep this
 * device's own watchdog out by holding connections, nor one address all others.
 */
final class Admission {
  static final int MOST = 64;
  static final int MOST_OF_OTHERS = 56;
  static final int MOST_OF_ONE_OTHER = 16;

  private Admission() {}

  /**
   * Whether one more is taken.
   *
   * @param open whose connections are open
   */
  static boolean admits(InetAddress who, Collection<InetAddress> open) {
    if (who.isLoopbackAddress()) {
      return open.size() < MOST;
    }
    return open.size() < MOST_OF_OTHERS
        && open.stream().filter(who::equals).count() < MOST_OF_ONE_OTHER;
  }
}
