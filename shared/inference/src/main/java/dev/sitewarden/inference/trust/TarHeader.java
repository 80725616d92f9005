package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * One 512-byte header of the POSIX ustar format (IEEE Std 1003.1, pax, "ustar Interchange Format"):
 * name 0..99, size 124..135, checksum 148..155, type 156, magic 257..262, prefix 345..499; numbers
 * in octal digits.
 *
 * @param size bytes of content that follow, padded to 512
 */
record TarHeader(String name, long size) {
  static final int BYTES = 512;

  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_END = 156;

  static TarHeader read(byte[] block) {
    requireChecksum(block);
    String magic = text(block, 257, 6);
    if (!magic.equals("ustar")) {
      throw new IllegalArgumentException(
          "an entry is not in POSIX ustar format; pack it with `sitewarden model sign --tar`");
    }
    String prefix = text(block, 345, 155);
    String name = prefix.isEmpty() ? text(block, 0, 100) : prefix + "/" + text(block, 0, 100);
    String path = new PackagePath(name).value();
    requirePlainFile(path, block[156]);
    return new TarHeader(path, octal(block, 124, 12, "size"));
  }

  private static void requireChecksum(byte[] block) {
    long sum = 0;
    for (int i = 0; i < BYTES; i++) {
      sum += i >= CHECKSUM && i < CHECKSUM_END ? ' ' : block[i] & 0xff;
    }
    if (sum != octal(block, CHECKSUM, 8, "checksum")) {
      throw new IllegalArgumentException("an entry's checksum is wrong: it is no tar archive");
    }
  }

  private static void requirePlainFile(String name, byte type) {
    if (type != '0' && type != 0) {
      throw new IllegalArgumentException(
          "%s is %s, a package holds plain files only".formatted(name, kind(type)));
    }
  }

  private static String kind(byte type) {
    return switch (type) {
      case '1' -> "a hard link";
      case '2' -> "a symbolic link";
      case '3', '4', '6' -> "a device or pipe";
      case '5' -> "a folder entry";
      case 'x', 'g', 'X' -> "a PAX header";
      case 'L', 'K' -> "a GNU long name";
      default -> "an entry of type %d".formatted(type);
    };
  }

  /** A text up to its first zero byte; after it only zeros may follow. */
  private static String text(byte[] block, int start, int length) {
    int end = start;
    while (end < start + length && block[end] != 0) {
      end++;
    }
    for (int i = end; i < start + length; i++) {
      if (block[i] != 0) {
        throw new IllegalArgumentException("an entry hides text behind a zero byte");
      }
    }
    return new String(block, start, end - start, ISO_8859_1);
  }

  /** Octal digits, then zero bytes or spaces. */
  private static long octal(byte[] block, int start, int length, String what) {
    String digits = new String(block, start, length, ISO_8859_1).replaceFirst("[\0 ]+$", "");
    if (!digits.matches("[0-7]{1,11}")) {
      throw new IllegalArgumentException("an entry's %s is no octal number".formatted(what));
    }
    return Long.parseLong(digits, 8);
  }

  byte[] write() {
    byte[] block = new byte[BYTES];
    put(block, 0, name);
    put(block, 100, "0000644\0");
    put(block, 108, "0000000\0");
    put(block, 116, "0000000\0");
    put(block, 124, "%011o\0".formatted(size));
    put(block, 136, "00000000000\0"); // no time: the same files make the same archive
    put(block, CHECKSUM, "        ");
    block[156] = '0';
    put(block, 257, "ustar\00000");
    long sum = 0;
    for (byte one : block) {
      sum += one & 0xff;
    }
    put(block, CHECKSUM, "%06o\0 ".formatted(sum));
    return block;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
