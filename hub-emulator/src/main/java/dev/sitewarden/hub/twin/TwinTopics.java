package dev.sitewarden.hub.twin;

import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.telemetry.ConnectedIdentity;
import dev.sitewarden.hub.telemetry.RequestTopic;
import dev.sitewarden.hub.telemetry.Throttle;
import dev.sitewarden.hub.telemetry.TopicHandler;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * How a device reads its twin and reports: {@code $iothub/twin/GET/?$rid=} and {@code
 * $iothub/twin/PATCH/properties/reported/?$rid=}, answered on {@code
 * $iothub/twin/res/{status}/?$rid=} to whoever was subscribed to answers when he asked.
 */
public final class TwinTopics implements TopicHandler {
  private static final Logger LOG = System.getLogger(TwinTopics.class.getName());
  private static final String GET = "$iothub/twin/GET/";
  private static final String REPORTED = "$iothub/twin/PATCH/properties/reported/";
  private static final String ANSWERS = "$iothub/twin/res/";

  private final Twins twins;
  private final Throttle throttle;

  /** Serves these twins, unless throttled. */
  public TwinTopics(Twins twins, Throttle throttle) {
    this.twins = twins;
    this.throttle = throttle;
  }

  @Override
  public boolean takes(String topic) {
    return topic.startsWith("$iothub/twin/");
  }

  @Override
  public void receive(ConnectedIdentity from, String topic, Buffer payload) {
    RequestTopic request = RequestTopic.parse(topic);
    Asker asker = new Asker(from, request.requestId(), from.isSubscribedTo(ANSWERS));
    switch (request.path()) {
      case GET -> get(asker);
      case REPORTED -> report(asker, payload);
      default ->
          throw new IllegalArgumentException(
              "IoT Hub has no topic '%s'; a device publishes to %s and %s"
                  .formatted(topic, GET, REPORTED));
    }
  }

  /** Who asked; one who could not hear the answer when he did gets none, however long it took. */
  private record Asker(ConnectedIdentity identity, String requestId, boolean isListening) {
    IdentityId id() {
      return identity.id();
    }

    void answer(int status, String more, Buffer body) {
      if (isListening) {
        identity.send(ANSWERS + "%d/?$rid=%s%s".formatted(status, requestId, more), body);
      }
    }
  }

  private void get(Asker asker) {
    admit()
        .compose(go -> twins.get(asker.id()))
        .onSuccess(twin -> asker.answer(200, "", twin.forDevice().toBuffer()))
        .onFailure(e -> refuse(asker, e));
  }

  private void report(Asker asker, Buffer payload) {
    admit()
        .map(go -> TwinText.read(payload))
        .compose(patch -> twins.report(asker.id(), patch))
        .onSuccess(
            twin -> asker.answer(204, "&$version=" + twin.reportedVersion(), Buffer.buffer()))
        .onFailure(e -> refuse(asker, e));
  }

  private Future<Void> admit() {
    return throttle.refuses()
        ? Future.failedFuture(RefusedException.throttled())
        : Future.succeededFuture();
  }

  private static void refuse(Asker asker, Throwable cause) {
    int status = cause instanceof RefusedException refused ? refused.status() : 500;
    LOG.log(
        Level.WARNING,
        () -> "a twin request of %s is answered %d: %s".formatted(asker.id(), status, cause));
    asker.answer(status, "", new JsonObject().put("message", cause.getMessage()).toBuffer());
  }
}
