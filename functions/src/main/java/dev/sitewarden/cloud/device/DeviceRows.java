package dev.sitewarden.cloud.device;

import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.wire.DeviceHealth;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads which devices there are and what they said, inside the caller's session. */
@Singleton
class DeviceRows {
  private static final String DEVICES =
      "select device, site, heard_at from known_device order by device";
  private static final String CAMERAS =
      "select device, camera from known_camera order by device, camera";
  private static final String CONDITIONS =
      "select device, kind, subject, text, at from device_condition";

  private static final String VITALS =
      """
      select device, at, temperature_c, disk_free_bytes, disk_total_bytes, outbox_messages,
        outbox_bytes, memory_bytes from device_vitals
      """;

  /**
   * The newest model that spoke for each device: in an incident, or over a frame to learn from. Of
   * each situation and of each camera the index gives the last.
   */
  private static final String MODELS =
      """
      select distinct on (device) device, name, version from (
        select known.device, newest.name, newest.version, newest.at
          from known_situation known cross join lateral (
            select i.model_name as name, i.model_version as version, i.captured_at as at
            from incident i
            where i.device = known.device and i.camera = known.camera
              and i.zone_id = known.zone_id and i.rule = known.rule
            order by i.captured_at desc limit 1) as newest
          where known.device in (:devices)
        union all
        select known.device, newest.name, newest.version, newest.at
          from known_camera known cross join lateral (
            select s.model ->> 'name' as name, s.model ->> 'version' as version, s.captured_at as at
            from sampled_frame s
            where s.device = known.device and s.camera = known.camera
            order by s.captured_at desc limit 1) as newest
          where known.device in (:devices)) as spoke
      order by device, at desc
      """;

  /** A device, where it stands, and when it was heard. */
  record Known(String device, Optional<String> site, Optional<Instant> heardAt) {}

  /** A model, as devices name it. */
  record Model(String name, String version) {}

  /** Every device of which the person sees a camera, by name. */
  Uni<List<Known>> devices(Sight sight) {
    return rows(DEVICES)
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Known(
                                row.get(0, String.class),
                                Optional.ofNullable(row.get(1, String.class)),
                                Optional.ofNullable(row.get(2, OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant)))
                    .filter(known -> sight.includesSomeOf(known.device()))
                    .toList());
  }

  /** Names of the cameras that the person sees, by device. */
  Uni<Map<String, List<String>>> cameras(Sight sight) {
    return rows(CAMERAS)
        .map(
            rows ->
                rows.stream()
                    .filter(
                        row -> sight.includes(row.get(0, String.class), row.get(1, String.class)))
                    .collect(
                        Collectors.groupingBy(
                            row -> row.get(0, String.class),
                            Collectors.mapping(
                                row -> row.get(1, String.class), Collectors.toList()))));
  }

  /** What was said about each device, and about those of its cameras that the person sees. */
  Uni<Map<String, List<Condition>>> conditions(Sight sight) {
    return rows(CONDITIONS)
        .map(
            rows ->
                rows.stream()
                    .filter(row -> isSeen(sight, row.get(0, String.class), condition(row)))
                    .collect(
                        Collectors.groupingBy(
                            row -> row.get(0, String.class),
                            Collectors.mapping(DeviceRows::condition, Collectors.toList()))));
  }

  /** How the machine of each device is of which the person sees a camera. */
  Uni<Map<String, Vitals>> vitals(Sight sight) {
    return rows(VITALS)
        .map(
            rows ->
                rows.stream()
                    .filter(row -> sight.includesSomeOf(row.get(0, String.class)))
                    .collect(
                        Collectors.toMap(row -> row.get(0, String.class), DeviceRows::vitalsOf)));
  }

  private static Vitals vitalsOf(Tuple row) {
    return new Vitals(
        row.get(1, OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.get(2, Double.class)),
        row.get(3, Long.class),
        row.get(4, Long.class),
        row.get(5, Long.class),
        row.get(6, Long.class),
        Optional.ofNullable(row.get(7, Long.class)));
  }

  private static boolean isSeen(Sight sight, String device, Condition condition) {
    return switch (condition.kind()) {
      case CAMERA_LOST, CAMERA_RETURNED, CLOCK_JUMP -> sight.includes(device, condition.subject());
      default -> sight.includesSomeOf(device);
    };
  }

  private static Condition condition(Tuple row) {
    return new Condition(
        DeviceHealth.Kind.valueOf(row.get(1, String.class)),
        row.get(2, String.class),
        row.get(3, String.class),
        row.get(4, OffsetDateTime.class).toInstant());
  }

  /** The model that each of these devices runs, as far as it was seen to speak. */
  Uni<Map<String, Model>> models(Collection<String> devices) {
    if (devices.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return Sql.of(MODELS)
        .with("devices", devices)
        .list(Tuple.class)
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> row.get(0, String.class),
                            row -> new Model(row.get(1, String.class), row.get(2, String.class)))));
  }

  private static Uni<List<Tuple>> rows(String query) {
    return Sql.of(query).list(Tuple.class);
  }
}
