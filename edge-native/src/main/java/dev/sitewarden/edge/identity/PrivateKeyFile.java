package dev.sitewarden.edge.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM, without a passphrase: PKCS#8 ({@code PRIVATE KEY}), or the older forms that
 * OpenSSL still writes, PKCS#1 ({@code RSA PRIVATE KEY}) and SEC 1 ({@code EC PRIVATE KEY}). Java
 * reads PKCS#8 only (RFC 5208): {@code SEQUENCE {version 0, algorithm, OCTET STRING old form}}. The
 * algorithm with its curve is the one that the certificate's public key begins with (RFC 5280).
 */
final class PrivateKeyFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final byte[] VERSION = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;

  private PrivateKeyFile() {}

  /** Reads the key that should fit; whether it does is the caller's to see. */
  static PrivateKey read(Path file, PublicKey fitting) {
    Matcher block = BLOCK.matcher(SecretFile.read(file, "private key"));
    if (!block.find()) {
      throw new IllegalArgumentException(
          "%s holds no private key; expected PEM, -----BEGIN PRIVATE KEY-----".formatted(file));
    }
    String kind = block.group(1);
    if (kind.startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
      throw new IllegalArgumentException(
          "the private key %s has a passphrase, and nobody is there to type it; take it away: openssl pkey -in %s -out NEW"
              .formatted(file, file));
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      return KeyFactory.getInstance(fitting.getAlgorithm())
          .generatePrivate(
              new PKCS8EncodedKeySpec(kind.equals("PRIVATE KEY") ? der : wrap(der, fitting)));
    } catch (InvalidKeySpecException | NoSuchAlgorithmException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s holds no %s key, which the certificate is for; RSA and EC keys are read"
              .formatted(file, fitting.getAlgorithm()),
          e);
    }
  }

  private static byte[] wrap(byte[] older, PublicKey fitting) {
    return element(SEQUENCE, VERSION, algorithm(fitting), element(OCTETS, older));
  }

  /** {@code SEQUENCE {algorithm SEQUENCE, BIT STRING}}: the inner sequence, whole. */
  private static byte[] algorithm(PublicKey key) {
    ByteBuffer info = ByteBuffer.wrap(key.getEncoded());
    skipHead(info);
    int start = info.position();
    int length = skipHead(info);
    byte[] algorithm = new byte[info.position() + length - start];
    info.get(start, algorithm);
    return algorithm;
  }

  /** Goes behind tag and length of a DER element; gives the length of its content. */
  private static int skipHead(ByteBuffer der) {
    der.get(); // the tag
    int first = der.get() & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = (length << 8) | (der.get() & 0xff);
    }
    return length;
  }

  /** A DER element of less than 64 KB, its length in as few bytes as DER wants. */
  private static byte[] element(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    var der = new ByteArrayOutputStream();
    der.write(tag);
    if (length > 0xff) {
      der.write(0x82);
      der.write(length >> 8);
    } else if (length > 0x7f) {
      der.write(0x81);
    }
    der.write(length);
    der.writeBytes(content.toByteArray());
    return der.toByteArray();
  }
}
