package dev.sitewarden.edge.live;

import java.io.Serial;

/** Why a request is not served: an HTTP status and one sentence. */
final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * @param code stable name of the reason, for scripts
   */
  Refusal(int status, String code, String sentence) {
    super(sentence, null, false, false); // an answer, not a fault: nobody needs its stack
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  boolean is(String other) {
    return code.equals(other);
  }

  Response response() {
    return Response.problem(status, code, String.valueOf(getMessage()));
  }
}
