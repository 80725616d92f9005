package dev.sitewarden.inference.frame;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * Sees every encoded video packet before it is decoded, on the reading thread: what a pre-roll ring
 * keeps.
 */
public interface PacketTap {
  /**
   * Called once, before {@link #opened}: the stream begins, or begins anew after a break.
   *
   * @param epoch capture instant of its first packet
   */
  default void begin(Instant epoch) {}

  /**
   * The camera's clock leapt, or went back, and was put right; frames go on without a step back.
   *
   * @param by how far it was off; negative if it was behind
   */
  default void clockJumped(Duration by) {}

  /** Called once, before the first packet. */
  void opened(VideoStream stream);

  /**
   * One packet, in decoding order. Times are microseconds since the first packet, the clock that
   * {@code Frame.capturedAt} runs on too.
   *
   * @param data the encoded bytes; direct, valid only during the call
   * @param ptsUs when the packet's picture is shown
   * @param dtsUs when the packet is decoded, not after {@code ptsUs}; may be negative
   * @param keyFrame whether decoding can start here
   */
  void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame);

  /** A tap that shows everything to this one, then to another. */
  default PacketTap and(PacketTap other) {
    PacketTap first = this;
    return new PacketTap() {
      @Override
      public void begin(Instant epoch) {
        first.begin(epoch);
        other.begin(epoch);
      }

      @Override
      public void clockJumped(Duration by) {
        first.clockJumped(by);
        other.clockJumped(by);
      }

      @Override
      public void opened(VideoStream stream) {
        first.opened(stream);
        other.opened(stream);
      }

      @Override
      public void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {
        first.packet(data.duplicate(), ptsUs, dtsUs, keyFrame);
        other.packet(data.duplicate(), ptsUs, dtsUs, keyFrame);
      }
    };
  }
}
