package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import dev.sitewarden.domain.wire.DeviceMessage.OfIncident;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub that answers in any order and wants every fourth event again. */
@Timeout(120)
class IncidentOrderTest {
  private static final int INCIDENTS = 200;

  private final Path folder;

  IncidentOrderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void eachIncidentArrivesInItsOrderAndNothingTwice() throws Exception {
    var hub = new UnrulyHub();
    Thread answers = Thread.ofVirtual().start(hub::answer);
    var config = OutboxConfig.defaults().at(8, 1, Duration.ofMillis(1));
    try (Outbox outbox = Outboxes.open(folder, config, hub)) {
      for (int i = 0; i < INCIDENTS; i++) {
        outbox.put(NumberedEvents.updated(2 * i, NumberedEvents.incident(i)));
        outbox.put(NumberedEvents.closed(2 * i + 1, NumberedEvents.incident(i)));
      }

      assertThat(outbox.awaitEmpty(Duration.ofSeconds(90))).isTrue();
    } finally {
      answers.interrupt();
    }

    assertThat(hub.taken).hasSize(2 * INCIDENTS).doesNotHaveDuplicates();
    for (int i = 0; i < INCIDENTS; i++) {
      var incident = NumberedEvents.incident(i);
      assertThat(hub.taken.stream().map(CloudEvent::data))
          .filteredOn(data -> ((OfIncident) data).incident().equals(incident))
          .first()
          .isInstanceOf(IncidentUpdated.class);
    }
  }

  private static final class UnrulyHub implements Uplink {
    private record Asked(CloudEvent event, CompletableFuture<Delivery> answer) {}

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final List<CloudEvent> taken = Collections.synchronizedList(new ArrayList<>());
    private final Random random = new Random(20261128);

    @Override
    public CompletableFuture<Delivery> send(CloudEvent event, byte[] json) {
      var answer = new CompletableFuture<Delivery>();
      asked.add(new Asked(event, answer));
      return answer;
    }

    void answer() {
      List<Asked> open = new ArrayList<>();
      try {
        while (!Thread.interrupted()) {
          open.add(asked.take());
          asked.drainTo(open);
          Collections.shuffle(open, random);
          open.forEach(this::answer);
          open.clear();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the test is over
      }
    }

    private void answer(Asked one) {
      if (random.nextInt(4) == 0) {
        one.answer().complete(new Delivery.Retry("once more"));
      } else {
        taken.add(one.event());
        one.answer().complete(new Delivery.Sent());
      }
    }

    @Override
    public Delivery upload(Path file, FileStored stored) {
      return new Delivery.Retry("no files here");
    }
  }
}
