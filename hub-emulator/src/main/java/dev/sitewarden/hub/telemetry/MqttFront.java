package dev.sitewarden.hub.telemetry;

import dev.sitewarden.hub.identity.Authenticator;
import dev.sitewarden.hub.identity.Authenticator.Admission;
import dev.sitewarden.hub.identity.HubNames;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.LogText;
import dev.sitewarden.hub.identity.ServerTls;
import dev.sitewarden.hub.identity.TlsFiles;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.MqttWill;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hub's MQTT port: lets devices and modules in that prove who they are, one connection each (a
 * second one ends the first), and ends every connection when its token or certificate expires.
 */
public final class MqttFront {
  // Above the hub's limit, so that a slightly too large message is refused with a sentence; what
  // is larger still breaks the connection before it is read.
  private static final int MAX_PACKET_BYTES = 320 * 1024;
  private static final int MAX_CLIENT_ID_BYTES = 300; // a device id has at most 128 characters
  private static final Logger LOG = System.getLogger(MqttFront.class.getName());

  private final Vertx vertx;
  private final Authenticator authenticator;
  private final TelemetryReceiver receiver;
  private final InstantSource clock;
  private final Throttle throttle;
  private final Sessions sessions;
  private final List<TopicHandler> handlers;
  private final Map<IdentityId, Subscriptions> keptSubscriptions = new HashMap<>();

  /**
   * Hands telemetry to the receiver, later if throttled, and what is on other topics to the
   * handlers.
   */
  public MqttFront(
      Vertx vertx,
      Authenticator authenticator,
      TelemetryReceiver receiver,
      InstantSource clock,
      Throttle throttle,
      Sessions sessions,
      List<TopicHandler> handlers) {
    this.vertx = vertx;
    this.authenticator = authenticator;
    this.receiver = receiver;
    this.clock = clock;
    this.throttle = throttle;
    this.sessions = sessions;
    this.handlers = List.copyOf(handlers);
  }

  /** Listens on loopback (0 takes any free port); gives the port. */
  public Future<Integer> listen(int port, TlsFiles tls) {
    MqttServerOptions options = new MqttServerOptions();
    options
        .setMaxMessageSize(MAX_PACKET_BYTES)
        .setMaxClientIdLength(MAX_CLIENT_ID_BYTES)
        .setAutoClientId(false)
        .setHost(HubNames.LOOPBACK)
        .setPort(port);
    ServerTls.configure(options, tls);
    return MqttServer.create(vertx, options)
        .endpointHandler(this::connect)
        .exceptionHandler(e -> LOG.log(Level.WARNING, () -> "a connection failed: " + e))
        .listen()
        .map(MqttServer::actualPort);
  }

  private void connect(MqttEndpoint endpoint) {
    if (endpoint.protocolVersion() != MqttVersion.MQTT_3_1_1.protocolLevel()) {
      refuse(
          endpoint,
          MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
          "the hub speaks MQTT 3.1.1 only");
      return;
    }
    try {
      switch (judge(endpoint)) {
        case Admission.Granted(IdentityId id, Instant until) -> accept(endpoint, id, until);
        case Admission.Refused(String reason) ->
            refuse(endpoint, MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED, reason);
      }
    } catch (IllegalArgumentException e) {
      refuse(
          endpoint,
          MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
          String.valueOf(e.getMessage()));
    }
  }

  private Admission judge(MqttEndpoint endpoint) {
    MqttAuth auth = endpoint.auth();
    if (auth == null) { // without a password Vert.x drops the username too
      return authenticator.admit(
          IdentityId.parse(endpoint.clientIdentifier()),
          ServerTls.clientChain(endpoint.sslSession()));
    }
    String identity = MqttUsername.parse(auth.getUsername()).identity();
    if (!identity.equals(endpoint.clientIdentifier())) {
      return new Admission.Refused(
          "the username names the identity '%s', the client id must too".formatted(identity));
    }
    return authenticator.admit(IdentityId.parse(identity), auth.getPassword());
  }

  private void accept(MqttEndpoint endpoint, IdentityId id, Instant until) {
    MqttWill will = endpoint.will();
    if (will.isWillFlag()) {
      new Topics(id).propertiesOf(will.getWillTopic()); // throws for another identity's topic
    }
    boolean kept = !endpoint.isCleanSession() && keptSubscriptions.containsKey(id);
    DeviceSession session =
        new DeviceSession(endpoint, id, this::later, handlers, clock, subscriptions(endpoint, id));
    sessions.add(session);
    long timer = dropAt(until, session);
    session.open(
        () -> {
          vertx.cancelTimer(timer);
          sessions.remove(session);
        });
    endpoint.accept(kept);
    session.tellSubscribed();
    LOG.log(Level.INFO, () -> "%s is connected, it may stay until %s".formatted(id, until));
  }

  private Future<TelemetryReceiver.Outcome> later(Telemetry telemetry) {
    long delay = throttle.delay().toMillis();
    return delay == 0
        ? receiver.receive(telemetry)
        : vertx.timer(delay).compose(due -> receiver.receive(telemetry));
  }

  private long dropAt(Instant until, DeviceSession session) {
    long millis = Math.max(1, Duration.between(clock.instant(), until).toMillis());
    return vertx.setTimer(
        millis, id -> session.drop("its token or certificate expired at " + until));
  }

  private Subscriptions subscriptions(MqttEndpoint endpoint, IdentityId id) {
    if (endpoint.isCleanSession()) {
      keptSubscriptions.remove(id);
      return new Subscriptions();
    }
    return keptSubscriptions.computeIfAbsent(id, i -> new Subscriptions());
  }

  private static void refuse(MqttEndpoint endpoint, MqttConnectReturnCode code, String reason) {
    String client = "client '%s' is refused: %s".formatted(endpoint.clientIdentifier(), reason);
    LOG.log(Level.WARNING, () -> LogText.of(client));
    endpoint.reject(code);
  }
}
