package dev.sitewarden.edge.models;

import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.FrameInput;
import java.nio.ByteBuffer;

/** A frame whose pixels are its own, in buffers that the next copy reuses. */
final class FrameCopy {
  private ByteBuffer picture = ByteBuffer.allocateDirect(0);
  private ByteBuffer input = ByteBuffer.allocateDirect(0);

  /**
   * Copies; good until the next copy.
   *
   * @param from the one of its inputs that is copied too
   */
  Frame of(Frame frame, FrameInput from) {
    picture = copied(frame.picture(), picture);
    input = copied(from.pixels(), input);
    return new Frame(
        frame.camera(),
        frame.sequence(),
        frame.capturedAt(),
        from.letterbox(),
        picture,
        input,
        () -> {}); // its pixels are this copy's
  }

  private static ByteBuffer copied(ByteBuffer from, ByteBuffer to) {
    ByteBuffer source = from.duplicate().clear();
    ByteBuffer target =
        to.capacity() == source.capacity() ? to : ByteBuffer.allocateDirect(source.capacity());
    return target.clear().put(source).clear();
  }
}
