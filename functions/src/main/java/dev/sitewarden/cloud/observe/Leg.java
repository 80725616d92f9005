package dev.sitewarden.cloud.observe;

import dev.sitewarden.domain.wire.TraceParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import java.util.function.Supplier;

/** A part of the way from the camera to a person: a span that is under way. Any thread. */
public final class Leg {
  /** Keys of attributes, the same ones as the fields of log lines. */
  public static final String INCIDENT = "incidentId";

  /** The device's name. */
  public static final String DEVICE = "device";

  private final Span span;
  private final Optional<TraceParent> below;

  Leg(Span span, Optional<TraceParent> below) {
    this.span = span;
    this.below = below;
  }

  /** Says more about it. */
  public Leg note(String key, String value) {
    span.setAttribute(key, value);
    return this;
  }

  /** The same with a number. */
  public Leg note(String key, long value) {
    span.setAttribute(AttributeKey.longKey(key), value);
    return this;
  }

  /** Names another leg that has to do with it, such as the batch that a message came in. */
  public Leg seeAlso(Leg other) {
    span.addLink(other.span.getSpanContext());
    return this;
  }

  /** Where what follows from it stands; where it stands itself if nothing is traced here. */
  public Optional<TraceParent> place() {
    SpanContext context = span.getSpanContext();
    return context.isValid()
        ? Optional.of(
            new TraceParent(context.getTraceId(), context.getSpanId(), context.isSampled()))
        : below;
  }

  /** Does the work as a part of it, on this thread: log lines then name the trace. */
  public <T> T during(Supplier<T> work) {
    Scope scope = span.makeCurrent();
    try {
      return work.get();
    } finally {
      scope.close();
    }
  }

  /** It is over, and came to nothing. */
  public void failed(String why) {
    span.setStatus(StatusCode.ERROR, Masks.masked(why));
    span.end();
  }

  /** It is over. */
  public void end() {
    span.end();
  }
}
