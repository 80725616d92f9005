package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is started when, with a hub whose answers the test gives, one by one. */
@Timeout(60)
class LaneTest {
  private static final Delivery SENT = new Delivery.Sent();
  private static final Delivery RETRY = new Delivery.Retry("busy");
  private static final int WINDOW = 4;

  private final Hub hub = new Hub();
  private final Drops drops = new Drops(MessageClass.INCIDENTS);
  private final Lane lane;

  LaneTest(@TempDir Path folder) {
    this.lane =
        new Lane(
            new Lane.Terms("incidents", WINDOW, Duration.ofMillis(1)),
            new SegmentLog(folder.resolve("events"), 1 << 20, WINDOW, (bytes, syncs) -> {}),
            hub,
            new PoisonFolder(folder.resolve("poison")),
            drops);
    lane.start();
  }

  @AfterEach
  void close() {
    lane.close();
  }

  @Test
  void nothingNewerIsStartedBeforeWhatTheHubWantsAgain() throws Exception {
    put("a0", "b1", "c2");
    awaitStarted("a0", "b1", "c2");

    hub.answer("b1", RETRY);
    awaitStarted("b1");
    put("d3");
    hub.answer("a0", SENT);
    hub.answer("c2", SENT);
    hub.answer("b1", RETRY);
    awaitStarted("b1");
    hub.answer("b1", SENT);

    awaitStarted("d3");
  }

  @Test
  void whatTheHubTookBehindOneThatItWantsAgainIsNotSentTwice() throws Exception {
    put("a0", "b1", "c2", "d3");
    awaitStarted("a0", "b1", "c2", "d3");

    hub.answer("d3", SENT);
    hub.answer("c2", SENT);
    hub.answer("a0", RETRY);
    awaitStarted("a0");
    hub.answer("b1", SENT);
    hub.answer("a0", SENT);

    assertThat(lane.awaitEmpty(Duration.ofSeconds(30))).isTrue();
    put("e4");
    awaitStarted("e4");
    assertThat(hub.all).containsExactly("a0", "b1", "c2", "d3", "a0", "e4");
  }

  @Test
  void severalThatTheHubWantsAgainGoOneByOneTheOldestFirst() throws Exception {
    put("a0", "b1", "c2");
    awaitStarted("a0", "b1", "c2");

    hub.answer("c2", RETRY);
    awaitStarted("c2");
    hub.answer("a0", RETRY);
    hub.answer("b1", RETRY);
    awaitStarted("a0");
    hub.answer("c2", RETRY);
    hub.answer("a0", SENT);
    awaitStarted("b1");
    hub.answer("b1", SENT);
    awaitStarted("c2");
    hub.answer("c2", SENT);

    assertThat(lane.awaitEmpty(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void thoseOfOneGroupWaitForEachOtherAndLetOthersPass() throws Exception {
    put("a-opened", "a-updated", "b-opened", "a-closed", "b-closed");

    awaitStarted("a-opened", "b-opened");
    hub.answer("b-opened", SENT);
    awaitStarted("b-closed");
    hub.answer("a-opened", RETRY);
    awaitStarted("a-opened");
    hub.answer("a-opened", SENT);
    awaitStarted("a-updated");
    hub.answer("a-updated", SENT);
    awaitStarted("a-closed");
    hub.answer("b-closed", SENT);
    hub.answer("a-closed", SENT);

    assertThat(lane.awaitEmpty(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void whatIsGivenUpMakesWayForTheNext() throws Exception {
    put("a0", "b1");
    awaitStarted("a0", "b1");
    hub.answer("a0", RETRY);
    awaitStarted("a0");

    hub.over = "a0";
    hub.answer("a0", RETRY);
    hub.answer("b1", SENT);

    assertThat(lane.awaitEmpty(Duration.ofSeconds(30))).isTrue();
    put("c2");
    awaitStarted("c2");
    assertThat(drops.count(Drop.EXPIRED)).isEqualTo(1);
  }

  private void put(String... texts) {
    for (String text : texts) {
      lane.put(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** These and no others, in this order. */
  private void awaitStarted(String... texts) throws InterruptedException {
    List<String> next = new ArrayList<>();
    while (next.size() < texts.length) {
      next.add(hub.started.poll(30, TimeUnit.SECONDS));
    }
    assertThat(next).containsExactly(texts);
    assertThat(hub.started).isEmpty();
  }

  /** Groups are the first letters; each answer is the test's. */
  private static final class Hub implements Carrier {
    private final BlockingQueue<String> started = new LinkedBlockingQueue<>();
    private final List<String> all = new ArrayList<>();
    private final Map<String, CompletableFuture<Delivery>> open = new ConcurrentHashMap<>();
    private volatile String over = "";

    void answer(String text, Delivery delivery) {
      Optional.ofNullable(open.remove(text)).orElseThrow().complete(delivery);
    }

    private static String text(Entry entry) {
      return new String(entry.payload(), StandardCharsets.UTF_8);
    }

    @Override
    public CompletableFuture<Delivery> deliver(Entry entry) {
      var answer = new CompletableFuture<Delivery>();
      open.put(text(entry), answer);
      all.add(text(entry));
      started.add(text(entry));
      return answer;
    }

    @Override
    public Object group(Entry entry) {
      return text(entry).charAt(0);
    }

    @Override
    public Optional<Drop> givenUp(Entry entry) {
      return text(entry).equals(over) ? Optional.of(Drop.EXPIRED) : Optional.empty();
    }
  }
}
