package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.media.Blob;
import dev.sitewarden.cloud.media.BlobStore;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Hands due messages to their channels, on virtual threads and outside every transaction: one takes
 * the rows, another one notes what came of them.
 */
@Singleton
class Sending {
  private static final Logger LOG = Logger.getLogger(Sending.class);

  /** How many calls of one channel are under way at once. */
  private static final int AT_ONCE = 8;

  /** What came of one message. */
  record Attempted(UUID id, Attempt attempt, Instant at) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Channel> channels;
  private final NotificationRows rows;
  private final AcknowledgeLinks links;
  private final BlobStore blobs;
  private final NotifyConfig config;
  private final InstantSource clock;

  Sending(
      @All List<Channel> channels,
      NotificationRows rows,
      AcknowledgeLinks links,
      BlobStore blobs,
      NotifyConfig config,
      InstantSource clock) {
    this.channels =
        channels.stream()
            .filter(Channel::isReady)
            .collect(Collectors.toMap(Channel::name, Function.identity()));
    this.rows = rows;
    this.links = links;
    this.blobs = blobs;
    this.config = config;
    this.clock = clock;
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  /** The names of those that are set up. */
  Set<String> channels() {
    return channels.keySet();
  }

  /** Sends what is due by one channel; whether more may be due. */
  Uni<Boolean> send(String channel) {
    Context context = Vertx.currentContext();
    Executor home = work -> context.runOnContext(now -> work.run());
    return rows.claim(channel, clock.instant(), config.lease())
        .flatMap(
            claimed ->
                Multi.createFrom()
                    .iterable(claimed)
                    .onItem()
                    .transformToUni(row -> attempt(channel, row))
                    .merge(AT_ONCE)
                    .collect()
                    .asList()
                    .emitOn(home)
                    .flatMap(rows::note)
                    .replaceWith(claimed.size() == NotificationRows.CLAIMED_AT_ONCE));
  }

  private Uni<Attempted> attempt(String name, NotificationRows.Due due) {
    Channel channel = channels.get(name);
    if (channel == null) {
      throw new IllegalStateException("channel %s is not set up".formatted(name));
    }
    return Uni.createFrom()
        .item(() -> channel.send(message(due)))
        .runSubscriptionOn(threads)
        .onFailure()
        .recoverWithItem(Attempt::ofFailure)
        .invoke(attempt -> log(due, attempt))
        .map(attempt -> new Attempted(due.row().id, attempt, clock.instant()));
  }

  private static void log(NotificationRows.Due due, Attempt attempt) {
    if (!(attempt instanceof Attempt.Accepted)) {
      LOG.warnf("notification %s, attempt %d: %s", due.row().id, due.row().attempts, attempt);
    }
  }

  private Message message(NotificationRows.Due due) {
    NotificationEntity row = due.row();
    String recipient = Optional.ofNullable(row.recipient).orElseThrow();
    Optional<UUID> situation = due.situation();
    return new Message(
        row.id,
        row.kind.name(),
        situation,
        recipient,
        Optional.ofNullable(row.address).orElse(recipient),
        row.subject,
        row.text,
        row.createdAt,
        page(situation),
        situation
            .filter(incident -> !recipient.equals(Webhook.NAME))
            .map(incident -> links.link(incident, recipient, row.createdAt)),
        due.snapshot().flatMap(blobs::find).flatMap(Sending::file));
  }

  /** A picture that lies elsewhere is one tap away, behind the message's link. */
  private static Optional<Path> file(Blob picture) {
    return switch (picture) {
      case Blob.InFolder(Path file, long bytes) -> Optional.of(file);
      case Blob.Linked linked -> Optional.empty();
    };
  }

  private URI page(Optional<UUID> incident) {
    return config
        .pageUrl()
        .resolve(incident.map(id -> "/incident/view.html?id=" + id).orElse("/?state=OPEN"));
  }
}
