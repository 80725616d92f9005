package dev.sitewarden.cloud.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Rows of one table as a JSON array of objects whose keys are the columns. One thread. */
public final class JsonRows {
  private static final JsonFactory JSON = new JsonFactory();

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;
  private int size;

  /** Writes the columns of one row; those that are left out are null. */
  public interface Columns {
    void write(JsonGenerator json) throws IOException;
  }

  public JsonRows() {
    try {
      json = JSON.createGenerator(text);
      json.writeStartArray();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  public void add(Columns row) {
    try {
      json.writeStartObject();
      row.write(json);
      json.writeEndObject();
      size++;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The array, once everything was added. */
  String text() {
    try {
      json.close(); // ends the array too
    } catch (IOException e) {
      throw inMemory(e);
    }
    return text.toString();
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("writing rows to memory failed", e);
  }
}
