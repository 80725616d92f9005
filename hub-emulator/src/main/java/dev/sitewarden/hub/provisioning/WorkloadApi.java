package dev.sitewarden.hub.provisioning;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.identity.Authentication;
import dev.sitewarden.hub.identity.DeviceIdentity;
import dev.sitewarden.hub.identity.DeviceRegistry;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.ModuleId;
import dev.sitewarden.hub.identity.PercentText;
import dev.sitewarden.hub.identity.PrivateFile;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.provisioning.SmallHttp.Request;
import dev.sitewarden.hub.provisioning.SmallHttp.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IoT Edge's workload API for the modules of one device: {@code POST /modules/{m}/genid/{g}/sign}
 * and {@code GET /trust-bundle}, {@code api-version=2018-06-28} or later. On a device, the IoT Edge
 * security daemon serves it; here a module can be tried without.
 */
public final class WorkloadApi implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WorkloadApi.class.getName());
  private static final Pattern SIGN = Pattern.compile("/modules/([^/]+)/genid/([^/]+)/sign");

  private final DeviceId device;
  private final DeviceRegistry registry;
  private final Path authority;
  private final Path socket;
  private final ServerSocketChannel server;

  private WorkloadApi(
      DeviceId device,
      DeviceRegistry registry,
      Path authority,
      Path socket,
      ServerSocketChannel server) {
    this.device = device;
    this.registry = registry;
    this.authority = authority;
    this.socket = socket;
    this.server = server;
  }

  /** Listens on the socket, which must not be there yet; one thread per connection. */
  public static WorkloadApi open(
      DeviceId device, DeviceRegistry registry, Path authority, Path socket) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      WorkloadApi api = new WorkloadApi(device, registry, authority, socket, server);
      Thread.ofVirtual().name("hub-workload").start(api::accept);
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + socket, e);
    }
  }

  /** What IoT Edge sets in the environment of a module. */
  public Map<String, String> environment(ModuleId module) {
    DeviceIdentity identity = registry.get(IdentityId.of(device, module));
    return Map.of(
        "IOTEDGE_WORKLOADURI",
        "unix://" + socket,
        "IOTEDGE_IOTHUBHOSTNAME",
        "localhost",
        "IOTEDGE_DEVICEID",
        device.value(),
        "IOTEDGE_MODULEID",
        module.value(),
        "IOTEDGE_MODULEGENERATIONID",
        identity.generation(),
        "IOTEDGE_AUTHSCHEME",
        "sasToken",
        "IOTEDGE_APIVERSION",
        "2018-06-28");
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.log(Level.WARNING, () -> "the workload API cannot accept: " + e);
        }
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      Request request = SmallHttp.read(Channels.newInputStream(client));
      SmallHttp.write(Channels.newOutputStream(client), answer(request));
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "a client of the workload API broke HTTP: " + e.getMessage());
    }
  }

  private Response answer(Request request) {
    try {
      return route(request);
    } catch (RefusedException e) {
      return error(e.status(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return error(400, "the request cannot be read: " + e.getMessage());
    }
  }

  private Response route(Request request) {
    String[] target = request.target().split("\\?", 2);
    if (target.length < 2 || !target[1].contains("api-version=")) {
      throw new IllegalArgumentException("the query must hold api-version");
    }
    if (request.method().equals("GET") && target[0].equals("/trust-bundle")) {
      return ok(new JsonObject().put("certificate", PrivateFile.read(authority)));
    }
    Matcher sign = SIGN.matcher(target[0]);
    if (request.method().equals("POST") && sign.matches()) {
      List<String> names =
          List.of(PercentText.decode(sign.group(1)), PercentText.decode(sign.group(2)));
      return ok(sign(new ModuleId(names.getFirst()), names.get(1), new JsonObject(request.body())));
    }
    return error(404, "the workload API has no " + request.method() + " " + target[0]);
  }

  private JsonObject sign(ModuleId module, String generation, JsonObject body) {
    DeviceIdentity identity = registry.get(IdentityId.of(device, module));
    if (!identity.generation().equals(generation)) {
      throw new RefusedException(
          404, "NotFound", "no module %s of generation %s".formatted(module, generation));
    }
    if (!"HMACSHA256".equals(body.getString("algo"))
        || !"primary".equals(body.getString("keyId"))) {
      throw new IllegalArgumentException("algo must be HMACSHA256 and keyId primary");
    }
    byte[] data = Base64.getDecoder().decode(body.getString("data"));
    byte[] digest =
        key(identity)
            .orElseThrow(() -> new RefusedException(404, "NotFound", module + " has no key"))
            .primary()
            .sign(data);
    return new JsonObject().put("digest", Base64.getEncoder().encodeToString(digest));
  }

  private static Optional<Authentication.SymmetricKeys> key(DeviceIdentity identity) {
    return identity.authentication() instanceof Authentication.SymmetricKeys keys
        ? Optional.of(keys)
        : Optional.empty();
  }

  private static Response ok(JsonObject body) {
    return new Response(200, body.encode());
  }

  private static Response error(int status, String message) {
    return new Response(status, new JsonObject().put("message", message).encode());
  }

  /** Stops listening and removes the socket. */
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + socket, e);
    }
  }
}
