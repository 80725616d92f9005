package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.problem.Problem;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;

/**
 * Answers only to names of our own. A page elsewhere can make its own name point to 127.0.0.1 (DNS
 * rebinding); its browser would then let it call us, and ingest asks nobody to sign in.
 */
@Singleton
class HostCheck {
  private static final int BEFORE_ALL_ELSE = 10_000;
  private static final int MISDIRECTED = 421;
  private static final String REFUSAL =
      "{\"title\":\"Misdirected Request\",\"status\":421,\"code\":\"unknown-host\","
          + "\"detail\":\"This server does not go by that name; see cloud.app.hosts.\"}";

  private final Set<String> hosts;

  HostCheck(AppConfig config) {
    this.hosts = config.hosts();
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_ALL_ELSE);
  }

  /** The port of metrics asks nobody to sign in either. */
  void register(@Observes ManagementInterface management) {
    management.router().route().order(-BEFORE_ALL_ELSE).handler(this::check);
  }

  private void check(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    if (authority != null && hosts.contains(authority.host().toLowerCase(Locale.ROOT))) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(MISDIRECTED)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(REFUSAL);
  }
}
