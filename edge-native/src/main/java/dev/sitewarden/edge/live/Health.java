package dev.sitewarden.edge.live;

import java.util.List;

/** What probes are told. Called on the connections' threads; must not block. */
public interface Health {
  /** What a restart would mend if it does not hold, such as a detection thread that is stuck. */
  List<Check> alive();

  /** What has to hold so that the device does its work; a restart does not mend it. */
  List<Check> ready();

  /**
   * One thing that holds or does not.
   *
   * @param text what is the matter, or how it is, in a few words
   */
  record Check(String name, boolean holds, String text) {}
}
