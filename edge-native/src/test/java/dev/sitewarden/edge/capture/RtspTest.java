package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.InputSizes;
import dev.sitewarden.inference.frame.Login;
import dev.sitewarden.inference.frame.VideoOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real RTSP server that is started, killed and stalled. */
@Timeout(120)
class RtspTest {
  private static final int RECONNECTS = Integer.getInteger("sitewarden.reconnects", 10);
  private static final CameraId GATE = new CameraId("gate");
  private static final InputSizes INPUT = InputSizes.of(new InputSize(64, 64));
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final Path folder;
  private final Watcher watcher = new Watcher();
  private final PacketRing ring = new PacketRing(4 << 20);
  private Optional<RtspServer> running = Optional.empty();

  RtspTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stopTheServer() {
    running.ifPresent(RtspServer::close);
  }

  private RtspServer start(int port, String... login) throws IOException {
    RtspServer server = RtspServer.start(folder, port, login);
    running = Optional.of(server);
    return server;
  }

  private LiveCamera camera(RtspServer server) {
    var source = new CameraSource(server.address(), options(Optional.empty()));
    return new LiveCamera(
        GATE,
        (epoch, tap) -> source.open(GATE, INPUT, epoch, tap),
        ring,
        new Backoff(
            Duration.ofMillis(50), Duration.ofMillis(200), RandomGenerator.of("L64X128MixRandom")),
        watcher,
        InstantSource.system());
  }

  @Test
  void cameraIsTrustedByItsCertificateOnly() throws Exception {
    RtspServer server = start(0);
    try (var door = new TlsDoor(folder, "ip:127.0.0.1", server.port());
        var other = new TlsDoor(folder, "dns:camera.example", server.port())) {
      String address = "rtsps://127.0.0.1:%d/stream".formatted(door.port());

      try (FrameSource camera = open(address, Optional.of(door.certificate()))) {
        assertThat(camera.next()).isPresent().get().satisfies(Frame::close);
      }
      assertRefused(address, Optional.of(other.certificate()), "vouches for its certificate");
      assertRefused(address, Optional.empty(), "cameras.C.certificate");
      assertRefused(address, Optional.of(folder.resolve("none")), "there is no certificate at");
    }
  }

  private FrameSource open(String address, Optional<Path> certificate) {
    return new CameraSource(address, options(Optional.empty()).withCertificate(certificate))
        .open(GATE, INPUT, Epoch.at(Instant.EPOCH), ring);
  }

  private void assertRefused(String address, Optional<Path> certificate, String reason) {
    assertThatThrownBy(() -> open(address, certificate))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open video rtsps://127.0.0.1")
        .hasMessageContaining(reason);
  }

  private static VideoOptions options(Optional<Login> login) {
    return VideoOptions.defaults().withSilence(SILENCE).withLogin(login);
  }

  @Test
  void framesCarryTheTimeAtWhichTheyArrive() throws IOException {
    try (LiveCamera camera = camera(start(0))) {
      List<Duration> ages = new ArrayList<>();
      List<Instant> times = take(camera, 40, ages);

      assertThat(times).isSorted().doesNotHaveDuplicates();
      assertThat(Duration.between(times.getFirst(), times.getLast()))
          .isBetween(Duration.ofMillis(3800), Duration.ofMillis(4000));
      assertThat(ages.getLast()).isBetween(Duration.ofMillis(-200), Duration.ofMillis(700));
      assertThat(ring.usedBytes()).isPositive();
      assertThat(Duration.between(ring.epoch(), times.getFirst()).abs())
          .isLessThan(Duration.ofSeconds(1));
    }
    assertThat(watcher.events).isEmpty();
  }

  @Test
  void aKilledCameraIsLostOnceAndComesBackOnTheWallClock() throws Exception {
    RtspServer server = start(0);
    try (LiveCamera camera = camera(server)) {
      Instant before = take(camera, 10, new ArrayList<>()).getLast();
      Instant epochBefore = ring.epoch();

      server.kill();
      Thread restart = Thread.startVirtualThread(() -> restartOnceLost(server.port()));
      Instant killed = Instant.now();
      Instant after = takeOneAfter(camera, epochBefore);

      restart.join();
      assertThat(watcher.events).containsExactly("gate lost", "gate returned");
      assertThat(watcher.sentences).containsExactly("camera gate ended its stream");
      assertThat(after).isAfter(before).isAfter(killed.minusSeconds(1));
      assertThat(watcher.returnedAt).containsExactly(after);
      assertThat(ring.epoch()).isAfter(epochBefore);
      assertThat(ring.since(0)).first().returns(true, EncodedPacket::keyFrame);
    }
  }

  @Test
  void aStalledCameraIsLostAfterItsSilence() throws Exception {
    RtspServer server = start(0);
    try (LiveCamera camera = camera(server)) {
      take(camera, 5, new ArrayList<>());
      Instant epochBefore = ring.epoch();

      server.stall();
      Thread wake = Thread.startVirtualThread(() -> wakeOnceLost(server));
      takeOneAfter(camera, epochBefore);

      wake.join();
      assertThat(watcher.events).containsExactly("gate lost", "gate returned");
      assertThat(watcher.sentences.getFirst())
          .contains("video %s sent nothing for 2.0 s".formatted(server.address()));
    }
  }

  @Test
  void aStallDoesNotHoldUpAStop() throws Exception {
    RtspServer server = start(0);
    var patient = new CameraSource(server.address(), VideoOptions.defaults());
    try (FrameSource source = patient.open(GATE, INPUT, Epoch.at(Instant.EPOCH), ring)) {
      source.next().orElseThrow().close();
      server.stall();
      Thread reader = Thread.currentThread();
      Thread.startVirtualThread(reader::interrupt);

      Optional<Frame> next = source.next();
      while (next.isPresent()) {
        next.get().close();
        next = source.next();
      }

      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** {@code -Dsitewarden.reconnects=200} says what that does to the process's memory. */
  @Test
  @Timeout(600)
  void openingAgainAndAgainLeavesNothingBehind() throws IOException {
    RtspServer server = start(0);
    openOften(server, RECONNECTS); // what is there only once is there
    int threads = Thread.getAllStackTraces().size();
    long files = openFiles();
    long before = residentBytes();

    openOften(server, RECONNECTS);

    // Other tests of this process have things of their own: what leaks does so each time.
    assertThat(openFiles()).isLessThan(files + RECONNECTS);
    assertThat(Thread.getAllStackTraces()).hasSizeLessThan(threads + RECONNECTS);
    assertThat(residentBytes() - before)
        .as("bytes that %d openings leave behind", RECONNECTS)
        .isLessThan(64 << 20);
  }

  private void openOften(RtspServer server, int times) {
    for (int i = 0; i < times; i++) {
      openOnce(server);
    }
  }

  private static long residentBytes() {
    System.gc();
    long bytes = Pointer.physicalBytes();
    System.out.printf("%d KB resident%n", bytes >> 10);
    return bytes;
  }

  private void openOnce(RtspServer server) {
    try (FrameSource source = open(server, Optional.empty())) {
      source.next().orElseThrow().close();
    }
  }

  private static long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @Test
  void aLoginIsNeededAndNeverToldOnward() throws IOException {
    RtspServer server = start(0, "admin", "p@ss:w/ord%");
    var login = Login.of("admin:p@ss:w/ord%");
    var wrong = new Login("admin", "guess");

    try (FrameSource source = open(server, Optional.of(login))) {
      assertThat(source.next()).isPresent().get().satisfies(Frame::close);
    }
    assertThatThrownBy(() -> open(server, Optional.empty()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open video %s: ".formatted(server.address()))
        .hasMessageContaining("401");
    assertThatThrownBy(() -> open(server, Optional.of(wrong)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("401")
        .hasMessageNotContaining("guess");
  }

  private FrameSource open(RtspServer server, Optional<Login> login) {
    return new CameraSource(server.address(), options(login))
        .open(GATE, INPUT, Epoch.at(Instant.EPOCH), ring);
  }

  private void restartOnceLost(int port) {
    awaitLoss();
    try {
      start(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void wakeOnceLost(RtspServer server) {
    awaitLoss();
    try {
      server.goOn();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitLoss() {
    while (watcher.lostAt.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** Capture instants of the next frames, and how old each was when it came. */
  private static List<Instant> take(LiveCamera camera, int count, List<Duration> ages) {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try (Frame frame = camera.next().orElseThrow()) {
        times.add(frame.capturedAt());
        ages.add(Duration.between(frame.capturedAt(), Instant.now()));
      }
    }
    return times;
  }

  /** Takes frames until one comes over another connection. */
  private Instant takeOneAfter(LiveCamera camera, Instant epoch) {
    Instant last = Instant.MIN;
    while (ring.epoch().equals(epoch)) {
      last = take(camera, 1, new ArrayList<>()).getFirst();
    }
    return last;
  }
}
