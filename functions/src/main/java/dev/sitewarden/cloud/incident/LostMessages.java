package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.ingest.Handled;
import dev.sitewarden.cloud.ingest.Ingestion;
import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/**
 * Messages that overtook the one which opens their incident, which never came: dead letters from
 * then on, so that somebody hears of them. Played again, they wait again.
 */
@Singleton
class LostMessages implements Chore {
  private static final int AT_ONCE = 100;
  private static final String TAKE =
      """
      delete from early_message where (device, id) in (
        select device, id from early_message where received_at < :before
        order by received_at limit :most for update skip locked)
      returning event
      """;

  private final Ingestion ingestion;
  private final EarlyMessages early;
  private final IncidentConfig config;
  private final InstantSource clock;

  LostMessages(
      Ingestion ingestion, EarlyMessages early, IncidentConfig config, InstantSource clock) {
    this.ingestion = ingestion;
    this.early = early;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.HOURLY;
  }

  @Override
  public Uni<Void> run() {
    return ingestion
        .refuse(this::take)
        .flatMap(refused -> refused == AT_ONCE ? run() : Uni.createFrom().voidItem());
  }

  private Uni<List<Handled.Late>> take() {
    String why =
        "the message that opens its incident did not come within %d days"
            .formatted(config.earlyMessagesWait().toDays());
    return Sql.of(TAKE)
        .with("before", clock.instant().minus(config.earlyMessagesWait()))
        .with("most", AT_ONCE)
        .list(String.class)
        .map(
            events ->
                events.stream().map(event -> new Handled.Late(early.read(event), why)).toList());
  }
}
