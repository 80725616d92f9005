package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DER between {@code -----BEGIN NAME-----} and {@code -----END NAME-----}. */
final class PemText {
  private static final int MAX_CHARACTERS = 16 << 10;

  private PemText() {}

  /**
   * The first block of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static byte[] block(String pem, String name) {
    if (pem.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "it has %d characters, a key has at most %d".formatted(pem.length(), MAX_CHARACTERS));
    }
    Matcher block =
        Pattern.compile(
                "-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]*)-----END %1$s-----".formatted(name))
            .matcher(pem);
    if (!block.find()) {
      throw new IllegalArgumentException("it has no block '-----BEGIN %s-----'".formatted(name));
    }
    return Base64.getMimeDecoder().decode(block.group(1));
  }

  /**
   * As OpenSSL and Python's cryptography write it: 64 characters a line, a line feed at the end.
   */
  static String of(String name, byte[] der) {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(name, body);
  }
}
