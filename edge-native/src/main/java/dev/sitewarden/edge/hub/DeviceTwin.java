package dev.sitewarden.edge.hub;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The device's twin at the hub. Desired properties are asked for after each connect and after each
 * push, so that what changed while nobody listened is not missed and always whole; of one version
 * they are handed out once. Reported properties are kept and sent until the hub has them.
 */
final class DeviceTwin implements Inbox, AutoCloseable {
  private static final Logger LOG = System.getLogger(DeviceTwin.class.getName());
  private static final String ALL = "$iothub/twin/";
  private static final String RESPONSE = ALL + "res/";
  private static final String PUSH = ALL + "PATCH/properties/desired/";
  private static final String GET = "get";
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;

  private final TwinListener listener;
  private final Duration pause;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("twin").factory());
  private Optional<MqttConnection> connection = Optional.empty();
  private long handedOut = -1;
  private byte[] reported = {};
  private byte[] taken = {};
  private int reports;

  /**
   * @param pause before the hub is asked again after it refused
   */
  DeviceTwin(TwinListener listener, Duration pause) {
    this.listener = listener;
    this.pause = pause;
  }

  @Override
  public List<String> topicFilters() {
    return List.of(RESPONSE + "#", PUSH + "#");
  }

  @Override
  public void connected(MqttConnection open) {
    thread.execute(
        () -> {
          connection = Optional.of(open);
          ask();
          send();
        });
  }

  @Override
  public void received(String topic, byte[] payload) {
    if (topic.startsWith(ALL)) {
      thread.execute(() -> take(topic, payload));
    }
  }

  /**
   * Says what this device is like; the hub merges it into what it knows.
   *
   * @param json an object of at most 32 KB
   */
  void report(byte[] json) {
    byte[] copy = json.clone();
    thread.execute(
        () -> {
          reported = copy;
          send();
        });
  }

  private void ask() {
    connection.ifPresent(open -> open.publish(ALL + "GET/?$rid=" + GET, new byte[0]));
  }

  private void send() {
    if (reported.length > 0 && !Arrays.equals(reported, taken)) {
      String topic = ALL + "PATCH/properties/reported/?$rid=" + ++reports;
      connection.ifPresent(open -> open.publish(topic, reported));
    }
  }

  private void take(String topic, byte[] payload) {
    RequestTopic.parse(PUSH, topic)
        .flatMap(RequestTopic::version)
        .filter(version -> version > handedOut)
        .ifPresent(version -> ask());
    RequestTopic.parse(RESPONSE, topic)
        .ifPresent(
            answer -> {
              boolean isGet = answer.requestId().filter(GET::equals).isPresent();
              takeAnswer(Integer.parseInt(answer.word()), isGet, answer.requestId(), payload);
            });
  }

  private void takeAnswer(int status, boolean isGet, Optional<String> request, byte[] payload) {
    boolean isLatest = request.filter(Integer.toString(reports)::equals).isPresent();
    if (status >= 200 && status < 300) {
      if (isGet) {
        handOut(payload);
      } else if (isLatest && status == NO_CONTENT) {
        taken = reported;
      }
    } else if (status == BAD_REQUEST) {
      LOG.log(
          Level.WARNING,
          "the hub refuses what this device reports: {0}",
          new String(payload, StandardCharsets.UTF_8));
    } else {
      Runnable again = isGet ? this::ask : this::send;
      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, thread)
          .execute(again);
    }
  }

  private void handOut(byte[] twin) {
    try {
      DesiredText desired = DesiredText.of(twin);
      if (desired.version() > handedOut) {
        handedOut = desired.version();
        listener.desired(desired.version(), desired.json());
      }
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "the hub sent a twin that cannot be read: {0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
