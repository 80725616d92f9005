package dev.sitewarden.edge.live;

import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.Zone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** All cameras as people see them; owns the thread that encodes pictures while somebody watches. */
public final class LiveView implements AutoCloseable {
  private final Map<String, CameraView> cameras = new ConcurrentSkipListMap<>();
  private final Queue<CameraView> retired = new ConcurrentLinkedQueue<>();
  private final LiveConfig config;
  private final Semaphore work = new Semaphore(0);
  private final AtomicInteger watching = new AtomicInteger();
  private final Thread encoder;
  private volatile boolean closed;

  public LiveView(LiveConfig config) {
    this.config = config;
    encoder = Thread.ofPlatform().name("live").daemon().start(this::encode);
  }

  /**
   * Says which cameras there are, and which areas of each nobody may see; others are forgotten.
   * Called at the start and when settings change, before frames of a new camera are shown.
   */
  public void watch(Map<CameraId, List<Polygon>> privacyOf) {
    privacyOf.forEach((camera, areas) -> view(camera).cover(areas));
    for (String name : List.copyOf(cameras.keySet())) {
      if (!privacyOf.containsKey(new CameraId(name))) {
        Optional.ofNullable(cameras.remove(name)).ifPresent(retired::add);
        work.release();
      }
    }
  }

  private CameraView view(CameraId camera) {
    return cameras.computeIfAbsent(
        camera.value(), name -> new CameraView(config.picturesPerSecond()));
  }

  /**
   * Takes a frame, which stays the caller's to close. On the detection thread: costs one small
   * object, and the copy of a picture if somebody watches this camera and a picture is due. A
   * camera that {@link #watch} did not name is not shown.
   *
   * @param tracks what is drawn as boxes
   * @param zones what is watched now
   * @param counts numbers that rules keep
   */
  public void show(Frame frame, List<Track> tracks, List<Zone> zones, List<Count> counts) {
    CameraView view = cameras.get(frame.camera().value());
    if (view != null && view.show(frame, tracks, zones, counts)) {
      work.release();
    }
  }

  private void encode() {
    while (!closed) {
      work.acquireUninterruptibly();
      work.drainPermits();
      cameras.values().forEach(CameraView::encode);
      releaseRetired();
    }
    releaseRetired();
    cameras.values().forEach(CameraView::release);
  }

  private void releaseRetired() {
    for (CameraView gone = retired.poll(); gone != null; gone = retired.poll()) {
      gone.release();
    }
  }

  List<String> cameras() {
    return List.copyOf(cameras.keySet());
  }

  Optional<CameraView> camera(String name) {
    return Optional.ofNullable(cameras.get(name));
  }

  /** How many streams and snapshots are being watched. */
  public int viewers() {
    return watching.get();
  }

  /** A seat to watch from, unless all are taken. */
  Optional<Seat> seat(CameraView camera) {
    int taken = watching.incrementAndGet();
    if (taken > config.viewers()) {
      watching.decrementAndGet();
      return Optional.empty();
    }
    camera.beginWatching();
    return Optional.of(new Seat(camera));
  }

  /** One viewer of one camera, until closed. */
  final class Seat implements AutoCloseable {
    private final CameraView camera;

    private Seat(CameraView camera) {
      this.camera = camera;
    }

    CameraView camera() {
      return camera;
    }

    boolean isOpen() {
      return !closed && cameras.containsValue(camera);
    }

    @Override
    public void close() {
      watching.decrementAndGet();
      if (camera.endWatching()) {
        work.release(); // so that the encoder gives back what it holds
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    work.release();
    boolean interrupted = false;
    while (encoder.isAlive()) {
      try {
        encoder.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
