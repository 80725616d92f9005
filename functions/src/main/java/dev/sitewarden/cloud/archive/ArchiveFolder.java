package dev.sitewarden.cloud.archive;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.cloud.media.Blob;
import dev.sitewarden.domain.incident.BlobPath;
import jakarta.enterprise.inject.Typed;
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

/** The archive tier on this machine: files, and beside each of them what it says of itself. */
@Singleton
@Typed(ArchiveFolder.class) // as a store it is offered where the choice is made
public final class ArchiveFolder implements ArchiveStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
  private static final String METADATA = ".json";

  private final Path folder;

  ArchiveFolder(ArchiveConfig config) {
    this.folder = config.folder().toAbsolutePath().normalize();
  }

  @Override
  public void store(InputStream content, Recording recording) throws IOException {
    Path target = place(recording.path());
    Files.createDirectories(target.getParent());
    Path part = part(target);
    String sha256 = copy(content, part);
    if (!sha256.equals(recording.sha256())) {
      Files.delete(part);
      throw new IOException(
          "%s has another SHA-256 than its device said, %s".formatted(recording.path(), sha256));
    }
    write(target, recording.facts());
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String copy(InputStream in, Path to) throws IOException {
    try (OutputStream file = Files.newOutputStream(to)) {
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

  private static void write(Path target, Map<String, String> facts) throws IOException {
    Path metadata = metadata(target);
    Path part = part(metadata);
    Files.write(part, JSON.writeValueAsBytes(facts));
    Files.move(part, metadata, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Optional<Blob> find(String path) {
    Path file = place(path);
    try {
      return Files.isRegularFile(file)
          ? Optional.of(new Blob.InFolder(file, Files.size(file)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // gone meanwhile
    }
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = place(path);
    Files.deleteIfExists(file);
    Files.deleteIfExists(metadata(file));
  }

  @Override
  public void hold(String path, boolean isHeld) throws IOException {
    Path file = place(path);
    if (Files.exists(file)) {
      Map<String, String> facts = JSON.readValue(metadata(file).toFile(), FACTS);
      facts.put(HELD, String.valueOf(isHeld));
      write(file, facts);
    }
  }

  private static Path metadata(Path file) {
    return file.resolveSibling(file.getFileName() + METADATA);
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private Path place(String path) {
    BlobPath.require("archived file", path);
    return folder.resolve(path);
  }
}
