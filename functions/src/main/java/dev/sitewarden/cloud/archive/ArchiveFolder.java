package dev.sitewarden.cloud.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.cloud.media.Blob;
import dev.sitewarden.domain.incident.BlobPath;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The archive tier on this machine: a folder with the same paths as the media tier, and beside each
 * file its metadata, so that the archive can be read without any database.
 */
@Singleton
final class ArchiveFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = ".json";

  private final Path folder;

  ArchiveFolder(ArchiveConfig config) {
    this.folder = config.folder().toAbsolutePath().normalize();
  }

  /**
   * Copies a file with its metadata. It appears whole and durable, or not at all.
   *
   * @throws IOException also if it is not the file that the device said it stored
   */
  void store(Blob.InFolder blob, Recording recording) throws IOException {
    Path target = place(recording.path());
    Files.createDirectories(target.getParent());
    Path part = target.resolveSibling(target.getFileName() + ".part");
    String sha256 = copy(blob.file(), part);
    if (!sha256.equals(recording.sha256())) {
      Files.delete(part);
      throw new IOException(
          "%s has another SHA-256 than its device said, %s".formatted(recording.path(), sha256));
    }
    Files.write(
        target.resolveSibling(target.getFileName() + METADATA),
        JSON.writeValueAsBytes(metadata(recording)));
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String copy(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        OutputStream file = Files.newOutputStream(to)) {
      DigestOutputStream out = new DigestOutputStream(file, MessageDigest.getInstance("SHA-256"));
      in.transferTo(out);
      try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Map<String, Object> metadata(Recording recording) {
    return Map.of(
        "device", recording.device(),
        "camera", recording.camera(),
        "from", recording.from().toString(),
        "to", recording.to().toString(),
        "bytes", recording.bytes(),
        "sha256", recording.sha256());
  }

  /** The copy of a file, if there is one. */
  Optional<Blob.InFolder> find(String path) {
    Path file = place(path);
    try {
      return Files.isRegularFile(file)
          ? Optional.of(new Blob.InFolder(file, Files.size(file)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // gone meanwhile
    }
  }

  /** Deletes a file and its metadata. */
  void delete(String path) throws IOException {
    Path file = place(path);
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + METADATA));
  }

  private Path place(String path) {
    BlobPath.require("archived file", path);
    return folder.resolve(path);
  }
}
