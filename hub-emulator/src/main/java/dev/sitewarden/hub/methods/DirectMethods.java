package dev.sitewarden.hub.methods;

import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.telemetry.ConnectedIdentity;
import dev.sitewarden.hub.telemetry.RequestTopic;
import dev.sitewarden.hub.telemetry.Sessions;
import dev.sitewarden.hub.telemetry.TopicHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries calls to devices on {@code $iothub/methods/POST/{name}/?$rid=} and their answers back
 * from {@code $iothub/methods/res/{status}/?$rid=}. A call is sent once: nobody repeats it.
 */
public final class DirectMethods implements TopicHandler {
  private static final Logger LOG = System.getLogger(DirectMethods.class.getName());
  private static final Pattern ANSWER = Pattern.compile("\\$iothub/methods/res/(-?[0-9]{1,9})/");

  private final Vertx vertx;
  private final Sessions sessions;
  private final Map<String, Pending> sent = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private long lastRequest;

  private record Pending(IdentityId device, Promise<MethodAnswer> answer) {}

  private record Waiting(IdentityId device, MethodCall call, Promise<MethodAnswer> answer) {
    String topic() {
      return "$iothub/methods/POST/%s/".formatted(call.name());
    }
  }

  /** Calls identities through their sessions; timers are the verticle's. */
  public DirectMethods(Vertx vertx, Sessions sessions) {
    this.vertx = vertx;
    this.sessions = sessions;
  }

  /**
   * Calls the method. Fails with 404 (404103) if the device is not there, or comes too late, and
   * with 504 (504101) if it does not answer in time.
   */
  public Future<MethodAnswer> invoke(IdentityId device, MethodCall call) {
    Waiting wanted = new Waiting(device, call, Promise.promise());
    if (!send(wanted)) {
      waiting.add(wanted);
      after(call.patience(), wanted.answer(), 404, 404103, "%s is not online".formatted(device));
    }
    return wanted.answer().future().onComplete(done -> waiting.remove(wanted));
  }

  @Override
  public void subscribed(ConnectedIdentity who) {
    List.copyOf(waiting).stream()
        .filter(wanted -> wanted.device().equals(who.id()) && send(wanted))
        .forEach(waiting::remove);
  }

  private boolean send(Waiting wanted) {
    return sessions
        .find(wanted.device())
        .filter(identity -> identity.isSubscribedTo(wanted.topic()))
        .map(
            identity -> {
              String requestId = Long.toHexString(++lastRequest);
              sent.put(requestId, new Pending(wanted.device(), wanted.answer()));
              MethodCall call = wanted.call();
              after(
                  call.limit(),
                  wanted.answer(),
                  504,
                  504101,
                  "%s did not answer method '%s' within %d s"
                      .formatted(wanted.device(), call.name(), call.limit().toSeconds()));
              wanted.answer().future().onComplete(done -> sent.remove(requestId));
              identity.send(wanted.topic() + "?$rid=" + requestId, call.payload());
              return true;
            })
        .orElse(false);
  }

  private void after(
      Duration time, Promise<MethodAnswer> answer, int status, int number, String what) {
    long timer =
        vertx.setTimer(
            Math.max(1, time.toMillis()),
            id -> answer.tryFail(new RefusedException(status, String.valueOf(number), what)));
    answer.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  @Override
  public boolean takes(String topic) {
    return topic.startsWith("$iothub/methods/");
  }

  @Override
  public void receive(ConnectedIdentity from, String topic, Buffer payload) {
    RequestTopic request = RequestTopic.parse(topic);
    Matcher matcher = ANSWER.matcher(request.path());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "IoT Hub has no topic '%s'; a device answers on $iothub/methods/res/{status}/?$rid="
              .formatted(topic));
    }
    Pending pending = sent.get(request.requestId());
    if (pending == null || !pending.device().equals(from.id())) {
      LOG.log(
          Level.WARNING,
          () -> "%s answered a call that nobody waits for: %s".formatted(from.id(), topic));
      return;
    }
    complete(pending, Integer.parseInt(matcher.group(1)), payload);
  }

  private static void complete(Pending pending, int status, Buffer payload) {
    if (payload.length() > MethodCall.MAX_PAYLOAD_BYTES) {
      pending
          .answer()
          .tryFail(
              bad(
                  "an answer of %d bytes, at most %d are allowed"
                      .formatted(payload.length(), MethodCall.MAX_PAYLOAD_BYTES)));
      return;
    }
    try {
      Object value = payload.length() == 0 ? null : Json.decodeValue(payload);
      pending.answer().tryComplete(new MethodAnswer(status, value));
    } catch (DecodeException e) {
      pending.answer().tryFail(bad("something that is no JSON (%s)".formatted(e.getMessage())));
    }
  }

  private static RefusedException bad(String what) {
    return new RefusedException(502, "BadDeviceResponse", "the device answered with " + what);
  }
}
