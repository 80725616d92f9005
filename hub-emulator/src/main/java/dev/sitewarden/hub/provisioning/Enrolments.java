package dev.sitewarden.hub.provisioning;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.identity.ClientCertificate;
import dev.sitewarden.hub.identity.PrivateFile;
import dev.sitewarden.hub.twin.TwinChange;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Who may register: {@code DATA/hub/enrolments.json}, written at the first start and read at every
 * registration, so that it can be edited while the hub runs. {@code {"individual":
 * [{"registrationId","thumbprint","deviceId"?,"status"?,"initialTwin"?}], "group":
 * {"status"?,"initialTwin"?}}}; the group is everybody with a certificate of the hub's authority.
 */
public final class Enrolments {
  private final Path file;
  private final X509Certificate authority;
  private final InstantSource clock;

  private Enrolments(Path file, X509Certificate authority, InstantSource clock) {
    this.file = file;
    this.authority = authority;
    this.clock = clock;
  }

  /** Makes the file if it is missing. Blocks. */
  public static Enrolments open(Path folder, X509Certificate authority, InstantSource clock) {
    Path file = folder.resolve("enrolments.json");
    if (!Files.exists(file)) {
      PrivateFile.write(file, "{\"individual\":[],\"group\":{\"status\":\"enabled\"}}\n");
    }
    return new Enrolments(file, authority, clock);
  }

  /** The enrolment that the certificate proves, if there is one. Blocks. */
  Optional<Enrolment> find(String registrationId, ClientCertificate certificate) {
    boolean own = certificate.commonName().equals(Optional.of(registrationId));
    if (!own || !certificate.isValidAt(clock.instant())) {
      return Optional.empty();
    }
    JsonObject all = read();
    return individual(all, registrationId, certificate)
        .or(
            () ->
                certificate.isIssuedBy(authority, clock.instant())
                    ? Optional.ofNullable(all.getJsonObject("group"))
                    : Optional.empty())
        .map(entry -> enrolment(registrationId, entry));
  }

  private static Optional<JsonObject> individual(
      JsonObject all, String registrationId, ClientCertificate certificate) {
    return all.getJsonArray("individual", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(entry -> registrationId.equals(entry.getString("registrationId")))
        .filter(entry -> certificate.hasThumbprint(entry.getString("thumbprint", "")))
        .findFirst();
  }

  private static Enrolment enrolment(String registrationId, JsonObject entry) {
    JsonObject twin = entry.getJsonObject("initialTwin", new JsonObject());
    JsonObject properties = twin.getJsonObject("properties", new JsonObject());
    return new Enrolment(
        new DeviceId(entry.getString("deviceId", registrationId)),
        !"disabled".equals(entry.getString("status")),
        new TwinChange.Patch(
            Optional.ofNullable(twin.getJsonObject("tags")),
            Optional.ofNullable(properties.getJsonObject("desired"))));
  }

  private JsonObject read() {
    try {
      return new JsonObject(PrivateFile.read(file));
    } catch (DecodeException e) {
      throw new IllegalStateException(
          "%s must hold {\"individual\":[..],\"group\":{..}}, it does not (%s)"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
