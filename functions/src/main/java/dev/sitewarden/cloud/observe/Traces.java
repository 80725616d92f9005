package dev.sitewarden.cloud.observe;

import dev.sitewarden.domain.wire.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes the legs of traces. Where a leg stands is handed on as a {@link TraceParent}, in messages
 * and in rows, as the way from the camera to a person goes through several processes, and may wait
 * in a table for hours.
 */
@Singleton
public final class Traces {
  private final Tracer tracer;
  private final GivenIds ids;

  Traces(Tracer tracer, GivenIds ids) {
    this.tracer = tracer;
    this.ids = ids;
  }

  /** How a leg takes part in messaging, in OpenTelemetry's words. */
  public enum Role {
    /** Takes messages in. */
    CONSUMER,
    /** Writes a message that is sent later. */
    PRODUCER,
    /** Calls another system. */
    CLIENT
  }

  /** Begins a leg below that place; without one it begins below whatever is under way here. */
  public Leg begin(String name, Role role, Optional<TraceParent> below) {
    SpanBuilder span = tracer.spanBuilder(name).setSpanKind(kind(role));
    below.ifPresent(place -> span.setParent(Context.root().with(Span.wrap(context(place)))));
    return new Leg(span.startSpan(), below);
  }

  /**
   * Tells of a leg that is over and was not made here: a device does not export its own.
   *
   * @param place what the leg is known as to those below it
   */
  public void tell(String name, TraceParent place, String about, Instant from, Instant to) {
    if (!place.isSampled()) {
      return;
    }
    Span span =
        ids.with(
            place,
            () ->
                tracer
                    .spanBuilder(name)
                    .setSpanKind(SpanKind.PRODUCER)
                    .setNoParent()
                    .setStartTimestamp(from.isBefore(to) ? from : to)
                    .setAttribute(Leg.DEVICE, about)
                    .startSpan());
    span.end(to);
  }

  private static SpanKind kind(Role role) {
    return switch (role) {
      case CONSUMER -> SpanKind.CONSUMER;
      case PRODUCER -> SpanKind.PRODUCER;
      case CLIENT -> SpanKind.CLIENT;
    };
  }

  private static SpanContext context(TraceParent place) {
    return SpanContext.createFromRemoteParent(
        place.trace(),
        place.span(),
        place.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }
}
