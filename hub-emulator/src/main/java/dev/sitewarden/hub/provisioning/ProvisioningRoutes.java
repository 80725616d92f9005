package dev.sitewarden.hub.provisioning;

import dev.sitewarden.hub.https.HttpsRoutes;
import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.https.RequestPath;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.identity.ServerTls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Registration over HTTPS: {@code PUT /{idScope}/registrations/{id}/register}, then {@code GET
 * /{idScope}/registrations/{id}/operations/{operation}} until it says {@code assigned}.
 */
public final class ProvisioningRoutes implements HttpsRoutes {
  private static final int MAX_BODY_BYTES = 16 * 1024;

  private final Registrations registrations;

  /** Registers with these. */
  public ProvisioningRoutes(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public Optional<Future<Void>> answer(HttpServerRequest request, RequestPath path) {
    if (request.method().equals(HttpMethod.PUT)) {
      return path.match("{}/registrations/{}/register").map(names -> register(request, names));
    }
    return request.method().equals(HttpMethod.GET)
        ? path.match("{}/registrations/{}/operations/{}").map(names -> status(request, names))
        : Optional.empty();
  }

  private Future<Void> register(HttpServerRequest request, List<String> names) {
    requireScope(names.getFirst());
    String id = names.get(1);
    List<X509Certificate> chain = ServerTls.clientChain(request.sslSession());
    return JsonBody.read(request, MAX_BODY_BYTES)
        .compose(body -> registrations.admit(id, chain))
        .compose(
            enrolment -> {
              String operation = registrations.register(id, enrolment, chain);
              return answer(request, registrations.status(id, operation));
            });
  }

  private Future<Void> status(HttpServerRequest request, List<String> names) {
    requireScope(names.getFirst());
    List<X509Certificate> chain = ServerTls.clientChain(request.sslSession());
    return registrations
        .admit(names.get(1), chain)
        .compose(enrolment -> answer(request, registrations.status(names.get(1), names.get(2))));
  }

  private static Future<Void> answer(HttpServerRequest request, JsonObject status) {
    boolean done = !status.getString("status").equals("assigning");
    if (!done) {
      request.response().putHeader("Retry-After", ProvisioningMqtt.RETRY_AFTER_SECONDS);
    }
    return JsonBody.send(request, done ? 200 : 202, status);
  }

  private static void requireScope(String scope) {
    if (!scope.equals(Registrations.ID_SCOPE)) {
      throw new RefusedException(
          401,
          "401002",
          "the ID scope must be %s, got '%s'".formatted(Registrations.ID_SCOPE, scope));
    }
  }
}
