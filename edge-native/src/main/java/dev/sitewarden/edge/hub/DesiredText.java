package dev.sitewarden.edge.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The desired properties inside a twin's document. */
final class DesiredText {
  private static final JsonFactory JSON = new JsonFactory();

  private final long version;
  private final byte[] json;

  private DesiredText(long version, byte[] json) {
    this.version = version;
    this.json = json;
  }

  /**
   * Takes them out of {@code {"desired": {.., "$version": N}, "reported": {..}}}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static DesiredText of(byte[] twin) {
    try (JsonParser parser = JSON.createParser(twin)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "it is no object");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isDesired = parser.currentName().equals("desired");
        parser.nextToken();
        if (isDesired) {
          return copy(parser);
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("it has no desired properties");
  }

  private static DesiredText copy(JsonParser parser) throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, "desired is no object");
    long version = -1;
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        if (key.equals("$version")) {
          version = parser.getLongValue();
        } else if (key.startsWith("$")) {
          parser.skipChildren();
        } else {
          out.writeFieldName(key);
          out.copyCurrentStructure(parser);
        }
      }
      out.writeEndObject();
    }
    require(version >= 0, "desired has no $version");
    return new DesiredText(version, bytes.toByteArray());
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }

  /** The hub's count of changes. */
  long version() {
    return version;
  }

  /** An object without the hub's own keys. */
  byte[] json() {
    return json;
  }
}
