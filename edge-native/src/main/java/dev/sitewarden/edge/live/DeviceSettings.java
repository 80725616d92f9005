package dev.sitewarden.edge.live;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.model.Label;
import java.util.List;
import java.util.Map;

/** What a device goes by, as far as the zone editor must know it. Any thread. */
public interface DeviceSettings {
  /** What the models in use can find. */
  List<Label> labels();

  /** What the hub ordered; each key of its first level hides the settings file's. */
  Map<String, Object> ordered();

  /**
   * Refuses what this device cannot do, before anything is written.
   *
   * @throws IllegalArgumentException in one sentence for the user
   */
  void check(DesiredProperties desired);

  /** Puts the settings file, which has changed, in force. */
  void reread();
}
