package dev.sitewarden.edge.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the native executable finds FFmpeg and ONNX Runtime: in the folder {@code lib} beside it.
 * On the JVM they come out of the jars. Both read these properties once, when they are first
 * touched.
 */
final class NativeLibraries {
  private NativeLibraries() {}

  /** Before anything else; on the JVM it does nothing. */
  static void find() {
    if ("runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
      beside(Path.of("/proc/self/exe")).forEach(System::setProperty);
    }
  }

  /** The system properties that name the folder beside an executable. */
  static Map<String, String> beside(Path executable) {
    String lib = folder(executable).toString();
    return Map.of(
        "java.library.path",
        lib,
        "onnxruntime.native.path",
        lib,
        // JavaCPP looks in the folder first, and makes no cache in the user's home.
        "org.bytedeco.javacpp.pathsFirst",
        "true",
        "org.bytedeco.javacpp.cacheLibraries",
        "false",
        // Its limit holds the whole process, models and all, against the size of the Java heap.
        "org.bytedeco.javacpp.maxPhysicalBytes",
        "0");
  }

  private static Path folder(Path executable) {
    try {
      Path lib = executable.toRealPath().resolveSibling("lib");
      if (!Files.isDirectory(lib)) {
        throw new IllegalArgumentException(
            "the edge keeps its libraries in %s, which is not there: put the folder back beside the executable"
                .formatted(lib));
      }
      return lib;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the edge could not find out where it lies: %s".formatted(e.getMessage()), e);
    }
  }
}
