package dev.sitewarden.edge.hub;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.edge.identity.HubTls;
import dev.sitewarden.edge.outbox.Delivery;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * Keeps one MQTT connection to the hub: connects, waits until it is lost, connects again after a
 * pause that doubles from half a second to half a minute.
 */
final class MqttLink implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MqttLink.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);

  private final HubConfig config;
  private final HubTls tls;
  private final InstantSource clock;
  private final List<Inbox> inboxes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private Optional<MqttConnection> connection = Optional.empty();
  private String trouble = "not connected yet";
  private boolean closed;

  /** A link that starts to connect at once. */
  MqttLink(HubConfig config, HubTls tls, InstantSource clock, List<Inbox> inboxes) {
    this.inboxes = List.copyOf(inboxes);
    this.config = config;
    this.tls = tls;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("hub-link").unstarted(this::run);
    thread.start();
  }

  private void run() {
    try {
      Duration pause = FIRST_PAUSE;
      while (!isClosed()) {
        long start = System.nanoTime();
        boolean wasConnected = stayConnected();
        if (wasConnected && System.nanoTime() - start > LONGEST_PAUSE.toNanos()) {
          pause = FIRST_PAUSE; // a hub that takes a device and drops it at once is no good hub
        }
        rest(pause);
        pause = longer(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // close() ends this thread
    }
  }

  /** Connects and returns when the connection is lost; false if there was none. */
  private boolean stayConnected() throws InterruptedException {
    try {
      return stayConnectedOnce();
    } catch (UncheckedIOException | IllegalArgumentException e) { // files, workload API, disk
      change(Optional.empty(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private boolean stayConnectedOnce() throws InterruptedException {
    try (var open = open()) {
      change(Optional.of(open), "");
      try {
        await(() -> !open.isOpen(), Duration.ofDays(1));
      } finally {
        change(Optional.empty(), "the connection to the hub was lost");
      }
      return true;
    } catch (MqttException e) {
      change(Optional.empty(), trouble(e));
      return false;
    }
  }

  private MqttConnection open() throws MqttException {
    return MqttConnection.open(config, tls.current(), clock.instant(), this::signal, inboxes);
  }

  /** What went wrong, and what came of it if the hub does not let this identity in. */
  private String trouble(MqttException e) throws InterruptedException {
    String what = ConnectFailure.explain(e, config, clock.instant());
    return ConnectFailure.isRefusal(e)
        ? config.identity().refused(clock.instant()).map(then -> what + "; " + then).orElse(what)
        : what;
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  /** Up to a quarter more, so that a site's devices do not all come back in the same instant. */
  private void rest(Duration pause) throws InterruptedException {
    long millis = pause.toMillis();
    long jittered = millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1);
    await(() -> false, Duration.ofMillis(jittered));
  }

  private void change(Optional<MqttConnection> now, String reason) {
    lock.lock();
    try {
      if (!closed && now.isEmpty() && !trouble.equals(reason)) {
        LOG.log(Level.WARNING, "{0}; trying again", reason);
      }
      connection = now;
      trouble = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Publishes as soon as there is a connection; gives up after a few seconds without one. */
  CompletableFuture<Delivery> publish(CloudEvent event, byte[] json) {
    try {
      await(() -> connection.isPresent(), WAIT_FOR_CONNECTION);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return current()
        .map(open -> open.publish(event, json))
        .orElseGet(
            () ->
                CompletableFuture.completedFuture(
                    new Delivery.Retry(trouble().orElse("the connection is new"))));
  }

  private Optional<MqttConnection> current() {
    lock.lock();
    try {
      return connection;
    } finally {
      lock.unlock();
    }
  }

  /** Why there is no connection; empty if there is one. */
  Optional<String> trouble() {
    lock.lock();
    try {
      return connection.isPresent() ? Optional.empty() : Optional.of(trouble);
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.NANOSECONDS.convert(limit);
      while (!closed && !condition.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt(); // it closes the connection
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
