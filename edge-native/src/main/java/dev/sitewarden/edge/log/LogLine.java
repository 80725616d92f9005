package dev.sitewarden.edge.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Makes one line of one event. Any thread. */
final class LogLine extends Formatter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String OWN = "dev.sitewarden.";

  /** Milliseconds always, so that lines sort. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final LogFormat format;

  LogLine(LogFormat format) {
    this.format = format;
  }

  @Override
  public String format(LogRecord event) {
    return switch (format) {
      case TEXT -> text(event);
      case JSON -> json(event);
    };
  }

  /** {@code time LEVEL logger: message field=value}, the cause as a chain of sentences. */
  private static String text(LogRecord event) {
    var line = new StringBuilder();
    line.append(TIME.format(event.getInstant())).append(' ');
    line.append("%-5s ".formatted(level(event.getLevel()))).append(logger(event)).append(": ");
    line.append(message(event));
    LogFields.of(event).forEach((n, v) -> line.append(' ').append(n).append('=').append(v));
    cause(event).ifPresent(stack -> line.append(" | ").append(stack));
    return oneLine(line.toString()) + "\n";
  }

  /** A person reads one line an event; nobody can write a second one into a message. */
  private static String oneLine(String text) {
    return Redaction.of(text)
        .replaceAll("\\s*\\R\\s*", " | ")
        .replaceAll("[\\p{Cntrl}&&[^\\t]]", "?");
  }

  private static String json(LogRecord event) {
    var line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("time", TIME.format(event.getInstant()));
      json.writeStringField("level", level(event.getLevel()));
      json.writeStringField("logger", logger(event));
      json.writeStringField("message", Redaction.of(message(event)));
      for (Map.Entry<String, String> field : LogFields.of(event).entrySet()) {
        json.writeStringField(field.getKey(), Redaction.of(field.getValue()));
      }
      json.writeNumberField("thread", event.getLongThreadID());
      Optional<String> cause = cause(event);
      if (cause.isPresent()) {
        json.writeStringField("cause", Redaction.of(cause.get()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return line + "\n";
  }

  private static String level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARN";
    }
    return value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }

  /** Without what all of ours share. */
  private static String logger(LogRecord event) {
    String name = String.valueOf(event.getLoggerName());
    return name.startsWith(OWN) ? name.substring(OWN.length()) : name;
  }

  /** As written if its parameters do not fit: a wrong message is better than none. */
  private static String message(LogRecord event) {
    String message = String.valueOf(event.getMessage());
    @Nullable Object[] parameters = event.getParameters();
    if (parameters == null || parameters.length == 0 || !message.contains("{")) {
      return message;
    }
    try {
      return MessageFormat.format(message, parameters);
    } catch (IllegalArgumentException e) {
      return message;
    }
  }

  private static Optional<String> cause(LogRecord event) {
    return Optional.ofNullable(event.getThrown())
        .map(
            thrown -> {
              var stack = new StringWriter();
              thrown.printStackTrace(new PrintWriter(stack));
              return stack.toString().strip();
            });
  }
}
