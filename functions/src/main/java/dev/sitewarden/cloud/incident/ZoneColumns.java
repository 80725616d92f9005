package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;

/** The zone as it was drawn when the incident opened. */
@Embeddable
record ZoneColumns(
    @Column(name = "zone_id") String id,
    @Column(name = "zone_name") String name,
    @Column(name = "zone_anchor") @Enumerated(EnumType.STRING) Anchor anchor,
    @Column(name = "zone_polygon") String polygon) {

  static ZoneColumns of(Zone zone) {
    return new ZoneColumns(
        zone.id().value(), zone.name(), zone.anchor(), JsonColumn.write(zone.polygon()));
  }

  Zone zone() {
    return new Zone(new ZoneId(id), name, JsonColumn.polygon(polygon), anchor, List.of());
  }
}
