package dev.sitewarden.inference.trust;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A package as a folder.
 *
 * @param folder may itself be reached through a link; nothing in it may be one
 */
public record PackageFolder(Path folder) implements PackageSource {
  @Override
  public void visit(Visitor visitor) {
    var budget = new PackageBudget();
    try {
      for (Path file : list(folder)) {
        if (Files.isDirectory(file, NOFOLLOW_LINKS)) {
          for (Path inner : list(file)) {
            show(inner, budget, visitor);
          }
        } else {
          show(file, budget, visitor);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read model package %s: %s".formatted(folder, e), e);
    }
  }

  /** As many as a package may have, and one more that its budget refuses. */
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.limit(SignedManifest.MAX_FILES + 2L).sorted().toList();
    }
  }

  private void show(Path file, PackageBudget budget, Visitor visitor) throws IOException {
    String name = folder.relativize(file).toString();
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(
          "%s is %s, a package holds plain files only".formatted(name, kind(file)));
    }
    if (!Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", NOFOLLOW_LINKS))) {
      throw new IllegalArgumentException(
          "%s is a hard link, a package holds plain files only".formatted(name));
    }
    PackagePath path = budget.take(name, Files.size(file));
    try (InputStream content = Files.newInputStream(file, NOFOLLOW_LINKS)) {
      visitor.file(path, content);
    }
  }

  private static String kind(Path file) {
    if (Files.isSymbolicLink(file)) {
      return "a symbolic link";
    }
    return Files.isDirectory(file, NOFOLLOW_LINKS) ? "a folder too deep" : "a special file";
  }
}
