package dev.sitewarden.edge.hub;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.edge.identity.HubIdentity;
import dev.sitewarden.edge.outbox.Delivery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** One MQTT connection from CONNECT to its end; a new one is made instead of repairing it. */
final class MqttConnection implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MqttConnection.class.getName());
  private static final String API = "api-version=2021-04-12";
  private static final int AT_MOST_ONCE = 0;
  private static final int AT_LEAST_ONCE = 1;
  private static final int CONNECT_SECONDS = 10;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int MOST_IN_FLIGHT = 200;

  /** The hub answers once the cloud has the event, so this is the cloud's time too. */
  private static final long ANSWER_SECONDS = 60;

  private final HubIdentity who;
  private final MqttAsyncClient client;

  private MqttConnection(HubIdentity who, MqttAsyncClient client) {
    this.who = who;
    this.client = client;
  }

  /**
   * Connects with a fresh proof of who this is.
   *
   * @throws java.io.UncheckedIOException if that cannot be had
   * @param onLost called once if the connection ends by itself
   * @param inboxes get what they subscribe to
   */
  static MqttConnection open(
      HubConfig config, SSLContext tls, Instant now, Runnable onLost, List<Inbox> inboxes)
      throws MqttException {
    HubIdentity who = config.identity();
    MqttConnectOptions options = options(who, tls, now); // may fail: nothing is open yet
    var client =
        new MqttAsyncClient(
            "ssl://%s:%d".formatted(config.host(), config.mqttPort()),
            who.clientId(),
            new MemoryPersistence());
    var connection = new MqttConnection(who, client);
    try {
      client.setCallback(new Events(onLost, inboxes));
      client.connect(options).waitForCompletion(ANSWER_SECONDS * 1000L); // CONNACK, too
      for (Inbox inbox : inboxes) {
        for (String topics : inbox.topicFilters()) {
          client.subscribe(topics, AT_MOST_ONCE).waitForCompletion(ANSWER_SECONDS * 1000L);
        }
      }
      inboxes.forEach(inbox -> inbox.connected(connection));
      return connection;
    } catch (MqttException e) {
      connection.close();
      throw e;
    }
  }

  private static MqttConnectOptions options(HubIdentity who, SSLContext tls, Instant now) {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setUserName("%s/%s/?%s".formatted(who.hostName(), who.clientId(), API));
    who.token(now).map(String::toCharArray).ifPresent(options::setPassword);
    options.setSocketFactory(tls.getSocketFactory());
    options.setCleanSession(true); // the outbox repeats what was not answered
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setMaxInflight(MOST_IN_FLIGHT);
    return options;
  }

  /** Publishes an event at QoS 1; the future completes with the hub's PUBACK and never fails. */
  CompletableFuture<Delivery> publish(CloudEvent event, byte[] json) {
    var outcome = new CompletableFuture<Delivery>();
    try {
      client.publish(topic(event), json, AT_LEAST_ONCE, false, null, new Acknowledgement(outcome));
    } catch (MqttException e) {
      outcome.complete(new Delivery.Retry("publishing failed: " + e.getMessage()));
    }
    return outcome.completeOnTimeout(
        new Delivery.Retry("the hub did not answer within %d s".formatted(ANSWER_SECONDS)),
        ANSWER_SECONDS,
        TimeUnit.SECONDS);
  }

  /** Publishes to the hub itself; who needs an answer asks again if none comes. */
  void publish(String topic, byte[] payload) {
    try {
      client.publish(topic, payload, AT_MOST_ONCE, false);
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "{0} was not sent: {1}", topic, e.getMessage());
    }
  }

  boolean isOpen() {
    return client.isConnected();
  }

  private String topic(CloudEvent event) {
    return "%s/messages/events/$.mid=%s&$.ct=%s&$.ce=utf-8&type=%s"
        .formatted(
            who.path(),
            encode(event.id().toString()),
            encode("application/json"),
            encode(event.data().type()));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      client.disconnectForcibly(0, TimeUnit.SECONDS.toMillis(1));
    } catch (MqttException e) {
      // it was not connected, which is what is wanted
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      // it was closed already
    }
  }

  private record Acknowledgement(CompletableFuture<Delivery> outcome)
      implements IMqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      outcome.complete(new Delivery.Sent());
    }

    @Override
    public void onFailure(IMqttToken token, @Nullable Throwable cause) {
      outcome.complete(new Delivery.Retry("publishing failed: " + cause));
    }
  }

  private record Events(Runnable onLost, List<Inbox> inboxes) implements MqttCallback {
    @Override
    public void connectionLost(@Nullable Throwable cause) {
      onLost.run();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      inboxes.forEach(inbox -> inbox.received(topic, message.getPayload()));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}
  }
}
