package dev.sitewarden.inference;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * ONNX Runtime's two native libraries. It unpacks them into a new temporary folder at each start,
 * 28 MB that a killed process leaves behind; here they are unpacked once a user, version and
 * processor, into {@code ~/.cache/sitewarden/onnxruntime}. A folder that is already named, as by a
 * native executable, is left.
 */
final class OnnxLibraries {
  private static final String PLACE = "onnxruntime.native.path";
  private static final List<String> NAMES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  private OnnxLibraries() {}

  /** Before ONNX Runtime is touched. Where it does not work, ONNX Runtime helps itself. */
  static synchronized void unpackOnce() {
    String version = OrtEnvironment.class.getPackage().getImplementationVersion();
    if (System.getProperty(PLACE) != null || version == null || !isLinux()) {
      return;
    }
    try {
      Path folder =
          Files.createDirectories(
              cache().resolve("onnxruntime").resolve(version).resolve(platform()));
      for (String name : NAMES) {
        unpack(name, folder);
      }
      System.setProperty(PLACE, folder.toString());
    } catch (IOException e) {
      System.getLogger(OnnxLibraries.class.getName())
          .log(System.Logger.Level.DEBUG, "ONNX Runtime unpacks its own libraries", e);
    }
  }

  private static void unpack(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return;
    }
    Path unfinished = Files.createTempFile(folder, name, ".part");
    String resource = "/ai/onnxruntime/native/%s/%s".formatted(platform(), name);
    try (InputStream library =
        Objects.requireNonNull(OrtEnvironment.class.getResourceAsStream(resource), resource)) {
      Files.copy(library, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static Path cache() {
    String named = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
    Path base =
        named.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
    return base.resolve("sitewarden");
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
  }

  private static String platform() {
    return "aarch64".equals(System.getProperty("os.arch")) ? "linux-aarch64" : "linux-x64";
  }
}
