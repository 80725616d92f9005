package dev.sitewarden.inference.trust;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A package as one {@code .tar}: plain files in POSIX ustar entries and nothing else
 * (docs/decisions/0011).
 */
public record TarArchive(Path file) implements PackageSource {
  @Override
  public void visit(Visitor visitor) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      read(in, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read model package %s: %s".formatted(file, e), e);
    }
  }

  /** Reads an archive from where the stream stands to its end. */
  static void read(InputStream in, Visitor visitor) throws IOException {
    var budget = new PackageBudget();
    byte[] block = block(in);
    while (!isZero(block)) {
      TarHeader header = TarHeader.read(block);
      PackagePath path = budget.take(header.name(), header.size());
      var content = new Content(in, header.size());
      visitor.file(path, content);
      content.skipRest(path);
      requireZero(in.readNBytes((int) (-header.size() & (TarHeader.BYTES - 1))));
      block = block(in);
    }
    requireZeros(in);
  }

  private static byte[] block(InputStream in) throws IOException {
    byte[] block = in.readNBytes(TarHeader.BYTES);
    if (block.length < TarHeader.BYTES) {
      throw new IllegalArgumentException("it ends too early: it is cut off or no tar archive");
    }
    return block;
  }

  /** After the end of an archive there is nothing but padding. */
  private static void requireZeros(InputStream in) throws IOException {
    byte[] rest = in.readNBytes(1 << 16);
    if (rest.length == 1 << 16) {
      throw new IllegalArgumentException("it goes on after its end");
    }
    requireZero(rest);
  }

  private static void requireZero(byte[] padding) {
    if (!isZero(padding)) {
      throw new IllegalArgumentException("it hides bytes where a tar archive has padding");
    }
  }

  private static boolean isZero(byte[] bytes) {
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes an archive; the same files make the same bytes.
   *
   * @throws UncheckedIOException if the disk does not take it
   */
  public static void write(Path file, Map<PackagePath, byte[]> files) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<PackagePath, byte[]> entry : files.entrySet()) {
        byte[] content = entry.getValue();
        out.write(new TarHeader(entry.getKey().value(), content.length).write());
        out.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
      }
      out.write(new byte[2 * TarHeader.BYTES]);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(file, e), e);
    }
  }

  /** The bytes of one entry. */
  private static final class Content extends InputStream {
    private final InputStream in;
    private long left;

    Content(InputStream in, long size) {
      this.in = in;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(to, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new IllegalArgumentException("it ends in the middle of a file");
      }
      left -= read;
      return read;
    }

    void skipRest(PackagePath path) throws IOException {
      try {
        in.skipNBytes(left);
      } catch (java.io.EOFException e) {
        throw new IllegalArgumentException("it ends in the middle of %s".formatted(path), e);
      }
    }
  }
}
