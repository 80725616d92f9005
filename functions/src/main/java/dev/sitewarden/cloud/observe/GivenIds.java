package dev.sitewarden.cloud.observe;

import dev.sitewarden.domain.wire.TraceParent;
import io.opentelemetry.sdk.trace.IdGenerator;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ids of spans: random ones, but for legs that have a name already when they are told of. */
@Singleton
final class GivenIds implements IdGenerator {
  private final IdGenerator random = IdGenerator.random();
  private final ThreadLocal<@Nullable TraceParent> given = new ThreadLocal<>();

  /** Starts a span that has these ids; it must have no parent. */
  <T> T with(TraceParent place, Supplier<T> start) {
    given.set(place);
    try {
      return start.get();
    } finally {
      given.remove();
    }
  }

  @Override
  public String generateSpanId() {
    TraceParent place = given.get();
    return place == null ? random.generateSpanId() : place.span();
  }

  @Override
  public String generateTraceId() {
    TraceParent place = given.get();
    return place == null ? random.generateTraceId() : place.trace();
  }
}
