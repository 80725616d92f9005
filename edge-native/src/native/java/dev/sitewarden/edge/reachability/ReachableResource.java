package dev.sitewarden.edge.reachability;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * A file inside a jar that is read at run time, or a bundle of texts by its base name.
 *
 * @param reason who reads it; as a type's, it goes into the comment of the whole file
 */
record ReachableResource(Kind kind, String name, String reason) {
  /** How the resource is named; the keys are GraalVM's. */
  enum Kind {
    FILE("glob"),
    BUNDLE("bundle");

    private final String key;

    Kind(String key) {
      this.key = key;
    }
  }

  static ReachableResource file(String name, String reason) {
    return new ReachableResource(Kind.FILE, name, reason);
  }

  static ReachableResource bundle(String name, String reason) {
    return new ReachableResource(Kind.BUNDLE, name, reason);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField(kind.key, name);
    json.writeEndObject();
  }
}
