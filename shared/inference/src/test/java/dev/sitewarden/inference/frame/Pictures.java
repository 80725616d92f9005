package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.site.CameraId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures and videos with known content. */
final class Pictures {
  static final CameraId CAMERA = new CameraId("gate");

  private Pictures() {}

  /** What a picture's pixels are: red, green and blue, 0..255, packed as 0xRRGGBB. */
  interface Pattern {
    int rgb(int x, int y);
  }

  /** A pattern in which every pixel within 64x64 differs from its neighbours. */
  static int gradient(int x, int y) {
    return (4 * x) << 16 | (4 * y) << 8 | (x + y);
  }

  /** Writes an uncompressed BMP, so that pixels arrive exactly. */
  static Path bmp(Path file, int width, int height, Pattern pattern) throws IOException {
    int stride = (3 * width + 3) / 4 * 4;
    ByteBuffer bytes = ByteBuffer.allocate(54 + stride * height).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 'B').put((byte) 'M').putInt(bytes.capacity()).putInt(0).putInt(54);
    bytes.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = pattern.rgb(x, y);
        int at = 54 + (height - 1 - y) * stride + 3 * x; // rows stand upside down, blue first
        bytes.put(at, (byte) rgb).put(at + 1, (byte) (rgb >> 8)).put(at + 2, (byte) (rgb >> 16));
      }
    }
    return Files.write(file, bytes.array());
  }

  /** A JPEG of 64x48 px: red and green above blue and white. */
  static Path quadrants(Path folder) throws IOException {
    Path file = folder.resolve("quadrants.jpg");
    try (InputStream jpeg = Pictures.class.getResourceAsStream("quadrants.jpg")) {
      Files.copy(jpeg, file);
    }
    return file;
  }

  /** The demo's clip: 250 frames of 768x432 at 10 frames/s. */
  static Path worksite() {
    return Path.of(System.getProperty("sitewarden.root"), "demo/worksite/worksite.mp4");
  }
}
