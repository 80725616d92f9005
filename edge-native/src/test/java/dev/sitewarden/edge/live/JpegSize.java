package dev.sitewarden.edge.live;

import java.nio.ByteBuffer;

/** Size of a JPEG as its frame header (SOF0, ITU T.81 B.2.2) states it. */
record JpegSize(int widthPx, int heightPx) {
  private static final int START = 0xFFD8;
  private static final int FRAME = 0xFFC0;

  static JpegSize of(byte[] file) {
    var bytes = ByteBuffer.wrap(file);
    if (Short.toUnsignedInt(bytes.getShort()) != START) {
      throw new IllegalArgumentException("not a JPEG");
    }
    while (Short.toUnsignedInt(bytes.getShort()) != FRAME) {
      bytes.position(bytes.position() + Short.toUnsignedInt(bytes.getShort(bytes.position())));
    }
    int at = bytes.position() + 3; // length, sample precision
    return new JpegSize(bytes.getShort(at + 2), bytes.getShort(at));
  }
}
