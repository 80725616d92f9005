package dev.sitewarden.domain.vision;

/** Names a rule, unique within its zone. */
public record RuleId(String value) {
  public RuleId {
    if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "rule id must be 1..64 letters, digits, '.', '_' or '-', got '%s'".formatted(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
