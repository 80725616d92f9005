package dev.sitewarden.cloud.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Random words that nobody guesses, made once and kept in the data folder. */
final class Secrets {
  private static final int KEY_BYTES = 32;
  private static final int PASSWORD_BYTES = 12; // 96 bits, 16 characters to type

  private Secrets() {}

  static String password() {
    return random(PASSWORD_BYTES);
  }

  /** The key in the file; made at the first start. */
  static String key(Path file) {
    if (!Files.exists(file)) {
      DataFolder.writePrivate(file, random(KEY_BYTES));
    }
    return DataFolder.read(file).strip();
  }

  private static String random(int bytes) {
    byte[] secret = new byte[bytes];
    new SecureRandom().nextBytes(secret); // none in a static: an image would be built with its seed
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
