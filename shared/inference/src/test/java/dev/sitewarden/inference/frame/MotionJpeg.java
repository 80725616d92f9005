package dev.sitewarden.inference.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** AVI files of JPEG pictures whose header may say what it likes. */
final class MotionJpeg {
  private MotionJpeg() {}

  /** A video of these pictures; the header states a size and a rate, right or wrong. */
  static Path avi(Path file, List<byte[]> pictures, int width, int height, int rate)
      throws IOException {
    byte[] main = ints(0, 0, 0, 0x10, pictures.size(), 0, 1, 0, width, height, 0, 0, 0, 0);
    byte[] stream =
        join(
            "vidsMJPG".getBytes(US_ASCII),
            ints(0, 0, 0, rate == 0 ? 0 : 1, rate, 0, pictures.size(), 0, -1, 0, 0, 0));
    byte[] format =
        join(ints(40, width, height, 24 << 16 | 1), "MJPG".getBytes(US_ASCII), ints(0, 0, 0, 0, 0));
    byte[] streams = list("strl", chunk("strh", stream), chunk("strf", format));
    byte[] header = list("hdrl", chunk("avih", main), streams);
    byte[][] frames = pictures.stream().map(jpeg -> chunk("00dc", jpeg)).toArray(byte[][]::new);
    byte[] content = join("AVI ".getBytes(US_ASCII), header, list("movi", frames));
    return Files.write(file, chunk("RIFF", content));
  }

  /** A grey picture. */
  static byte[] jpeg(int width, int height) {
    int chroma = (width + 1) / 2 * ((height + 1) / 2);
    ByteBuffer picture = ByteBuffer.allocateDirect(width * height + 2 * chroma);
    for (int i = 0; i < picture.capacity(); i++) {
      picture.put(i, (byte) (i < width * height ? 200 : 128));
    }
    try (var writer = new JpegWriter(width, height)) {
      return writer.encode(picture);
    }
  }

  private static byte[] list(String name, byte[]... chunks) {
    return chunk("LIST", join(name.getBytes(US_ASCII), join(chunks)));
  }

  private static byte[] chunk(String name, byte[] content) {
    byte[] even = new byte[content.length % 2];
    return join(name.getBytes(US_ASCII), ints(content.length), content, even);
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
