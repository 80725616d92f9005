package dev.sitewarden.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Many devices that open incidents at a steady rate. Ten times a second the batch of that tenth
 * goes to the cloud as the Functions host posts it, at most eight at once, as a host has so many
 * partitions; what is refused goes again until it is taken.
 */
final class Fleet {
  private static final int BATCHES_A_SECOND = 10;
  private static final int PARTITIONS = 8;
  private static final int DEVICES = 50;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CameraId CAMERA = new CameraId("gate");
  private static final RuleId RULE = new RuleId("missing-ppe");
  private static final ModelVersion MODEL = new ModelVersion("ppe", "1", Digest.of(new byte[] {1}));
  private static final Zone ZONE =
      new Zone(
          new ZoneId("dock"),
          "Loading dock",
          new Polygon(List.of(new Point(0.25, 0.25), new Point(0.75, 0.25), new Point(0.5, 1))),
          Anchor.FEET,
          List.of());
  private static final Detection SUBJECT =
      new Detection(new Label("head"), 0.9, new BoundingBox(0.5, 0.25, 0.625, 0.5));

  private record Message(DeviceId device, String body) {}

  private final URI function;
  private final int batch;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final MessageIds ids = new MessageIds(InstantSource.system(), new Random(1));
  private final Semaphore partitions = new Semaphore(PARTITIONS);
  private final Queue<String> sent = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sentAgain = new AtomicInteger();
  private final Latencies latencies = new Latencies();

  /**
   * @param rate incidents a second, a multiple of ten
   */
  Fleet(URI cloud, int rate) {
    this.function = cloud.resolve("/IngestTelemetry");
    this.batch = rate / BATCHES_A_SECOND;
  }

  /** Sends for so long and returns when everything was taken. */
  void send(Duration duration) {
    long start = System.nanoTime();
    long batches = duration.toSeconds() * BATCHES_A_SECOND;
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long i = 0; i < batches; i++) {
        waitUntil(start + i * 1_000_000_000L / BATCHES_A_SECOND);
        byte[] envelope = envelope();
        partitions.acquireUninterruptibly();
        senders.execute(() -> post(envelope));
      }
    }
  }

  private static void waitUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void post(byte[] envelope) {
    long start = System.nanoTime();
    try {
      while (!isTaken(envelope)) {
        sentAgain.incrementAndGet();
        Thread.sleep(PAUSE);
      }
      latencies.add(Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    } finally {
      partitions.release();
    }
  }

  private boolean isTaken(byte[] envelope) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(function)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(envelope))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private byte[] envelope() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      messages.add(incident());
    }
    List<Map<String, String>> properties =
        messages.stream()
            .map(message -> Map.of("iothub-connection-device-id", message.device().value()))
            .toList();
    return json(Map.of(
            "Data", Map.of("messages", json(messages.stream().map(Message::body).toList())),
            "Metadata", Map.of("SystemPropertiesArray", json(properties))))
        .getBytes(StandardCharsets.UTF_8);
  }

  private Message incident() {
    Instant now = Instant.now();
    DeviceId device = new DeviceId("pi-" + sent.size() % DEVICES);
    IncidentId id = IncidentId.of(device, CAMERA, ZONE.id(), RULE, now);
    sent.add(id.toString());
    CloudEvent event =
        new CloudEvent(
            ids.next(),
            new EventSource(device, CAMERA),
            now,
            new IncidentOpened(
                id, ZONE, RULE, Severity.ALARM, now, MODEL, 640, 360, SUBJECT, List.of(SUBJECT)));
    return new Message(device, new String(CloudEventCodec.write(event), StandardCharsets.UTF_8));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and lists of texts are always writable", e);
    }
  }

  /** The ids of all incidents that were sent. */
  Queue<String> sent() {
    return sent;
  }

  /** How many batches were not taken the first time. */
  int sentAgain() {
    return sentAgain.get();
  }

  /** From a batch's first attempt until it was taken. */
  Latencies latencies() {
    return latencies;
  }
}
