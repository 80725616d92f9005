package dev.sitewarden.hub.identity;

/**
 * A request that the hub answers with an error: over HTTPS with its status and IoT Hub's code, over
 * MQTT with the status alone.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /** The message says what was asked, and what would have been right. */
  public RefusedException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** 412: somebody else changed the thing since it was read. */
  public static RefusedException changedMeanwhile(Object what, String wanted, String found) {
    return new RefusedException(
        412,
        "PreconditionFailed",
        "%s has the etag %s, If-Match wants %s; read it again".formatted(what, found, wanted));
  }

  /** 429: there were too many requests. */
  public static RefusedException throttled() {
    return new RefusedException(
        429,
        "ThrottlingException",
        "the hub is told to refuse requests for twins and methods; ask later");
  }

  /** An HTTP status, 400..599. */
  public int status() {
    return status;
  }

  /** IoT Hub's name for the error, such as {@code DeviceNotFound}. */
  public String code() {
    return code;
  }
}
