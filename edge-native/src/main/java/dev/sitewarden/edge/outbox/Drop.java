package dev.sitewarden.edge.outbox;

import java.util.Locale;

/** Why a thing is given up that the hub would have taken. */
public enum Drop {
  /** It got older than its class allows. */
  EXPIRED,
  /** The class's share of the disk was full, or the disk itself, when it was to be kept. */
  NO_ROOM,
  /** Its file was taken from the shelf, to make room for others. */
  FILE_GONE,
  /** A newer one says all that it would have said; nothing is lost. */
  REPLACED;

  /** As it is written in metrics. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
