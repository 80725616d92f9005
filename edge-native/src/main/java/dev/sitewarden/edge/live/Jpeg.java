package dev.sitewarden.edge.live;

import java.io.IOException;
import java.io.OutputStream;

/** One encoded picture, shared by all its viewers and never changed. */
final class Jpeg {
  private final long number;
  private final byte[] bytes;

  /**
   * @param number counts the camera's encoded pictures, from 1
   * @param bytes the JPEG file; the caller keeps no hand on it
   */
  Jpeg(long number, byte[] bytes) {
    this.number = number;
    this.bytes = bytes;
  }

  long number() {
    return number;
  }

  int length() {
    return bytes.length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  Response response() {
    return Response.whole(200, "image/jpeg", bytes);
  }
}
