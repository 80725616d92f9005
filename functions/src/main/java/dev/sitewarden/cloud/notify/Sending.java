package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.media.BlobStore;
import dev.sitewarden.cloud.observe.Leg;
import dev.sitewarden.cloud.observe.LogFields;
import dev.sitewarden.cloud.observe.Masks;
import dev.sitewarden.cloud.observe.Traces;
import dev.sitewarden.cloud.observe.Traces.Role;
import dev.sitewarden.domain.incident.Evidence;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Hands due messages to their channels, on virtual threads and outside every transaction: one takes
 * the rows, another one notes what came of them.
 */
@Singleton
class Sending {
  private static final Logger LOG = Logger.getLogger(Sending.class);

  /** How many calls of one channel are under way at once. */
  private static final int AT_ONCE = 32;

  /** Longer than any channel's own limits together: whatever happens to a call, it ends. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** How long what came of a call waits to be noted with others; reports of it come in seconds. */
  private static final Duration NOTED_WITHIN = Duration.ofMillis(500);

  /**
   * What came of one message.
   *
   * @param isDigest whether it tells of many incidents
   * @param picture what its recipient was given to see
   */
  record Attempted(
      UUID id, boolean isDigest, Attempt attempt, Instant at, Optional<Shown> picture) {
    static Attempted of(
        NotificationEntity row, Attempt attempt, Instant at, Optional<Shown> picture) {
      boolean isDigest = row.kind == NotificationKind.DIGEST;
      return new Attempted(row.id, isDigest, attempt, at, picture);
    }
  }

  /** A picture that went along with a message about an incident. */
  record Shown(IncidentEntity incident, Evidence file) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Channels channels;
  private final NotificationRows rows;
  private final Outcomes outcomes;
  private final AcknowledgeLinks links;
  private final BlobStore blobs;
  private final NotifyConfig config;
  private final NotifyMeters meters;
  private final Traces traces;
  private final InstantSource clock;

  Sending(
      Channels channels,
      NotificationRows rows,
      Outcomes outcomes,
      AcknowledgeLinks links,
      BlobStore blobs,
      NotifyConfig config,
      NotifyMeters meters,
      Traces traces,
      InstantSource clock) {
    this.channels = channels;
    this.rows = rows;
    this.outcomes = outcomes;
    this.links = links;
    this.blobs = blobs;
    this.config = config;
    this.meters = meters;
    this.traces = traces;
    this.clock = clock;
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  /** The names of those that are set up. */
  Set<String> channels() {
    return channels.names();
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
                    .group()
                    .intoLists()
                    .of(NotificationRows.CLAIMED_AT_ONCE, NOTED_WITHIN)
                    .onOverflow()
                    .bufferUnconditionally()
                    .emitOn(home)
                    .onItem()
                    .transformToUniAndConcatenate(outcomes::note)
                    .collect()
                    .last()
                    .replaceWith(claimed.size() == NotificationRows.CLAIMED_AT_ONCE));
  }

  /** Claims and notes inside the caller's transaction, which is undone, and hands nothing over. */
  Uni<Void> rehearse() {
    return Multi.createFrom()
        .iterable(channels.names())
        .onItem()
        .transformToUniAndConcatenate(
            channel ->
                rows.claim(channel, clock.instant(), config.lease())
                    .map(claimed -> claimed.stream().map(this::pretend).toList())
                    .flatMap(outcomes::note))
        .collect()
        .last();
  }

  private Attempted pretend(NotificationRows.Due due) {
    message(due, Picture.NONE);
    return Attempted.of(
        due.row(), new Attempt.Accepted(Optional.empty()), clock.instant(), Optional.empty());
  }

  private Uni<Attempted> attempt(String name, NotificationRows.Due due) {
    Channel channel = channels.get(name);
    Enclosure picture = new Enclosure(due.picture(), blobs);
    return Uni.createFrom()
        .item(() -> attempt(channel, due, picture))
        .runSubscriptionOn(threads)
        .ifNoItem()
        .after(LONGEST)
        .recoverWithItem(() -> Attempt.ofFailure(new TimeoutException()))
        .map(attempt -> Attempted.of(due.row(), attempt, clock.instant(), shown(due, picture)));
  }

  private static Optional<Shown> shown(NotificationRows.Due due, Enclosure picture) {
    return due.incident()
        .flatMap(incident -> picture.taken().map(file -> new Shown(incident, file)));
  }

  /** One attempt, a leg of the way from the camera to a person; a failure is its outcome. */
  private Attempt attempt(Channel channel, NotificationRows.Due due, Picture picture) {
    NotificationEntity row = due.row();
    Leg leg =
        traces
            .begin("send " + channel.name(), Role.CLIENT, row.place())
            .note("notification", row.id.toString())
            .note("attempt", row.attempts);
    Optional.ofNullable(row.incidentId).ifPresent(id -> leg.note(Leg.INCIDENT, id.toString()));
    return leg.during(
        () -> {
          Attempt attempt = send(channel, due, picture);
          meters.attempted(channel.name(), attempt, due.capturedAt());
          end(leg, due, attempt);
          return attempt;
        });
  }

  private Attempt send(Channel channel, NotificationRows.Due due, Picture picture) {
    try {
      return channel.send(message(due, picture));
    } catch (RuntimeException failure) {
      return Attempt.ofFailure(failure);
    }
  }

  private static void end(Leg leg, NotificationRows.Due due, Attempt attempt) {
    leg.note("outcome", attempt.outcome());
    if (attempt instanceof Attempt.Accepted) {
      leg.end();
      return;
    }
    leg.failed(attempt.toString());
    NotificationEntity row = due.row();
    LogFields line = LogFields.of(row.place());
    Optional.ofNullable(row.incidentId).ifPresent(id -> line.with(Leg.INCIDENT, id.toString()));
    String said = Masks.masked(attempt.toString());
    line.log(() -> LOG.warnf("notification %s, attempt %d: %s", row.id, row.attempts, said));
  }

  private Message message(NotificationRows.Due due, Picture picture) {
    NotificationEntity row = due.row();
    String recipient = Optional.ofNullable(row.recipient).orElseThrow();
    String channel = Optional.ofNullable(row.channel).orElseThrow();
    Optional<UUID> situation = due.situation();
    return new Message(
        row.id,
        row.kind.name(),
        situation,
        recipient,
        Optional.ofNullable(row.address).orElse(recipient),
        Optional.ofNullable(row.subject).orElseThrow(),
        Optional.ofNullable(row.text).orElseThrow(),
        Phrases.in(row.language).captions(),
        row.createdAt,
        page(situation),
        situation
            .filter(incident -> !Webhook.isRecipient(recipient))
            .map(incident -> links.link(incident, recipient, row.createdAt, channel)),
        picture);
  }

  private URI page(Optional<UUID> incident) {
    return config
        .pageUrl()
        .resolve(incident.map(id -> "/incident/view.html?id=" + id).orElse("/?state=OPEN"));
  }
}
