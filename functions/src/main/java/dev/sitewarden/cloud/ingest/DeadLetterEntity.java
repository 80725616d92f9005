package dev.sitewarden.cloud.ingest;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dead letter's row, to be read; {@link DeadLetters} writes it. */
@Entity
@Table(name = "dead_letter")
class DeadLetterEntity {
  @Id String digest;
  String device;
  String code;
  String reason;
  byte[] body;
  int bodyBytes;
  int times;
  Instant firstAt;
  Instant lastAt;
  @Nullable Instant replayedAt;
  @Nullable String replayedBy;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected DeadLetterEntity() {}

  /** Whether all of it was kept: only then it can be played again. */
  boolean isWhole() {
    return body.length == bodyBytes;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** What the hub handed over, as far as it was kept. */
  HubEvent event() {
    return new HubEvent(Optional.of(device).filter(name -> !name.isEmpty()), text());
  }
}
