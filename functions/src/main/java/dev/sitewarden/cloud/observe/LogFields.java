package dev.sitewarden.cloud.observe;

import dev.sitewarden.domain.wire.TraceParent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.MDC;

/** What a log line is about, in fields of its own; see {@link Leg} for their keys. */
public final class LogFields {
  private static final String TRACE = "traceId";

  private final Map<String, String> fields = new LinkedHashMap<>();

  private LogFields() {}

  /** A line of that trace. */
  public static LogFields of(Optional<TraceParent> place) {
    LogFields line = new LogFields();
    return place.map(at -> line.with(TRACE, at.trace())).orElse(line);
  }

  /** And of that thing. */
  public LogFields with(String key, String value) {
    fields.put(key, value);
    return this;
  }

  /** Writes the line. */
  public void log(Runnable line) {
    fields.forEach(MDC::put);
    try {
      line.run();
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }
}
