package dev.sitewarden.domain.wire;

import java.util.UUID;

/** A message's UUIDv7: its idempotency key from the device to the database. */
public record MessageId(UUID value) {

  /** Reads the usual text form; anything else is an {@link IllegalArgumentException}. */
  public static MessageId parse(String text) {
    return new MessageId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
