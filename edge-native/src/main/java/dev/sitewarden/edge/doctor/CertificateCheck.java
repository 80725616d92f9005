package dev.sitewarden.edge.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Whether the device's own certificate is good, and for how long. */
record CertificateCheck(Instant begins, Instant ends, InstantSource clock) implements Check {
  /** Time to have a certificate made and to bring it to a site that is visited once a month. */
  private static final Duration SOON = Duration.ofDays(30);

  private static final String SUBJECT = "device certificate";

  @Override
  public List<Finding> findings() {
    Instant now = clock.instant();
    if (now.isBefore(begins)) {
      return List.of(
          Finding.fail(
              SUBJECT,
              "it holds from %s, it is %s".formatted(begins, now),
              "set this machine's clock"));
    }
    if (now.isAfter(ends)) {
      return List.of(Finding.fail(SUBJECT, "it expired at " + ends, renewal()));
    }
    if (ends.isBefore(now.plus(SOON))) {
      return List.of(Finding.warn(SUBJECT, "it holds until " + ends, renewal()));
    }
    return List.of(Finding.ok(SUBJECT, "it holds until " + ends));
  }

  private static String renewal() {
    return "have it renewed, put it where --hub-certificate says with its key; a running edge takes it by itself";
  }
}
