package dev.sitewarden.cloud.audit;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Anchors in a file of this machine, one line each. */
@Singleton
@Typed(AnchorFile.class) // which store is used is decided elsewhere
public class AnchorFile implements AnchorStore {
  private final Path file;

  AnchorFile(AuditConfig config) {
    this.file = config.anchorsFile();
  }

  @Override
  public synchronized void add(String line) {
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      String before = isUnfinished(out) ? "\n" : "";
      ByteBuffer bytes = ByteBuffer.wrap((before + line + "\n").getBytes(StandardCharsets.UTF_8));
      out.position(out.size());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the anchor to %s failed".formatted(file), e);
    }
  }

  /** Whether the last line was cut short, by a full disk or the end of the process. */
  private static boolean isUnfinished(FileChannel out) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return out.size() > 0 && out.read(last, out.size() - 1) == 1 && last.get(0) != '\n';
  }

  @Override
  public synchronized Stream<String> lines() {
    try {
      InputStream content = new Beginning(Files.newInputStream(file), Files.size(file));
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
      return lines.lines().onClose(() -> close(lines));
    } catch (NoSuchFileException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the anchors in %s failed".formatted(file), e);
    }
  }

  private void close(BufferedReader lines) {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the anchors in %s failed".formatted(file), e);
    }
  }

  /** As much of a file as there was at first: of what is added meanwhile, a line may be half. */
  private static final class Beginning extends FilterInputStream {
    private long left;

    Beginning(InputStream whole, long bytes) {
      super(whole);
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      left--;
      return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = super.read(buffer, offset, (int) Math.min(left, length));
      left -= Math.max(0, read);
      return read;
    }
  }
}
