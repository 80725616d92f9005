package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.SiteId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which site a device stands at: the table's, or the one for devices that no site was given. */
@Singleton
class Sites {
  private static final String OF =
      """
      select device, site from device_site
      where device = any(cast(string_to_array(:devices, ',') as text[]))
      """;

  private final SiteId anySite;

  Sites(IncidentConfig config) {
    this.anySite = new SiteId(config.site());
  }

  /** The sites of the devices that sent these messages, in one round trip. */
  Uni<Map<DeviceId, SiteId>> of(Collection<DeviceEvent> messages) {
    if (messages.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<DeviceId> devices = messages.stream().map(DeviceEvent::device).distinct().toList();
    String names = devices.stream().map(DeviceId::value).collect(Collectors.joining(","));
    return Sql.of(OF).with("devices", names).list(Tuple.class).map(rows -> of(devices, rows));
  }

  private Map<DeviceId, SiteId> of(List<DeviceId> devices, List<Tuple> rows) {
    Map<String, SiteId> known =
        rows.stream()
            .collect(
                Collectors.toMap(
                    row -> row.get(0, String.class), row -> new SiteId(row.get(1, String.class))));
    return devices.stream()
        .collect(
            Collectors.toMap(
                Function.identity(), device -> known.getOrDefault(device.value(), anySite)));
  }
}
