package dev.sitewarden.hub.provisioning;

import dev.sitewarden.hub.identity.HubNames;
import dev.sitewarden.hub.identity.LogText;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.identity.ServerTls;
import dev.sitewarden.hub.identity.TlsFiles;
import dev.sitewarden.hub.telemetry.RequestTopic;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Registration over MQTT, on a port of its own as the global endpoint has: the client id is the
 * registration id, the proof a client certificate. Without a password Vert.x drops the username, so
 * that the ID scope in it goes unseen here; over HTTPS it is checked.
 */
public final class ProvisioningMqtt {
  static final String RETRY_AFTER_SECONDS = "1";

  private static final String REGISTER = "$dps/registrations/PUT/iotdps-register/";
  private static final String STATUS = "$dps/registrations/GET/iotdps-get-operationstatus/";
  private static final String ANSWERS = "$dps/registrations/res/#";
  private static final Logger LOG = System.getLogger(ProvisioningMqtt.class.getName());

  private final Vertx vertx;
  private final Registrations registrations;

  /** Registers with these. */
  public ProvisioningMqtt(Vertx vertx, Registrations registrations) {
    this.vertx = vertx;
    this.registrations = registrations;
  }

  /** Listens on loopback (0 takes any free port); gives the port. */
  public Future<Integer> listen(int port, TlsFiles tls) {
    MqttServerOptions options = new MqttServerOptions();
    options
        .setAutoClientId(false)
        .setMaxClientIdLength(300)
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
    String id = endpoint.clientIdentifier();
    List<X509Certificate> chain = ServerTls.clientChain(endpoint.sslSession());
    registrations
        .admit(id, chain)
        .onSuccess(
            enrolment -> {
              endpoint
                  .subscribeHandler(message -> subscribe(endpoint, message))
                  .publishHandler(message -> publish(endpoint, enrolment, chain, message))
                  .exceptionHandler(e -> LOG.log(Level.WARNING, () -> id + " broke MQTT: " + e))
                  .accept(false);
            })
        .onFailure(
            e -> {
              String what = "registration '%s' is refused: %s".formatted(id, e.getMessage());
              LOG.log(Level.WARNING, () -> LogText.of(what));
              endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
            });
  }

  private static void subscribe(MqttEndpoint endpoint, MqttSubscribeMessage message) {
    boolean known =
        message.topicSubscriptions().stream().allMatch(t -> t.topicName().equals(ANSWERS));
    if (!known) {
      drop(endpoint, "it may subscribe to %s only".formatted(ANSWERS));
      return;
    }
    endpoint.subscribeAcknowledge(
        message.messageId(),
        message.topicSubscriptions().stream().map(t -> MqttQoS.AT_LEAST_ONCE).toList());
  }

  private void publish(
      MqttEndpoint endpoint,
      Enrolment enrolment,
      List<X509Certificate> chain,
      MqttPublishMessage message) {
    if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
      endpoint.publishAcknowledge(message.messageId());
    }
    try {
      RequestTopic topic = RequestTopic.parse(message.topicName());
      String requestId = topic.requestId();
      String id = endpoint.clientIdentifier();
      switch (topic.path()) {
        case REGISTER -> {
          String operation = registrations.register(id, enrolment, chain);
          answer(endpoint, requestId, registrations.status(id, operation));
        }
        case STATUS ->
            answer(
                endpoint,
                requestId,
                registrations.status(id, topic.fields().getOrDefault("operationId", "")));
        default -> drop(endpoint, "there is no topic '%s'".formatted(message.topicName()));
      }
    } catch (RefusedException e) {
      drop(endpoint, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      drop(endpoint, "its topic cannot be read: " + e.getMessage());
    }
  }

  private static void answer(MqttEndpoint endpoint, String requestId, JsonObject status) {
    boolean done = !status.getString("status").equals("assigning");
    String topic =
        done
            ? "$dps/registrations/res/200/?$rid=%s".formatted(requestId)
            : "$dps/registrations/res/202/?$rid=%s&retry-after=%s"
                .formatted(requestId, RETRY_AFTER_SECONDS);
    endpoint.publish(topic, status.toBuffer(), MqttQoS.AT_LEAST_ONCE, false, false);
  }

  private static void drop(MqttEndpoint endpoint, String why) {
    String what =
        "registration '%s' is disconnected: %s".formatted(endpoint.clientIdentifier(), why);
    LOG.log(Level.WARNING, () -> LogText.of(what));
    endpoint.close();
  }
}
