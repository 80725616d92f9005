package dev.sitewarden.cloud.ingest;

import dev.sitewarden.domain.model.Digest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Keeps what could not be applied, with the reason, for a person to look at. The same body from the
 * same device is one row, so that a sender that repeats itself fills nothing.
 */
@Singleton
final class DeadLetters {
  /** The most of a body that is kept: enough to see what it was. */
  static final int KEPT_BYTES = 64 * 1024;

  private static final int KEPT_REASON = 500;
  private static final int KEPT_DEVICE = 64;
  private static final String KEEP =
      """
      insert into dead_letter
        (digest, device, code, reason, body, body_bytes, times, first_at, last_at)
      values (:digest, :device, :code, :reason, :body, :length, 1, :at, :at)
      on conflict (digest) do update
        set times = dead_letter.times + 1, last_at = excluded.last_at, reason = excluded.reason
      """;

  /** Keeps one inside the caller's transaction. */
  Uni<Void> keep(HubEvent event, String code, String reason, Instant at) {
    byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
    String device = printable(event.device().orElse(""), KEPT_DEVICE);
    byte[] identity = (device + "\n" + event.body()).getBytes(StandardCharsets.UTF_8);
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(KEEP)
                    .setParameter("digest", Digest.of(identity).sha256())
                    .setParameter("device", device)
                    .setParameter("code", code)
                    .setParameter("reason", printable(reason, KEPT_REASON))
                    .setParameter("body", Arrays.copyOf(body, Math.min(body.length, KEPT_BYTES)))
                    .setParameter("length", body.length)
                    .setParameter("at", at)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Reasons quote what devices sent; PostgreSQL takes no zero bytes in text. */
  private static String printable(String text, int limit) {
    String clean = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return clean.length() <= limit ? clean : clean.substring(0, limit - 3) + "...";
  }
}
