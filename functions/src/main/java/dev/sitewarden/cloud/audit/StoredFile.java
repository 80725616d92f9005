package dev.sitewarden.cloud.audit;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.model.Digest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which file a device stored as evidence, as the log notes it: only so nobody can put another in
 * its place.
 */
public record StoredFile(Evidence.Kind kind, Digest digest) {
  private static final String NOTED = "EVIDENCE_STORED: ";
  private static final Pattern DETAIL = Pattern.compile(NOTED + "([a-z]+) ([0-9a-f]{64})");

  /** What a device says that it stored. */
  public static StoredFile of(Evidence evidence) {
    return new StoredFile(evidence.kind(), evidence.digest());
  }

  /** As a record's detail. */
  public String detail() {
    return NOTED + text();
  }

  /** What it is, and its digest. */
  public String text() {
    return "%s %s".formatted(name(kind), digest.sha256());
  }

  /** What a record's detail notes; empty if that is something else, or it holds no digest yet. */
  static Optional<StoredFile> noted(String detail) {
    Matcher parts = DETAIL.matcher(detail);
    if (!parts.matches()) {
      return Optional.empty();
    }
    for (Evidence.Kind kind : Evidence.Kind.values()) {
      if (name(kind).equals(parts.group(1))) {
        return Optional.of(new StoredFile(kind, new Digest(parts.group(2))));
      }
    }
    return Optional.empty();
  }

  /** Whether a record notes that such a file was stored, as the log did before it held digests. */
  static boolean isWithoutDigest(String detail, Evidence.Kind kind) {
    return detail.equals(NOTED + name(kind));
  }

  private static String name(Evidence.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
