package dev.sitewarden.cloud.device;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A device as the API shows it.
 *
 * @param site where it stands; missing if nobody said
 * @param heardAt when its last message came; missing if that is longer ago than ingest remembers
 * @param model what it detects with, as far as that was seen
 * @param ailments why it is unwell, the gravest first
 * @param vitals how its machine is; missing from devices that do not tell
 */
record DeviceView(
    String device,
    Optional<String> site,
    List<String> cameras,
    Optional<Instant> heardAt,
    Health.State state,
    Optional<DeviceRows.Model> model,
    List<Ailment> ailments,
    Optional<Vitals> vitals) {
  DeviceView {
    cameras = List.copyOf(cameras);
    ailments = List.copyOf(ailments);
  }

  static DeviceView of(
      DeviceRows.Known known, List<String> cameras, Health health, Optional<Vitals> vitals) {
    return new DeviceView(
        known.device(),
        known.site(),
        cameras,
        known.heardAt(),
        health.state(),
        Optional.empty(),
        health.ailments(),
        vitals);
  }

  DeviceView with(Optional<DeviceRows.Model> found) {
    return new DeviceView(device, site, cameras, heardAt, state, found, ailments, vitals);
  }

  /** Whether its name or its site contains these letters, capitals or not. */
  boolean isFoundBy(String letters) {
    String wanted = letters.strip().toLowerCase(Locale.ROOT);
    return Stream.concat(Stream.of(device), site.stream())
        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(wanted));
  }

  DeviceCursor cursor() {
    return new DeviceCursor(state, device);
  }

  /**
   * A page.
   *
   * @param mayPlace whether whoever asks may say where devices stand
   * @param counts how many devices are in which state, on all pages
   * @param next cursor of the following page
   */
  record Page(
      List<DeviceView> items,
      boolean mayPlace,
      Map<Health.State, Long> counts,
      Optional<String> next) {
    Page {
      items = List.copyOf(items);
      counts = Map.copyOf(counts);
    }
  }
}
