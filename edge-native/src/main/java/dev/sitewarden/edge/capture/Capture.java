package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import java.util.List;
import java.util.Optional;

/** A {@link CameraGroup} of one. */
public final class Capture implements FrameSource {
  private final CameraGroup group;

  /** Takes over the source and starts to read it; {@link #close} closes it. */
  public Capture(FrameSource source, Pace pace) {
    group = new CameraGroup(List.of(new CameraGroup.Feed(new CameraId("camera"), source, pace)));
  }

  /** Ends it early: the taker gets no more frames. Any thread. */
  public void stop() {
    group.stop();
  }

  /** Frames that were seen and left out because the taker was busy. */
  public long dropped() {
    return group.dropped();
  }

  @Override
  public Optional<Frame> next() {
    return group.next();
  }

  @Override
  public void close() {
    group.close();
  }
}
