package dev.sitewarden.hub.registry;

import dev.sitewarden.hub.https.HttpsRoutes;
import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.https.RequestPath;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.identity.ServiceKeys;
import dev.sitewarden.hub.identity.ServicePolicy.Right;
import dev.sitewarden.hub.telemetry.Throttle;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which request goes to whom, and what its token must grant. Source: IoT Hub REST 2021-04-12. */
public final class ServiceRoutes implements HttpsRoutes {
  private static final int MAX_BODY_BYTES = 1024;

  private final ServiceKeys keys;
  private final Throttle throttle;
  private final List<Route> routes;

  /** Serves the resources to holders of the keys. */
  public ServiceRoutes(
      ServiceKeys keys,
      Throttle throttle,
      IdentityResource identities,
      TwinResource twins,
      MethodResource methods,
      QueryResource queries,
      ConfigurationResource configurations) {
    this.keys = keys;
    this.throttle = throttle;
    this.routes =
        List.of(
            new Route("GET", "devices", Right.REGISTRY_READ, identities::list),
            new Route("GET", "devices/{}", Right.REGISTRY_READ, identities::get),
            new Route("PUT", "devices/{}", Right.REGISTRY_WRITE, identities::put),
            new Route("DELETE", "devices/{}", Right.REGISTRY_WRITE, identities::delete),
            new Route("GET", "devices/{}/modules", Right.REGISTRY_READ, identities::listModules),
            new Route("GET", "devices/{}/modules/{}", Right.REGISTRY_READ, identities::get),
            new Route("PUT", "devices/{}/modules/{}", Right.REGISTRY_WRITE, identities::put),
            new Route("DELETE", "devices/{}/modules/{}", Right.REGISTRY_WRITE, identities::delete),
            new Route("GET", "statistics/devices", Right.REGISTRY_READ, identities::statistics),
            new Route("GET", "twins/{}", Right.SERVICE_CONNECT, twins::get),
            new Route("PATCH", "twins/{}", Right.SERVICE_CONNECT, twins::patch),
            new Route("PUT", "twins/{}", Right.SERVICE_CONNECT, twins::replace),
            new Route("GET", "twins/{}/modules/{}", Right.SERVICE_CONNECT, twins::get),
            new Route("PATCH", "twins/{}/modules/{}", Right.SERVICE_CONNECT, twins::patch),
            new Route("PUT", "twins/{}/modules/{}", Right.SERVICE_CONNECT, twins::replace),
            new Route("POST", "twins/{}/methods", Right.SERVICE_CONNECT, methods::invoke),
            new Route(
                "POST", "twins/{}/modules/{}/methods", Right.SERVICE_CONNECT, methods::invoke),
            new Route("POST", "devices/query", Right.SERVICE_CONNECT, queries::query),
            new Route("GET", "configurations", Right.REGISTRY_READ, configurations::list),
            new Route("GET", "configurations/{}", Right.REGISTRY_READ, configurations::get),
            new Route("PUT", "configurations/{}", Right.REGISTRY_WRITE, configurations::put),
            new Route("DELETE", "configurations/{}", Right.REGISTRY_WRITE, configurations::delete),
            new Route(
                "POST",
                "devices/{}/applyConfigurationContent",
                Right.REGISTRY_WRITE,
                configurations::apply),
            new Route("PUT", "emulator/throttle", Right.REGISTRY_WRITE, this::throttle));
  }

  @Override
  public Optional<Future<Void>> answer(HttpServerRequest request, RequestPath path) {
    String method = method(request);
    for (Route route : routes) {
      Optional<List<String>> names = path.match(route.pattern());
      if (names.isPresent() && route.method().equals(method)) {
        return Optional.of(admit(request, route, names.get()));
      }
    }
    return Optional.empty();
  }

  private Future<Void> admit(HttpServerRequest request, Route route, List<String> names) {
    String token = request.getHeader("Authorization");
    if (token == null) {
      throw new RefusedException(
          401, "IotHubUnauthorizedAccess", "the header Authorization must carry a service token");
    }
    keys.require(route.right(), token);
    if (throttle.refuses() && route.right() == Right.SERVICE_CONNECT) {
      throw RefusedException.throttled();
    }
    return route.handler().answer(request, names);
  }

  /** {@code {"refuse":true,"delay-ms":500}}: the emulator's own, IoT Hub has no such request. */
  private Future<Void> throttle(HttpServerRequest request, List<String> names) {
    return JsonBody.read(request, MAX_BODY_BYTES)
        .compose(
            body -> {
              throttle.set(
                  Boolean.TRUE.equals(body.getValue("refuse")),
                  body.getValue("delay-ms") instanceof Integer millis
                      ? Duration.ofMillis(millis)
                      : Duration.ZERO);
              return JsonBody.sendNothing(request);
            });
  }

  /** Java's HTTP client knows no PATCH, so Microsoft's sends a POST that says so. */
  private static String method(HttpServerRequest request) {
    String instead = request.getHeader("X-HTTP-Method-Override");
    return instead == null ? request.method().name() : instead;
  }
}
