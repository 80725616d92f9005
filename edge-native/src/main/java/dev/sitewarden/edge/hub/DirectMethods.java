package dev.sitewarden.edge.hub;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Calls that somebody makes to this device now; each is answered over the same connection. */
final class DirectMethods implements Inbox, AutoCloseable {
  private static final Logger LOG = System.getLogger(DirectMethods.class.getName());
  private static final String CALL = "$iothub/methods/POST/";
  private static final int OUR_MISTAKE = 500;

  private final MethodHandler handler;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Optional<MqttConnection> connection = Optional.empty();

  DirectMethods(MethodHandler handler) {
    this.handler = handler;
  }

  @Override
  public List<String> topicFilters() {
    return List.of(CALL + "#");
  }

  @Override
  public void connected(MqttConnection open) {
    connection = Optional.of(open);
  }

  @Override
  public void received(String topic, byte[] payload) {
    RequestTopic.parse(CALL, topic)
        .ifPresent(
            call ->
                call.requestId()
                    .ifPresent(id -> threads.execute(() -> answer(call.word(), id, payload))));
  }

  private void answer(String method, String requestId, byte[] payload) {
    MethodHandler.Answer answer = call(method, payload);
    String topic = "$iothub/methods/res/%d/?$rid=%s".formatted(answer.status(), requestId);
    connection.ifPresent(
        open -> open.publish(topic, answer.json().getBytes(StandardCharsets.UTF_8)));
  }

  private MethodHandler.Answer call(String method, byte[] payload) {
    try {
      return handler.call(method, new String(payload, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "method " + method + " failed", e);
      return new MethodHandler.Answer(
          OUR_MISTAKE, "{\"message\":\"it failed, see the device's log\"}");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
