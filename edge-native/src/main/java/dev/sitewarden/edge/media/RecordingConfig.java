package dev.sitewarden.edge.media;

import java.time.Duration;

/**
 * How a camera is recorded continuously.
 *
 * @param segment a file begins at the first key frame after this much. Raising it: fewer files;
 *     lowering it: finer steps of what is dropped and uploaded
 * @param flush how often what came in is given to the kernel, which a killed process cannot lose.
 *     Lowering it: more fragments of about 100 bytes
 * @param sync how often it is put on the disk, which a power cut cannot lose. Lowering it: more
 *     wear, as every time also writes the file system's own notes
 * @param bytes the ring's oldest segments go when all of them have more
 * @param age and when they are older than this
 * @param queueBytes packets that may wait for a slow disk; more are dropped
 * @param reserveBytes of the disk that recordings leave free for incidents
 */
public record RecordingConfig(
    Duration segment,
    Duration flush,
    Duration sync,
    long bytes,
    Duration age,
    long queueBytes,
    long reserveBytes) {
  public RecordingConfig {
    requirePositive("segment", segment);
    requirePositive("flush", flush);
    requirePositive("sync", sync);
    requirePositive("age", age);
    if (bytes < 1 || queueBytes < 1 || reserveBytes < 0) {
      throw new IllegalArgumentException(
          "a recording needs at least 1 byte of disk and queue and a reserve of 0 or more, got %d, %d, %d"
              .formatted(bytes, queueBytes, reserveBytes));
    }
  }

  private static void requirePositive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "recording %s must be longer than 0s, got %s".formatted(key, value));
    }
  }

  /** A day or 8 GB, whichever is less: 8 GB are 4.4 hours at 4 Mbit/s. */
  public static RecordingConfig defaults() {
    return new RecordingConfig(
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        8L << 30,
        Duration.ofDays(1),
        8L << 20,
        256L << 20);
  }

  public RecordingConfig withLimits(long mostBytes, Duration oldest) {
    return new RecordingConfig(segment, flush, sync, mostBytes, oldest, queueBytes, reserveBytes);
  }

  RecordingConfig withReserve(long freeBytes) {
    return new RecordingConfig(segment, flush, sync, bytes, age, queueBytes, freeBytes);
  }
}
