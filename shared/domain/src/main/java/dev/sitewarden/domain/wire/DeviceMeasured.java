package dev.sitewarden.domain.wire;

import java.time.Instant;
import java.util.Optional;

/**
 * How a device's machine is at a moment. Only the newest says anything.
 *
 * @param temperatureCelsius of the warmest zone, if the machine tells
 * @param diskFreeBytes below the folder that everything is kept in
 * @param diskTotalBytes size of that disk
 * @param outboxMessages messages and files that wait for the hub
 * @param outboxBytes bytes that wait; of files, those of their list
 * @param memoryBytes what the process holds, native libraries included, if the machine tells
 */
public record DeviceMeasured(
    Instant at,
    Optional<Double> temperatureCelsius,
    long diskFreeBytes,
    long diskTotalBytes,
    long outboxMessages,
    long outboxBytes,
    Optional<Long> memoryBytes)
    implements DeviceMessage {
  public static final String TYPE = "dev.sitewarden.device.measured.v1";

  /** Further off is a broken sensor. */
  private static final double MOST_CELSIUS = 300;

  public DeviceMeasured {
    temperatureCelsius.ifPresent(DeviceMeasured::requireTemperature);
    requireRange("disk total", diskTotalBytes, 1, Long.MAX_VALUE);
    requireRange("disk free", diskFreeBytes, 0, diskTotalBytes);
    requireRange("outbox messages", outboxMessages, 0, Long.MAX_VALUE);
    requireRange("outbox bytes", outboxBytes, 0, Long.MAX_VALUE);
    memoryBytes.ifPresent(bytes -> requireRange("memory", bytes, 1, Long.MAX_VALUE));
  }

  static double requireTemperature(double celsius) {
    if (!(Math.abs(celsius) <= MOST_CELSIUS)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "temperature must be -%1$.0f..%1$.0f degrees Celsius, got %2$s"
              .formatted(MOST_CELSIUS, celsius));
    }
    return celsius;
  }

  private static void requireRange(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d..%d, got %d".formatted(what, least, most, value));
    }
  }

  @Override
  public String type() {
    return TYPE;
  }
}
