package dev.sitewarden.domain.wire;

/**
 * A well-formed event of a type that this version does not know: final, not retryable, worth
 * keeping until a version arrives that does.
 */
public final class UnknownTypeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String type;

  UnknownTypeException(String type) {
    super(
        "type '%s' is not known to this version, see docs/wire.md for those that are"
            .formatted(type));
    this.type = type;
  }

  /** The type that the event carries. */
  public String type() {
    return type;
  }
}
