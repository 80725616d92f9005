package dev.sitewarden.edge.live;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes a multipart stream apart, strictly. */
final class MjpegParts {
  private final DataInputStream in;
  private boolean isBegun;

  MjpegParts(InputStream in) {
    this.in = new DataInputStream(in);
  }

  byte[] next() throws IOException {
    if (!isBegun) {
      expect("--sitewarden");
      isBegun = true;
    }
    expect("Content-Type: image/jpeg");
    byte[] picture = new byte[Integer.parseInt(line().substring("Content-Length: ".length()))];
    expect("");
    in.readFully(picture);
    expect("");
    expect("--sitewarden");
    return picture;
  }

  private void expect(String text) throws IOException {
    String found = line();
    if (!found.equals(text)) {
      throw new IOException("expected '%s', got '%s'".formatted(text, found));
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      line.append((char) next);
    }
    if (in.read() != '\n') {
      throw new IOException("a line ends in CR LF");
    }
    return line.toString();
  }
}
