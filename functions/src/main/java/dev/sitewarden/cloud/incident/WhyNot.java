package dev.sitewarden.cloud.incident;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * Why nobody was told, so that a page says it in its reader's language.
 *
 * @param code what kind of reason it is
 * @param values what is particular about it, by name; times as instants
 */
@RegisterForReflection
public record WhyNot(String code, Map<String, String> values) {
  public WhyNot {
    values = Map.copyOf(values);
  }
}
