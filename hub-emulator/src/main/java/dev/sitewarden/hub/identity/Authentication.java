package dev.sitewarden.hub.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** How an identity proves itself. */
public sealed interface Authentication {
  /** With a token that one of two keys signed; two, so that one can be rolled at a time. */
  record SymmetricKeys(DeviceKey primary, DeviceKey secondary) implements Authentication {
    /** Two new keys; the generator must be cryptographically strong. */
    public static SymmetricKeys generate(RandomGenerator random) {
      return new SymmetricKeys(DeviceKey.generate(random), DeviceKey.generate(random));
    }
  }

  /** With one of two certificates, known by their SHA-1 or SHA-256 in hexadecimal digits. */
  record Thumbprints(String primary, Optional<String> secondary) implements Authentication {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-F]{40}|[0-9A-F]{64}");

    public Thumbprints {
      primary = require(primary);
      secondary = secondary.map(Thumbprints::require);
    }

    private static String require(String thumbprint) {
      String upper = thumbprint.replace(":", "").toUpperCase(Locale.ROOT);
      if (!SHAPE.matcher(upper).matches()) {
        throw new IllegalArgumentException(
            "a thumbprint must be the SHA-1 or SHA-256 of a certificate in 40 or 64 hexadecimal digits, got '%s'"
                .formatted(thumbprint));
      }
      return upper;
    }

    boolean fit(ClientCertificate certificate) {
      return certificate.hasThumbprint(primary)
          || secondary.filter(certificate::hasThumbprint).isPresent();
    }
  }

  /** With any certificate that a known authority issued to the identity's name. */
  record SignedCertificate() implements Authentication {}
}
