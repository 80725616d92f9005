package dev.sitewarden.cloud.incident;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Wakes those who wait for news, in whichever process the news was made.
 *
 * <p>One connection of the pool listens; while it is lost, nobody is woken and long polls look
 * again when their time is up, so news are late then, never missed. Any thread.
 */
@Singleton
class NewsSignal {
  private static final Logger LOG = Logger.getLogger(NewsSignal.class);
  private static final long RECONNECT_MILLIS = 2000;

  /**
   * How often it is asked whether the other end is there: it only listens, and would not notice.
   */
  private static final long ASK_MILLIS = 30_000;

  private record Waiting(long cursor, CompletableFuture<Boolean> heard) {}

  private final Pool pool;
  private final Vertx vertx;
  private final int mostWaiting;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicLong newest = new AtomicLong();
  private volatile boolean isStopping;
  private volatile boolean isListening = true;

  NewsSignal(Pool pool, Vertx vertx, IncidentConfig config) {
    this.pool = pool;
    this.vertx = vertx;
    this.mostWaiting = config.waitingClients();
  }

  void start(@Observes StartupEvent event) {
    listen();
  }

  void stop(@Observes ShutdownEvent event) {
    isStopping = true;
    waiting.forEach(one -> one.heard().complete(false));
  }

  /**
   * Emits true once there may be news after the cursor, false when the time is up or too many wait
   * already. May emit on another thread.
   */
  Uni<Boolean> after(long cursor, Duration wait) {
    if (waiting.size() >= mostWaiting || isStopping) {
      return Uni.createFrom().item(false);
    }
    Waiting one = new Waiting(cursor, new CompletableFuture<>());
    waiting.add(one);
    if (newest.get() > cursor) { // heard between the caller's look and now
      one.heard().complete(true);
    }
    return Uni.createFrom()
        .completionStage(one.heard())
        .ifNoItem()
        .after(wait)
        .recoverWithItem(false)
        .onTermination()
        .invoke(() -> waiting.remove(one));
  }

  private void heard(String number) {
    long latest = newest.accumulateAndGet(Long.parseLong(number), Math::max);
    for (Waiting one : waiting) {
      if (one.cursor() < latest) {
        one.heard().complete(true);
      }
    }
  }

  private void listen() {
    pool.getConnection()
        .map(PgConnection::cast)
        .onSuccess(this::listenOn)
        .onFailure(away -> listenLater(away.toString()));
  }

  private void listenOn(PgConnection connection) {
    connection.notificationHandler(notice -> heard(notice.getPayload()));
    long asking = vertx.setPeriodic(ASK_MILLIS, unused -> requireAnswer(connection));
    connection.closeHandler(
        closed -> {
          vertx.cancelTimer(asking);
          listenLater("the connection was closed");
        });
    connection
        .query("listen " + ChangeFeed.CHANNEL)
        .execute()
        .flatMap(listening -> connection.query("select last from incident_news").execute())
        .onSuccess(
            rows -> {
              isListening = true;
              heard(String.valueOf(rows.iterator().next().getLong(0)));
            })
        .onFailure(failure -> connection.close());
  }

  private void requireAnswer(PgConnection connection) {
    connection
        .query("select last from incident_news")
        .execute()
        .timeout(ASK_MILLIS / 3, TimeUnit.MILLISECONDS)
        .onSuccess(rows -> heard(String.valueOf(rows.iterator().next().getLong(0))))
        .onFailure(silent -> connection.close());
  }

  private void listenLater(String reason) {
    if (isStopping) {
      return;
    }
    if (isListening) { // said once, not at every attempt
      LOG.warnf("not listening for news, trying again every %d ms: %s", RECONNECT_MILLIS, reason);
    }
    isListening = false;
    vertx.setTimer(RECONNECT_MILLIS, timer -> listen());
  }
}
