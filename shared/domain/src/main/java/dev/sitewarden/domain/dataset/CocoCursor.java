package dev.sitewarden.domain.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A walk through a JSON file, whose complaints say where in the file they stand. */
final class CocoCursor {
  private final JsonParser json;

  /** Takes one key of an object, or skips it. */
  interface Field {
    void read(String key) throws IOException;
  }

  /** Takes one element of an array. */
  interface Element {
    void read() throws IOException;
  }

  /** Stands before the file's first token. */
  CocoCursor(JsonParser json) {
    this.json = json;
  }

  void next() throws IOException {
    json.nextToken();
  }

  /** Walks over the object that it stands on. */
  void object(Field field) throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      field.read(key);
    }
  }

  /** Walks over the array that it stands on. */
  void array(Element element) throws IOException {
    expect(JsonToken.START_ARRAY, "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  void skip() throws IOException {
    json.skipChildren();
  }

  String text() throws IOException {
    expect(JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  /** Any scalar as text. */
  String scalar() throws IOException {
    if (!json.currentToken().isScalarValue()) {
      throw broken("a text");
    }
    return json.getText();
  }

  long wholeNumber() throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return json.getLongValue();
  }

  /** Width or height of a picture. */
  int pixels() throws IOException {
    long pixels = wholeNumber();
    if (pixels < 1 || pixels > 1 << 16) {
      throw broken("1..65536 px");
    }
    return (int) pixels;
  }

  /** A boolean, or COCO's 0 and 1. */
  boolean truth() throws IOException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getLongValue() != 0;
      default -> throw broken("true, false, 0 or 1");
    };
  }

  /** {@code [x, y, width, height]}, finite. */
  double[] bbox() throws IOException {
    double[] box = new double[4];
    int[] count = {0};
    array(
        () -> {
          if (!json.currentToken().isNumeric() || count[0] == 4) {
            throw broken("four numbers");
          }
          box[count[0]++] = json.getDoubleValue();
        });
    if (count[0] < 4 || !Double.isFinite(box[0] + box[1] + box[2] + box[3])) {
      throw broken("four numbers");
    }
    return box;
  }

  /** A complaint about the place where it stands. */
  IllegalArgumentException broken(String expected) throws IOException {
    return new IllegalArgumentException(
        "COCO file: '%s' must be %s, got %s".formatted(place(), expected, shown()));
  }

  private String shown() throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      default -> "'" + json.getText() + "'";
    };
  }

  String place() {
    return json.getParsingContext().pathAsPointer().toString();
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (json.currentToken() != token) {
      throw broken(what);
    }
  }
}
