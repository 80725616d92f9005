package dev.sitewarden.edge.reachability;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The files of the class path that this program itself runs with, in the order of their names. */
final class ClassPath {
  private final TreeSet<String> files = new TreeSet<>();

  ClassPath() throws IOException {
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(part);
      if (Files.isDirectory(path)) {
        addFolder(path);
      } else if (Files.isRegularFile(path)) {
        addJar(path);
      }
    }
  }

  private void addFolder(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
          .forEach(files::add);
    }
  }

  private void addJar(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).forEach(files::add);
    }
  }

  /** Files whose whole name matches, such as {@code org/bytedeco/javacpp/Pointer.class}. */
  Stream<String> files(Pattern name) {
    return files.stream().filter(file -> name.matcher(file).matches());
  }

  /** Classes whose file's name matches; they are not initialised, so that nothing is loaded. */
  Stream<Class<?>> classes(Pattern name) {
    return files(name)
        .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
        .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
        .map(ClassPath::type);
  }

  static Class<?> type(String name) {
    try {
      return Class.forName(name, false, ClassPath.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "no type %s on the class path: a library has changed, adapt what names it"
              .formatted(name),
          e);
    }
  }

  static byte[] bytes(String file) {
    try (InputStream in = ClassPath.class.getClassLoader().getResourceAsStream(file)) {
      return Objects.requireNonNull(in, "no file %s on the class path".formatted(file))
          .readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read %s".formatted(file), e);
    }
  }
}
