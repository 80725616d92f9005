package dev.sitewarden.edge.capture;

import dev.sitewarden.inference.frame.PacketTap;
import dev.sitewarden.inference.frame.VideoStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Hands everything on to another tap and says when the camera's clock jumped. */
record JumpTap(PacketTap next, Consumer<Duration> jumped) implements PacketTap {
  @Override
  public void begin(Instant epoch) {
    next.begin(epoch);
  }

  @Override
  public void clockJumped(Duration by) {
    next.clockJumped(by);
    jumped.accept(by);
  }

  @Override
  public void opened(VideoStream stream) {
    next.opened(stream);
  }

  @Override
  public void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {
    next.packet(data, ptsUs, dtsUs, keyFrame);
  }
}
