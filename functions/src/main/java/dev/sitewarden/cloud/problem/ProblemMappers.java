package dev.sitewarden.cloud.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a REST call as a problem document; only our own mistakes are logged. */
final class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  RestResponse<Problem> refused(ProblemException refusal) {
    return refusal.problem().answer().build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> unauthenticated(UnauthorizedException nobody) {
    return signIn();
  }

  @ServerExceptionMapper
  RestResponse<Problem> unauthenticated(AuthenticationFailedException nobody) {
    return signIn();
  }

  private static RestResponse<Problem> signIn() {
    return Problem.of(401, "not-signed-in", "Sign in first.").answer().build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> forbidden(ForbiddenException wrongRole) {
    return Problem.of(403, "role-not-allowed", "Your role may look, but not do this.")
        .answer()
        .build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> invalid(ConstraintViolationException violations) {
    String detail =
        violations.getConstraintViolations().stream()
            .map(one -> lastName(one.getPropertyPath().toString()) + " " + one.getMessage())
            .sorted()
            .collect(Collectors.joining("; "));
    return Problem.of(400, "invalid-request", detail).answer().build();
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The second is named because the framework has a mapper of its own for it. */
  @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
  RestResponse<Problem> unreadable(JsonProcessingException broken) {
    String where =
        broken instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(step -> String.valueOf(step.getFieldName()))
                .collect(Collectors.joining("."))
            : "";
    String detail =
        "The body is not the JSON that is expected here"
            + (where.isEmpty() ? "" : ", see '%s'".formatted(where))
            + reason(broken).map(": %s."::formatted).orElse(".");
    return Problem.of(400, "invalid-body", detail).answer().build();
  }

  /** What a record of ours says of a value that it does not take. */
  private static Optional<String> reason(JsonProcessingException broken) {
    return broken instanceof ValueInstantiationException refused
            && refused.getCause() instanceof IllegalArgumentException guard
        ? Optional.ofNullable(guard.getMessage())
        : Optional.empty();
  }

  @ServerExceptionMapper
  RestResponse<Problem> http(WebApplicationException refusal) {
    if (refusal.getCause() instanceof JsonProcessingException broken) {
      return unreadable(broken);
    }
    int status = refusal.getResponse().getStatus();
    Problem problem = Problem.of(status, code(status), detail(status));
    RestResponse.ResponseBuilder<Problem> answer = problem.answer();
    String allow = refusal.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
  }

  private static String code(int status) {
    return Problem.of(status, "", "").title().toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 -> "There is nothing at this address.";
      case 405 -> "This address does not take this method.";
      case 406 -> "None of the accepted media types is offered here.";
      case 413 -> "The body is too large.";
      case 415 -> "Send the body as application/json.";
      default -> "The request was refused.";
    };
  }

  @ServerExceptionMapper
  RestResponse<Problem> failed(Throwable failure) {
    if (DatabaseFailure.isRetryable(failure)) {
      LOG.warnf("answering 503, the database did not take part: %s", failure.getMessage());
      return Problem.of(503, "database-away", "The database is away; try again in some seconds.")
          .answer()
          .build();
    }
    LOG.error("answering 500", failure);
    return Problem.of(500, "internal-error", "Something broke here; the log has the details.")
        .answer()
        .build();
  }
}
