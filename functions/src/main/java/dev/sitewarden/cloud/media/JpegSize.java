package dev.sitewarden.cloud.media;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * How many pixels a JPEG says that it has, read without decoding one: some bytes can claim four
 * thousand million, and a program that shows them asks for memory for each.
 *
 * <p>ITU-T T.81, annex B: markers, each with its length, up to the start of the frame. Whoever
 * decodes is more patient than this: what lies between markers is refused here.
 */
record JpegSize(int widthPx, int heightPx) {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int LENGTH_ITSELF = 2;

  /** The size of what begins as a JPEG; empty if it does not, or says none. */
  static Optional<JpegSize> of(byte[] content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      return marker(in) == START_OF_IMAGE ? ofFrame(in) : Optional.empty();
    } catch (IOException endsBefore) {
      return Optional.empty();
    }
  }

  private static Optional<JpegSize> ofFrame(DataInputStream in) throws IOException {
    for (int marker = marker(in); ; marker = marker(in)) {
      if (isFrame(marker)) {
        in.skipNBytes(LENGTH_ITSELF + 1L); // and how many bits a sample has
        int heightPx = in.readUnsignedShort();
        int widthPx = in.readUnsignedShort();
        return heightPx == 0 || widthPx == 0 // said after the frame, or by nobody
            ? Optional.empty()
            : Optional.of(new JpegSize(widthPx, heightPx));
      }
      int length = hasLength(marker) ? in.readUnsignedShort() : 0;
      if (length < LENGTH_ITSELF) {
        return Optional.empty();
      }
      in.skipNBytes(length - LENGTH_ITSELF);
    }
  }

  /** The next marker's code; any number of bytes 0xFF may lead to it. 0 if there is none. */
  private static int marker(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != 0xFF) {
      return 0;
    }
    int code = in.readUnsignedByte();
    while (code == 0xFF) {
      code = in.readUnsignedByte();
    }
    return code;
  }

  /** SOF0 to SOF15, among which are three others: DHT, JPG, DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** Of tables, comments and what programs add; a scan before its frame is no JPEG. */
  private static boolean hasLength(int marker) {
    return marker >= 0xC0
        && marker != START_OF_IMAGE
        && marker != END_OF_IMAGE
        && marker != START_OF_SCAN
        && (marker < 0xD0 || marker > 0xD7);
  }
}
