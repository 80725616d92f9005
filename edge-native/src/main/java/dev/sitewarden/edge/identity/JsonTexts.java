package dev.sitewarden.edge.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The texts and numbers of a JSON document, by where they stand: {@code /registrationState/status}
 * (RFC 6901).
 */
public final class JsonTexts {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, String> texts;

  private JsonTexts(Map<String, String> texts) {
    this.texts = texts;
  }

  /** Reads them; anything but JSON is an {@link IOException}. */
  public static JsonTexts read(String document) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = JSON.createParser(document)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
          texts.put(json.getParsingContext().pathAsPointer().toString(), json.getText());
        }
      }
    }
    return new JsonTexts(texts);
  }

  public Optional<String> find(String pointer) {
    return Optional.ofNullable(texts.get(pointer));
  }

  /** The text there; an {@link IOException} in one sentence if there is none. */
  public String get(String pointer) throws IOException {
    return find(pointer)
        .orElseThrow(() -> new IOException("the answer lacks '%s'".formatted(pointer)));
  }
}
