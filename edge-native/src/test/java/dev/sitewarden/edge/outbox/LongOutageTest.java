package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.edge.incident.Handover.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * 72 hours without a network, one incident a minute, three events and two files each. In memory
 * where there is such a folder: 30,000 fsyncs on a disk take minutes and prove nothing here.
 */
class LongOutageTest {
  private static final int INCIDENTS = 72 * 60;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final OutboxConfig CONFIG = OutboxConfig.defaults();

  private final Path folder;

  LongOutageTest(@TempDir(factory = InMemory.class) Path folder) {
    this.folder = folder;
  }

  @Test
  @Timeout(480)
  void everythingOfThreeDaysArrivesInTheOrderOfItsLane(TestReporter reporter) throws Exception {
    Network network = new Network();
    try (Outbox outbox = Outbox.open(folder, CONFIG, network)) {
      for (int incident = 0; incident < INCIDENTS; incident++) {
        put(outbox, incident);
      }
      assertThat(outbox.waiting()).isEqualTo(5 * INCIDENTS);
      assertThat(outbox.trouble()).contains("no network");
      long bytes = bytesOnDisk();
      assertThat(bytes).isLessThan(CONFIG.eventBytes() + CONFIG.uploadBytes());

      long start = System.nanoTime();
      network.isUp = true;

      assertThat(outbox.awaitEmpty(PATIENCE)).isTrue();
      Duration drain = Duration.ofNanos(System.nanoTime() - start);
      reporter.publishEntry(
          "72 h outage", "%d bytes on disk, drained in %s".formatted(bytes, drain));
    }

    assertThat(withKind(network.events, 0, 3)).isEqualTo(range(3 * INCIDENTS));
    assertThat(withKind(network.events, 3, 5)).containsExactlyInAnyOrderElementsOf(files());
    assertWindowedOrder(network.uploads);
    assertThat(bytesOnDisk()).as("one segment a lane").isLessThan(3 << 20);
  }

  /**
   * Three events, numbered one after another, and two files, numbered from a place of their own.
   */
  private void put(Outbox outbox, int incident) {
    for (int event = 3 * incident; event < 3 * incident + 3; event++) {
      assertThat(outbox.put(NumberedEvents.closed(event))).isInstanceOf(Kept.class);
    }
    int file = 3 * INCIDENTS + 2 * incident;
    for (Evidence.Kind kind : List.of(Evidence.Kind.SNAPSHOT, Evidence.Kind.CLIP)) {
      int number = file + (kind == Evidence.Kind.SNAPSHOT ? 0 : 1);
      Path path = folder.resolve("evidence/%d/%s".formatted(incident, kind.fileName()));
      assertThat(outbox.put(path, NumberedEvents.stored(number, kind))).isInstanceOf(Kept.class);
    }
  }

  /** The numbers in these parts of 5 of the range; 0..3 are the events, 3..5 the files. */
  private static List<Integer> withKind(List<Integer> numbers, int from, int to) {
    synchronized (numbers) {
      return numbers.stream().filter(n -> n >= from * INCIDENTS && n < to * INCIDENTS).toList();
    }
  }

  private static List<Integer> range(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  private static List<Integer> files() {
    return IntStream.range(3 * INCIDENTS, 5 * INCIDENTS).boxed().toList();
  }

  /** Files go side by side, so a file may be off its turn by less than the window. */
  private static void assertWindowedOrder(List<Integer> uploads) {
    assertThat(uploads).hasSize(2 * INCIDENTS).doesNotHaveDuplicates();
    for (int turn = 0; turn < uploads.size(); turn++) {
      assertThat(Math.abs(uploads.get(turn) - 3 * INCIDENTS - turn))
          .as("file at turn %d", turn)
          .isLessThan(CONFIG.uploadWindow());
    }
  }

  private long bytesOnDisk() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "outbox")
          : Files.createTempDirectory("outbox");
    }
  }

  /** Refuses everything until it is up; notes what it took. */
  private static final class Network implements Uplink {
    private final List<Integer> events = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> uploads = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean isUp;

    @Override
    public CompletableFuture<Delivery> send(CloudEvent event, byte[] json) {
      return CompletableFuture.completedFuture(take(events, NumberedEvents.number(event)));
    }

    @Override
    public Delivery upload(Path file, FileStored stored) {
      return take(uploads, number(stored));
    }

    private static int number(FileStored stored) {
      return Integer.parseInt(Path.of(stored.path()).getName(2).toString());
    }

    private Delivery take(List<Integer> taken, int number) {
      if (!isUp) {
        return new Delivery.Retry("no network");
      }
      taken.add(number);
      return new Delivery.Sent();
    }
  }
}
