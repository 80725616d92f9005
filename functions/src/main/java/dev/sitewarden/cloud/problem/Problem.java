package dev.sitewarden.cloud.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A refusal as the caller reads it.
 *
 * @param title the status in words
 * @param status the HTTP status, 400..599
 * @param code stable and kebab-case: what a program decides on
 * @param detail one sentence for a person: what was wrong, and the way out
 */
@RegisterForReflection
public record Problem(String title, int status, String code, String detail) {
  /** The media type of RFC 9457. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER_SECONDS = "5";

  static Problem of(int status, String code, String detail) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return new Problem(known == null ? "Error" : known.getReasonPhrase(), status, code, detail);
  }

  RestResponse.ResponseBuilder<Problem> answer() {
    RestResponse.ResponseBuilder<Problem> answer =
        RestResponse.ResponseBuilder.<Problem>create(status)
            .entity(this)
            .type(MediaType.valueOf(MEDIA_TYPE));
    return status == UNAVAILABLE
        ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        : answer;
  }
}
