package dev.sitewarden.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.HttpCookie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * People with the page open: each page waits for news, as the list does, and each person looks
 * through what the desk has and opens the newest incident, several times a second. Every answer is
 * timed but those that are meant to wait.
 */
final class OpenPages implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final List<String> LOOKS =
      List.of(
          "/api/v1/incidents?limit=50",
          "/api/v1/incidents?state=OPEN&limit=50",
          "/api/v1/incidents?q=dock&limit=50",
          "/api/v1/notifications");

  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private final List<SiteEngineer> engineers;
  private final List<Future<?>> looking = new ArrayList<>();
  private final Latencies latencies;
  private volatile boolean isClosed;

  private OpenPages(List<SiteEngineer> engineers, Latencies latencies) {
    this.engineers = engineers;
    this.latencies = latencies;
  }

  /** Opens them; the times go to {@code latencies} until it is closed. */
  static OpenPages of(Site site, int count, Latencies latencies) {
    List<SiteEngineer> engineers =
        IntStream.range(0, count).mapToObj(any -> SiteEngineer.loggedIn(site)).toList();
    OpenPages pages = new OpenPages(engineers, latencies);
    pages.looking.addAll(
        engineers.stream().map(engineer -> pages.start(() -> pages.lookAround(engineer))).toList());
    pages.looking.addAll(
        engineers.stream().map(engineer -> pages.start(() -> pages.follow(engineer))).toList());
    return pages;
  }

  /** One more has it in a browser, and looks every second; how long each frame took is kept. */
  void show(Browser browser, Latencies frames) {
    looking.add(
        start(
            () -> {
              while (!isClosed) {
                frames.add(browser.nextFrame());
                LockSupport.parkNanos(GLANCE.toNanos());
              }
            }));
  }

  /** What a browser needs to be logged in as one of them. */
  List<HttpCookie> session() {
    return engineers.getFirst().cookies();
  }

  private Future<?> start(Runnable work) {
    return people.submit(work);
  }

  /** The first person also acknowledges what came last. */
  private void lookAround(SiteEngineer engineer) {
    String acknowledged = "";
    while (!isClosed) {
      String newest =
          timed(() -> engineer.get(LOOKS.getFirst())).path("items").path(0).path("id").asText();
      LOOKS.stream().skip(1).forEach(look -> timed(() -> engineer.get(look)));
      if (!newest.isEmpty()) {
        timed(() -> engineer.get("/api/v1/incidents/" + newest));
        if (engineer == engineers.getFirst() && !newest.equals(acknowledged)) {
          timed(() -> engineer.change(newest, "acknowledgement", "{}")); // a look and a tap
          acknowledged = newest;
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void follow(SiteEngineer engineer) {
    String news = engineer.get(LOOKS.getFirst()).path("news").asText();
    while (!isClosed) {
      news = engineer.get("/api/v1/incidents?wait=5s&after=" + news).path("news").asText(news);
    }
  }

  private JsonNode timed(Supplier<JsonNode> call) {
    long start = System.nanoTime();
    JsonNode answer = call.get();
    latencies.add(Duration.ofNanos(System.nanoTime() - start));
    return answer;
  }

  /** Ends what people do; throws what went wrong for one of them. */
  @Override
  public void close() {
    isClosed = true;
    people.close();
    try {
      for (Future<?> work : looking) {
        work.get();
      }
    } catch (ExecutionException e) {
      throw new DemoException("a page was refused: " + e.getCause());
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    } finally {
      engineers.forEach(SiteEngineer::close);
    }
  }
}
