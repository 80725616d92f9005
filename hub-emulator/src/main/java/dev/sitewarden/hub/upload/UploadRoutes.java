package dev.sitewarden.hub.upload;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.https.HttpsRoutes;
import dev.sitewarden.hub.https.RequestPath;
import dev.sitewarden.hub.identity.Authenticator;
import dev.sitewarden.hub.identity.Authenticator.Admission;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.PercentText;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.identity.ServerTls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * A device's requests: {@code POST /devices/{d}/files} gives a blob's address and token, {@code PUT
 * /blobs/{d}/{path}} takes the bytes, {@code POST /devices/{d}/files/notifications} reports the
 * end. Of what was sent, only the list of blocks can be read.
 */
public final class UploadRoutes implements HttpsRoutes {
  private final Authenticator authenticator;
  private final FileUploads uploads;

  /** Serves the uploads to devices that the authenticator admits. */
  public UploadRoutes(Authenticator authenticator, FileUploads uploads) {
    this.authenticator = authenticator;
    this.uploads = uploads;
  }

  @Override
  public Optional<Future<Void>> answer(HttpServerRequest request, RequestPath path) {
    if (request.method().equals(HttpMethod.POST)) {
      Optional<List<String>> begin = path.match("devices/{}/files");
      Optional<List<String>> end = path.match("devices/{}/files/notifications");
      return begin
          .map(parts -> uploads.begin(request, device(request, parts.getFirst())))
          .or(() -> end.map(parts -> uploads.end(request, device(request, parts.getFirst()))));
    }
    String container = "/" + FileUploads.CONTAINER + "/";
    if (request.method().equals(HttpMethod.PUT) && request.path().startsWith(container)) {
      String name = PercentText.decode(request.path().substring(container.length()));
      return Optional.of(uploads.put(request, name));
    }
    if (request.method().equals(HttpMethod.GET) && request.path().startsWith(container)) {
      String name = PercentText.decode(request.path().substring(container.length()));
      return Optional.of(uploads.list(request, name));
    }
    return Optional.empty();
  }

  private DeviceId device(HttpServerRequest request, String name) {
    String token = request.getHeader("Authorization");
    IdentityId device = IdentityId.of(new DeviceId(name));
    Admission admission =
        token == null
            ? authenticator.admit(device, ServerTls.clientChain(request.sslSession()))
            : authenticator.admit(device, token);
    return switch (admission) {
      case Admission.Granted granted -> granted.id().device();
      case Admission.Refused(String reason) ->
          throw new RefusedException(401, "IotHubUnauthorizedAccess", reason);
    };
  }
}
