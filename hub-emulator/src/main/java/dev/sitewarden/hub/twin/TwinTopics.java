package dev.sitewarden.hub.twin;

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
 * $iothub/twin/res/{status}/?$rid=}.
 */
public final class TwinTopics implements TopicHandler {
  private static final Logger LOG = System.getLogger(TwinTopics.class.getName());
  private static final String GET = "$iothub/twin/GET/";
  private static final String REPORTED = "$iothub/twin/PATCH/properties/reported/";

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
    String requestId = request.requestId();
    switch (request.path()) {
      case GET -> get(from, requestId);
      case REPORTED -> report(from, requestId, payload);
      default ->
          throw new IllegalArgumentException(
              "IoT Hub has no topic '%s'; a device publishes to %s and %s"
                  .formatted(topic, GET, REPORTED));
    }
  }

  private void get(ConnectedIdentity from, String requestId) {
    admit()
        .compose(go -> twins.get(from.id()))
        .onSuccess(twin -> answer(from, 200, "?$rid=" + requestId, twin.forDevice().toBuffer()))
        .onFailure(e -> refuse(from, requestId, e));
  }

  private void report(ConnectedIdentity from, String requestId, Buffer payload) {
    admit()
        .map(go -> TwinText.read(payload))
        .compose(patch -> twins.report(from.id(), patch))
        .onSuccess(
            twin ->
                answer(
                    from,
                    204,
                    "?$rid=%s&$version=%d".formatted(requestId, twin.reportedVersion()),
                    Buffer.buffer()))
        .onFailure(e -> refuse(from, requestId, e));
  }

  private Future<Void> admit() {
    return throttle.refuses()
        ? Future.failedFuture(RefusedException.throttled())
        : Future.succeededFuture();
  }

  private static void refuse(ConnectedIdentity from, String requestId, Throwable cause) {
    int status = cause instanceof RefusedException refused ? refused.status() : 500;
    LOG.log(
        Level.WARNING,
        () -> "a twin request of %s is answered %d: %s".formatted(from.id(), status, cause));
    JsonObject body = new JsonObject().put("message", cause.getMessage());
    answer(from, status, "?$rid=" + requestId, body.toBuffer());
  }

  private static void answer(ConnectedIdentity to, int status, String fields, Buffer body) {
    to.send("$iothub/twin/res/%d/%s".formatted(status, fields), body);
  }
}
