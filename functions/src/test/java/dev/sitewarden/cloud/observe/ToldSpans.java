package dev.sitewarden.cloud.observe;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The newest spans that ended, as an exporter gets them. */
@Singleton
public class ToldSpans implements SpanProcessor {
  private static final int KEPT = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Deque<SpanData> ended = new ArrayDeque<>();

  @Override
  public synchronized void onEnd(ReadableSpan span) {
    if (ended.size() == KEPT) {
      ended.removeFirst();
    }
    ended.add(span.toSpanData());
    notifyAll();
  }

  /** The spans of a trace once so many of that name are among them. */
  public synchronized List<SpanData> of(String trace, String name, int times)
      throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (ended.stream().filter(named(trace, name)).count() < times) {
      long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError(
            "%d of %s wanted, there are %s".formatted(times, name, names(trace)));
      }
      wait(left);
    }
    return ended.stream().filter(span -> span.getTraceId().equals(trace)).toList();
  }

  private static Predicate<SpanData> named(String trace, String name) {
    return span -> span.getTraceId().equals(trace) && span.getName().equals(name);
  }

  private List<String> names(String trace) {
    return ended.stream()
        .filter(span -> span.getTraceId().equals(trace))
        .map(SpanData::getName)
        .toList();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
