package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.SiteId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The incidents that a batch of messages is about, as the batch goes on; of one transaction. */
final class KnownIncidents {
  private final Map<UUID, IncidentEntity> byId = new HashMap<>();
  private final Set<IncidentEntity> opened = new LinkedHashSet<>();
  private final Set<UUID> changed = new LinkedHashSet<>();
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
    opened.add(incident);
    changed.add(incident.id);
  }

  void note(IncidentEntity incident, boolean isChanged) {
    if (isChanged) {
      changed.add(incident.id);
    }
  }

  /** Those that this batch opened. */
  Collection<IncidentEntity> opened() {
    return opened;
  }

  /** Those that are news. */
  Collection<UUID> changed() {
    return changed;
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
