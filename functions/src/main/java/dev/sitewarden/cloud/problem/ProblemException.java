package dev.sitewarden.cloud.problem;

/**
 * A caller's mistake, a state that forbids what he asks, or something that is away for a while;
 * becomes a {@link Problem}.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  private ProblemException(int status, String code, String detail) {
    super(detail, null, false, false); // no stack trace: the caller's mistake, not ours
    this.status = status;
    this.code = code;
  }

  /** 400: the request itself is wrong. */
  public static ProblemException badRequest(String code, String detail) {
    return new ProblemException(400, code, detail);
  }

  /** 403: not from there. */
  public static ProblemException forbidden(String code, String detail) {
    return new ProblemException(403, code, detail);
  }

  /** 404: there is no such thing, or not yet. */
  public static ProblemException notFound(String code, String detail) {
    return new ProblemException(404, code, detail);
  }

  /** 409: what is asked does not fit the present state. */
  public static ProblemException conflict(String code, String detail) {
    return new ProblemException(409, code, detail);
  }

  /** 412: somebody else was faster. */
  public static ProblemException preconditionFailed(String code, String detail) {
    return new ProblemException(412, code, detail);
  }

  /** 415: only JSON is taken. */
  public static ProblemException unsupportedMediaType(String code, String detail) {
    return new ProblemException(415, code, detail);
  }

  /** 422: an idempotency key that was already used for something else. */
  public static ProblemException unprocessable(String code, String detail) {
    return new ProblemException(422, code, detail);
  }

  /** 428: a change has to say which version it means. */
  public static ProblemException preconditionRequired(String code, String detail) {
    return new ProblemException(428, code, detail);
  }

  /** 503: something that it takes is away; the same request may succeed later. */
  public static ProblemException unavailable(String code, String detail) {
    return new ProblemException(503, code, detail);
  }

  /** The same, as the caller reads it. */
  public Problem problem() {
    String detail = getMessage();
    return Problem.of(status, code, detail == null ? "" : detail);
  }
}
