package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.SiteId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The incidents that a batch of messages is about, as the batch goes on; of one transaction. */
final class KnownIncidents {
  private final Map<UUID, IncidentEntity> byId = new HashMap<>();
  private final Set<UUID> opened = new LinkedHashSet<>();
  private final Set<UUID> changed = new LinkedHashSet<>();
  private final List<DeviceEvent> early = new ArrayList<>();
  private final Map<Situation, Repeats.First> firsts = new HashMap<>();
  private final Map<DeviceId, SiteId> sites = new HashMap<>();

  /** Those that are stored already; the list may hold nulls for those that are not. */
  KnownIncidents(List<IncidentEntity> stored) {
    stored.stream().filter(Objects::nonNull).forEach(incident -> byId.put(incident.id, incident));
  }

  Optional<IncidentEntity> find(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  void addOpened(IncidentEntity incident) {
    byId.put(incident.id, incident);
    opened.add(incident.id);
    changed.add(incident.id);
  }

  void note(IncidentEntity incident, boolean isChanged) {
    if (isChanged) {
      changed.add(incident.id);
    }
  }

  /** Those that this batch opened. */
  List<IncidentEntity> opened() {
    return all(opened);
  }

  /** Those of these that this batch opened: the session does not know them. */
  List<UUID> openedAmong(Stream<UUID> incidents) {
    return incidents.filter(opened::contains).distinct().toList();
  }

  /** Takes the session's own for those that were written around it, with what they gathered. */
  void takeOver(List<IncidentEntity> stored) {
    for (IncidentEntity incident : stored) {
      IncidentEntity written = Objects.requireNonNull(byId.put(incident.id, incident));
      incident.unwritten.addAll(written.unwritten);
    }
  }

  /** Those that are news. */
  List<IncidentEntity> changed() {
    return all(changed);
  }

  private List<IncidentEntity> all(Collection<UUID> ids) {
    return ids.stream().map(id -> Objects.requireNonNull(byId.get(id))).toList();
  }

  void addEarly(DeviceEvent message) {
    early.add(message);
  }

  /** What overtook the message that opens its incident. */
  List<DeviceEvent> early() {
    return early;
  }

  void standAt(Map<DeviceId, SiteId> devices) {
    sites.putAll(devices);
  }

  SiteId siteOf(DeviceId device) {
    return Objects.requireNonNull(sites.get(device), "looked up before anything was opened");
  }

  void mayRepeat(Map<Situation, Repeats.First> situations) {
    firsts.putAll(situations);
  }

  Optional<Repeats.First> firstOf(Situation situation) {
    return Optional.ofNullable(firsts.get(situation));
  }

  /** Notes what a situation began with, or was seen at last. */
  void note(Situation situation, Repeats.First first) {
    firsts.put(situation, first);
  }
}
