package dev.sitewarden.edge.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that a viewer must know. A script sends it as {@code Authorization: Bearer ..}, a
 * browser keeps a cookie that follows from it and does not show it. It appears in no message.
 */
final class LiveToken {
  private static final int LEAST_CHARACTERS = 16;
  private static final String COOKIE = "sitewarden-live";

  private final String secret;
  private final String session;

  private LiveToken(String secret) {
    this.secret = secret;
    this.session = sessionOf(secret);
  }

  /**
   * Reads the file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if the secret is short; both in one sentence for the user
   */
  static LiveToken read(Path file) {
    try {
      String secret = Files.readString(file).strip();
      if (secret.length() < LEAST_CHARACTERS || !secret.matches("[!-~]+")) {
        throw new IllegalArgumentException(
            "--live-token-file %s must hold one line of at least %d printable characters, got %d; try: openssl rand -hex 16"
                .formatted(file, LEAST_CHARACTERS, secret.length()));
      }
      return new LiveToken(secret);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no --live-token-file at %s; make one: openssl rand -hex 16".formatted(file), e);
    }
  }

  private static String sessionOf(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal("sitewarden live session".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  boolean isIn(Request request) {
    return request
            .header("authorization")
            .filter(value -> isSame(value, "Bearer " + secret))
            .isPresent()
        || request.header("cookie").filter(this::holdsSession).isPresent();
  }

  private boolean holdsSession(String cookies) {
    for (String cookie : cookies.split("; ?", -1)) {
      if (isSame(cookie, COOKIE + "=" + session)) {
        return true;
      }
    }
    return false;
  }

  boolean isSecret(String guess) {
    return isSame(guess, secret);
  }

  /** For the browser that showed that it knows the secret; kept from scripts and other sites. */
  String cookie() {
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000".formatted(COOKIE, session);
  }

  /** Takes equally long wherever they differ. */
  private static boolean isSame(String guess, String right) {
    return MessageDigest.isEqual(
        guess.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}
