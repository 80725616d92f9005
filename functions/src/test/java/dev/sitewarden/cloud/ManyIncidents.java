package dev.sitewarden.cloud;

import java.util.UUID;

/** More open incidents than anybody could send in a test, until it is closed. */
public final class ManyIncidents implements AutoCloseable {
  private final String mark = UUID.randomUUID().toString();

  private ManyIncidents() {}

  /** Copies of one, each a second later than the one before. */
  public static ManyIncidents like(String incident, int count) {
    ManyIncidents many = new ManyIncidents();
    Rows.change(
        """
      insert into incident (id, version, decisions, device, camera, rule, severity, state,
        captured_at, received_at, changed_at, zone_id, zone_name, zone_anchor, zone_polygon,
        model_name, model_version, model_sha256, frame_width_px, frame_height_px, subject_label,
        subject_score, subject_left, subject_top, subject_right, subject_bottom, others, notes)
      select gen_random_uuid(), 0, 0, device, camera, rule, severity, 'OPEN',
        captured_at + n * interval '1 s', received_at, changed_at, zone_id, zone_name, zone_anchor,
        zone_polygon, model_name, model_version, model_sha256, frame_width_px, frame_height_px,
        subject_label, subject_score, subject_left, subject_top, subject_right, subject_bottom,
        others, '%2$s'
      from incident, generate_series(1, %3$d) n where id = '%1$s'
      """
            .formatted(incident, many.mark, count));
    return many;
  }

  @Override
  public void close() {
    Rows.change("delete from incident where notes = '%s'".formatted(mark));
  }
}
