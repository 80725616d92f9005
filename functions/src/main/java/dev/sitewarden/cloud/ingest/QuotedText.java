package dev.sitewarden.cloud.ingest;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * What a JSON string says, unquoted while it is read: a document that is quoted in one never lies
 * in memory as a text of its own. One thread. That the escapes are JSON's is for the caller to see,
 * who passes over the same string.
 */
final class QuotedText extends Reader {
  private static final int AHEAD = 8192;

  private final Reader json;
  private final char[] ahead = new char[AHEAD];
  private int next;
  private int filled;
  private boolean hasEnded;

  /** The string in this JSON, in UTF-8, whose opening quote is at this place. */
  QuotedText(byte[] json, int quote) {
    int first = quote + 1;
    this.json =
        new InputStreamReader(
            new ByteArrayInputStream(json, first, json.length - first), StandardCharsets.UTF_8);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int written = 0;
    while (written < length && !hasEnded) {
      char one = next();
      if (one == '"') {
        hasEnded = true;
      } else {
        target[offset + written++] = one == '\\' ? escaped() : one;
      }
    }
    return written == 0 && length > 0 ? -1 : written;
  }

  private char escaped() throws IOException {
    char kind = next();
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) (digit() << 12 | digit() << 8 | digit() << 4 | digit());
      default -> kind;
    };
  }

  private int digit() throws IOException {
    return Character.digit(next(), 16);
  }

  private char next() throws IOException {
    if (next == filled) {
      next = 0;
      filled = json.read(ahead, 0, AHEAD);
      if (filled < 0) {
        throw new EOFException("a JSON string has no end");
      }
    }
    return ahead[next++];
  }

  @Override
  public void close() {
    hasEnded = true; // of what is in memory nothing else has to be closed
  }
}
