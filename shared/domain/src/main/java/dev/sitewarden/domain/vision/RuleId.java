package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.site.Identifiers;

/** Names a rule, unique within its zone. */
public record RuleId(String value) {
  public RuleId {
    Identifiers.require("rule id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
