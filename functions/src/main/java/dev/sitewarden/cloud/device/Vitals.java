package dev.sitewarden.cloud.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a device's machine was when it said so last.
 *
 * @param at by the device's clock; when it came, if that clock runs ahead
 * @param temperatureC degrees Celsius of the warmest zone; missing if the machine does not tell
 * @param outboxMessages messages and files that waited on it
 * @param outboxBytes bytes that waited; of files, those of their list
 * @param memoryBytes what the edge's process held; missing if the machine does not tell
 */
record Vitals(
    Instant at,
    Optional<Double> temperatureC,
    long diskFreeBytes,
    long diskTotalBytes,
    long outboxMessages,
    long outboxBytes,
    Optional<Long> memoryBytes) {
  static final String HOT = "HOT";
  static final String DISK_LOW = "DISK_LOW";
  static final String BACKLOG = "BACKLOG";

  /**
   * From where on somebody should look.
   *
   * @param diskPercent below this share of free disk
   * @param celsius at this temperature and above
   * @param messages above this many that wait
   */
  record Limits(int diskPercent, double celsius, long messages) {}

  /** What of it is worth a look; the subject is the figure. */
  List<Ailment> ailments(Limits limits) {
    List<Ailment> found = new ArrayList<>();
    if (diskFreeBytes < diskTotalBytes / 100.0 * limits.diskPercent()) {
      found.add(ailment(DISK_LOW, (long) (100.0 * diskFreeBytes / diskTotalBytes)));
    }
    temperatureC
        .filter(celsius -> celsius >= limits.celsius())
        .ifPresent(celsius -> found.add(ailment(HOT, Math.round(celsius))));
    if (outboxMessages > limits.messages()) {
      found.add(ailment(BACKLOG, outboxMessages));
    }
    return found;
  }

  private Ailment ailment(String kind, long figure) {
    return new Ailment(kind, String.valueOf(figure), "", Optional.of(at));
  }
}
