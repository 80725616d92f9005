package dev.sitewarden.cloud;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What begins as a JPEG of some size, in a few bytes; whoever decoded it would find no picture. */
public final class TestJpeg {
  private static final int LONGEST_HEAD = 32;

  private TestJpeg() {}

  /** One of so many pixels; words after its head make it another one. */
  public static byte[] of(int widthPx, int heightPx, String words) {
    byte[] text = words.getBytes(StandardCharsets.UTF_8);
    ByteBuffer jpeg = ByteBuffer.allocate(LONGEST_HEAD + text.length);
    jpeg.putShort((short) 0xFFD8);
    jpeg.putShort((short) 0xFFFE).putShort((short) 4).put((byte) 'h').put((byte) 'i'); // a comment
    jpeg.putShort((short) 0xFFC0).putShort((short) 11).put((byte) 8);
    jpeg.putShort((short) heightPx).putShort((short) widthPx);
    jpeg.put(new byte[] {1, 1, 0x11, 0}).put(text);
    byte[] bytes = new byte[jpeg.position()];
    jpeg.flip().get(bytes);
    return bytes;
  }

  /** What a device's camera sees, as {@link Device} announces it. */
  public static byte[] ofDevice(String words) {
    return of(640, 360, words);
  }
}
