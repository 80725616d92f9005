package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.edge.incident.Handover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A process that, once it reads a byte, puts numbered events into an outbox until it is killed, and
 * prints the number of each one that was kept. Arguments: the folder, the first number, which also
 * seeds what the network does.
 */
final class KilledDevice {
  static final String DELIVERED = "delivered.txt";
  static final OutboxConfig CONFIG = OutboxConfig.defaults().at(16, 1, Duration.ofMillis(1));

  private KilledDevice() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    CloudEventCodec.read(CloudEventCodec.write(NumberedEvents.closed(0))); // loads its classes
    if (System.in.read() < 0) {
      return;
    }
    Outbox outbox = Outboxes.open(folder, CONFIG, new Network(folder, new Random(first)));
    for (int number = first; ; number++) {
      if (outbox.put(NumberedEvents.closed(number)) instanceof Handover.Kept) {
        System.out.println(number);
      }
    }
  }

  /** Writes down what it takes; is down for good in every third process, and now and then else. */
  private record Network(Path folder, Random random, boolean isDown) implements Uplink {
    Network(Path folder, Random random) {
      this(folder, random, random.nextInt(3) == 0);
    }

    @Override
    public CompletableFuture<Delivery> send(CloudEvent event, byte[] json) {
      if (isDown || random.nextInt(8) == 0) {
        return CompletableFuture.completedFuture(new Delivery.Retry("no network"));
      }
      note(folder, NumberedEvents.number(event));
      return CompletableFuture.completedFuture(new Delivery.Sent());
    }

    @Override
    public Delivery upload(Path file, FileStored stored) {
      return new Delivery.Retry("no files here");
    }
  }

  static void note(Path folder, int number) {
    try {
      Files.write(
          folder.resolve(DELIVERED),
          "%08d%n".formatted(number).getBytes(StandardCharsets.US_ASCII),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note delivery of event " + number, e);
    }
  }
}
