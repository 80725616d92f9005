package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;

/**
 * How often, and how much, one address may call before anybody looks at who it is: guesses of a
 * password, calls of the API, the length of a body. What the Functions host brings is not counted.
 */
@Singleton
class Limits {
  private static final int AFTER_HOST_CHECK = 9_000;
  private static final String SIGN_IN = "/j_security_check";
  private static final String API = "/api/";
  private static final int AT_ONCE = 10;
  private static final Set<HttpMethod> WITHOUT_BODY =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.DELETE);

  private final Buckets failures;
  private final Buckets calls;
  private final long longestBody;
  private final CallerAddress callers;
  private final InstantSource clock;

  Limits(AppConfig config, CallerAddress callers, InstantSource clock) {
    this.failures = new Buckets(config.failedSignIns(), config.failedSignIns() / 60.0);
    this.calls = new Buckets((double) AT_ONCE * config.callsPerSecond(), config.callsPerSecond());
    this.longestBody = config.longestBody();
    this.callers = callers;
    this.clock = clock;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, AFTER_HOST_CHECK);
  }

  private void check(RoutingContext context) {
    String path = context.normalizedPath();
    if (path.equals(SIGN_IN)) {
      checkSignIn(context);
    } else if (path.startsWith(API)) {
      checkCall(context);
    } else {
      context.next();
    }
  }

  private void checkSignIn(RoutingContext context) {
    String caller = callers.of(context.request());
    if (!failures.hasToken(caller, clock.instant())) {
      refuse(context, failures.secondsToWait(), "too-many-sign-ins", "Too many failed sign-ins.");
    } else if (isTooLong(context.request())) {
      refuseBody(context);
    } else {
      context.addEndHandler(ended -> countFailure(context, caller));
      context.next();
    }
  }

  private void countFailure(RoutingContext context, String caller) {
    if (context.response().getStatusCode() == 401) {
      failures.take(caller, clock.instant());
    }
  }

  private void checkCall(RoutingContext context) {
    if (!calls.take(callers.of(context.request()), clock.instant())) {
      refuse(context, calls.secondsToWait(), "too-many-calls", "Too many calls.");
    } else if (isTooLong(context.request())) {
      refuseBody(context);
    } else {
      context.next();
    }
  }

  /** A body that does not say how long it is could be of any length. */
  private boolean isTooLong(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return !WITHOUT_BODY.contains(request.method())
          && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }
    try {
      return Long.parseLong(length.strip()) > longestBody;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private void refuseBody(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONNECTION, "close"); // nobody reads the rest
    answer(
        context,
        413,
        "Request Entity Too Large",
        "body-too-long",
        "A body may have %d bytes, and must say how many it has.".formatted(longestBody));
  }

  private static void refuse(RoutingContext context, long seconds, String code, String why) {
    context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    answer(context, 429, "Too Many Requests", code, why + " Try again later.");
  }

  private static void answer(
      RoutingContext context, int status, String title, String code, String detail) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(
            "{\"title\":\"%s\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}"
                .formatted(title, status, code, detail));
  }
}
