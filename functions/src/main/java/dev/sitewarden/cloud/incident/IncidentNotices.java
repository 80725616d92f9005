package dev.sitewarden.cloud.incident;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Notes on an incident that somebody was told about it; apart from changes, as nobody observes. */
@Singleton
public class IncidentNotices {
  private final Timeline timeline;
  private final ChangeFeed feed;

  IncidentNotices(Timeline timeline, ChangeFeed feed) {
    this.timeline = timeline;
    this.feed = feed;
  }

  /** Notes what was handed over and makes that news; last in the caller's transaction. */
  public Uni<Void> notified(List<Notice> notices) {
    Map<UUID, Notice> firsts = new LinkedHashMap<>();
    notices.forEach(notice -> firsts.putIfAbsent(notice.incident(), notice));
    return note(firsts.values(), IncidentNotices::noteNotified);
  }

  private static void noteNotified(IncidentEntity incident, Notice notice) {
    if (incident.notifiedAt == null) {
      incident.notifiedAt = notice.at();
    }
    incident.changedAt = notice.at();
    incident.unwritten.add(TimelineEntity.notified(incident, notice.at(), notice.words()));
  }

  /** Notes why nobody was told, and makes that news; last in the caller's transaction. */
  public Uni<Void> suppressed(List<Notice> notices) {
    return note(notices, TimelineEntity::suppressed);
  }

  /** Notes that messages arrived, and makes that news; last in the caller's transaction. */
  public Uni<Void> delivered(List<Notice> notices) {
    return note(notices, TimelineEntity::delivered);
  }

  /** Notes that messages did not arrive, and makes that news; last in the caller's transaction. */
  public Uni<Void> notDelivered(List<Notice> notices) {
    return note(notices, TimelineEntity::notDelivered);
  }

  private Uni<Void> note(List<Notice> notices, Function<Notice, TimelineEntity> line) {
    return note(notices, (incident, notice) -> incident.unwritten.add(line.apply(notice)));
  }

  private Uni<Void> note(Collection<Notice> notices, BiConsumer<IncidentEntity, Notice> note) {
    if (notices.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<UUID> ids = notices.stream().map(Notice::incident).distinct().sorted().toList();
    return Panache.getSession()
        .call(session -> IncidentLock.hold(ids))
        .flatMap(session -> session.find(IncidentEntity.class, ids.toArray()))
        .invoke(incidents -> note(incidents, notices, note))
        .flatMap(incidents -> timeline.write(incidents).chain(() -> feed.publish(incidents)));
  }

  private static void note(
      List<IncidentEntity> incidents,
      Collection<Notice> notices,
      BiConsumer<IncidentEntity, Notice> note) {
    Map<UUID, IncidentEntity> byId =
        incidents.stream().collect(Collectors.toMap(IncidentEntity::id, Function.identity()));
    notices.forEach(
        notice -> note.accept(Objects.requireNonNull(byId.get(notice.incident())), notice));
  }
}
