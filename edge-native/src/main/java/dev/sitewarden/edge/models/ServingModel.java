package dev.sitewarden.edge.models;

import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The model that the detection thread uses, frame by frame. A new one is loaded beside it on
 * another thread and takes its place between two frames, when the detection thread asks; no frame
 * waits for a load, and none is judged by half of each.
 */
public final class ServingModel implements AutoCloseable {
  /**
   * A model on its way to the detection thread.
   *
   * @param replaced takes the one whose place it took
   */
  private record Handover(LoadedModel next, Consumer<LoadedModel> replaced) {}

  private final Deque<Handover> pending = new ConcurrentLinkedDeque<>();
  private final List<FrameTap> taps = new CopyOnWriteArrayList<>();
  private LoadedModel active;
  private volatile LoadedModel newest;

  ServingModel(LoadedModel first) {
    active = first;
    newest = first;
  }

  /** One model for ever, for a device that takes no orders. The caller's thread is its owner. */
  public static ServingModel fixed(ModelPackage model, DetectorSettings settings) {
    return new ServingModel(LoadedModel.open(model, settings));
  }

  /**
   * What judges the next frame. On the detection thread, before each frame and at least every
   * second while there is none; the answer is good until the next call. Another one than last time
   * means that labels, thresholds and version may have changed.
   */
  public LoadedModel current() {
    for (Handover next = pending.poll(); next != null; next = pending.poll()) {
      LoadedModel replaced = active;
      active = next.next();
      next.replaced().accept(replaced);
    }
    return active;
  }

  /**
   * Says what came of a frame. On the detection thread.
   *
   * @param counted what {@link LoadedModel#counted} leaves
   * @param nanos that {@link LoadedModel#detect} took
   */
  public void seen(Frame frame, List<Detection> counted, long nanos) {
    for (FrameTap tap : taps) {
      tap.seen(frame, counted, nanos);
    }
  }

  /** Says that an incident was opened. On the detection thread. */
  public void incidentOpened() {
    taps.forEach(FrameTap::incidentOpened);
  }

  /** What serves, or will from the next frame on; for the updating thread. */
  LoadedModel newest() {
    return newest;
  }

  /**
   * Offers a model; it is the detection thread's as soon as that asks.
   *
   * @param replaced takes the one whose place it took, on the detection thread
   */
  void offer(LoadedModel next, Consumer<LoadedModel> replaced) {
    pending.add(new Handover(next, replaced));
    newest = next;
  }

  /**
   * Takes the latest offer back, unless it was taken.
   *
   * @param before what is the newest again
   * @return whether it was not taken
   */
  boolean withdraw(LoadedModel offered, LoadedModel before) {
    boolean untaken = pending.removeIf(handover -> handover.next() == offered);
    if (untaken) {
      newest = before;
    }
    return untaken;
  }

  void add(FrameTap tap) {
    taps.add(tap);
  }

  void remove(FrameTap tap) {
    taps.remove(tap);
  }

  /** Closes what serves. After the detection thread has ended. */
  @Override
  public void close() {
    pending.forEach(handover -> handover.next().close());
    active.close();
  }
}
