package dev.sitewarden.hub.provisioning;

import dev.sitewarden.hub.identity.Authentication;
import dev.sitewarden.hub.identity.ClientCertificate;
import dev.sitewarden.hub.identity.DeviceIdentity;
import dev.sitewarden.hub.identity.DeviceRegistry;
import dev.sitewarden.hub.identity.DiskThread;
import dev.sitewarden.hub.identity.HubNames;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.twin.Twins;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Registers devices as the Device Provisioning Service does: a request starts an operation, whose
 * outcome is asked for. A device that is known keeps its twin and is given the certificate that it
 * shows now. Used on the event loop.
 */
public final class Registrations {
  /** What a device must name as its ID scope. */
  public static final String ID_SCOPE = "0ne0000000A";

  private static final int MOST_OPERATIONS = 1000;

  private final Enrolments enrolments;
  private final DeviceRegistry registry;
  private final Twins twins;
  private final DiskThread disk;
  private final InstantSource clock;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  /** The outcome may be under way. */
  record Operation(String registrationId, Future<JsonObject> outcome) {}

  /** Registers whom the enrolments name. */
  public Registrations(
      Enrolments enrolments,
      DeviceRegistry registry,
      Twins twins,
      DiskThread disk,
      InstantSource clock) {
    this.enrolments = enrolments;
    this.registry = registry;
    this.twins = twins;
    this.disk = disk;
    this.clock = clock;
  }

  /** The enrolment that the certificate proves, or a failure with 401. */
  Future<Enrolment> admit(String registrationId, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return Future.failedFuture(
          unauthorized("registration '%s' shows no certificate".formatted(registrationId)));
    }
    return disk.run(() -> enrolments.find(registrationId, new ClientCertificate(chain)))
        .map(
            found ->
                found
                    .filter(Enrolment::enabled)
                    .orElseThrow(
                        () ->
                            unauthorized(
                                "no enabled enrolment of '%s' fits the certificate"
                                    .formatted(registrationId))));
  }

  private static RefusedException unauthorized(String what) {
    return new RefusedException(401, "401002", what);
  }

  /** Starts to register, and gives the operation's id. */
  String register(String registrationId, Enrolment enrolment, List<X509Certificate> chain) {
    String operationId = "5." + UUID.randomUUID();
    ClientCertificate certificate = new ClientCertificate(chain);
    Future<JsonObject> outcome =
        disk.run(() -> enrol(enrolment, certificate))
            .compose(
                isNew ->
                    isNew
                        ? twins.change(
                            IdentityId.of(enrolment.device()),
                            enrolment.initialTwin(),
                            Optional.empty())
                        : Future.succeededFuture())
            .map(done -> assigned(registrationId, enrolment, certificate));
    operations.put(operationId, new Operation(registrationId, outcome));
    if (operations.size() > MOST_OPERATIONS) {
      operations.remove(operations.keySet().iterator().next());
    }
    return operationId;
  }

  /** Gives whether the device is new. */
  private boolean enrol(Enrolment enrolment, ClientCertificate certificate) {
    IdentityId id = IdentityId.of(enrolment.device());
    Authentication proof = new Authentication.Thumbprints(certificate.sha256(), Optional.empty());
    if (registry.find(id).isEmpty()) {
      String generation = Long.toString(clock.millis());
      registry.add(new DeviceIdentity(id, true, proof, generation, 1, false));
      return true;
    }
    registry.update(id, old -> old.provedBy(proof));
    return false;
  }

  private JsonObject assigned(
      String registrationId, Enrolment enrolment, ClientCertificate certificate) {
    String now = clock.instant().toString();
    return new JsonObject()
        .put("x509", new JsonObject().put("certificateInfo", CertificateInfo.of(certificate)))
        .put("registrationId", registrationId)
        .put("createdDateTimeUtc", now)
        .put("assignedHub", HubNames.LOCALHOST)
        .put("deviceId", enrolment.device().value())
        .put("status", "assigned")
        .put("substatus", "initialAssignment")
        .put("lastUpdatedDateTimeUtc", now)
        .put("etag", "IjEi");
  }

  /**
   * What an operation has come to: {@code {"operationId","status","registrationState"?}}; or 404.
   */
  JsonObject status(String registrationId, String operationId) {
    Operation operation = operations.get(operationId);
    if (operation == null || !operation.registrationId().equals(registrationId)) {
      throw new RefusedException(
          404,
          "404201",
          "there is no operation '%s' of '%s'".formatted(operationId, registrationId));
    }
    JsonObject json = new JsonObject().put("operationId", operationId);
    Future<JsonObject> outcome = operation.outcome();
    if (!outcome.isComplete()) {
      return json.put("status", "assigning");
    }
    return outcome.succeeded()
        ? json.put("status", "assigned").put("registrationState", outcome.result())
        : json.put("status", "failed")
            .put(
                "registrationState",
                new JsonObject()
                    .put("registrationId", registrationId)
                    .put("status", "failed")
                    .put("errorCode", 400207)
                    .put("errorMessage", String.valueOf(outcome.cause().getMessage())));
  }
}
