package dev.sitewarden.inference;

/** How long the stages of the latest detection took, in nanoseconds; overwritten by the next. */
public final class StageTimes {
  private long start;
  private long packed;
  private long inferred;
  private long decoded;

  StageTimes() {}

  void start() {
    start = System.nanoTime();
  }

  void packed() {
    packed = System.nanoTime();
  }

  void inferred() {
    inferred = System.nanoTime();
  }

  void decoded() {
    decoded = System.nanoTime();
  }

  /** Bytes to floats. */
  public long packNanos() {
    return packed - start;
  }

  /** ONNX Runtime. */
  public long inferenceNanos() {
    return inferred - packed;
  }

  /** Output tensor to detections, suppression included. */
  public long decodeNanos() {
    return decoded - inferred;
  }

  public long totalNanos() {
    return decoded - start;
  }
}
