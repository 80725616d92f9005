package dev.sitewarden.edge.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether others on the device can read its secrets or write its state.
 *
 * @param state the state folder, with {@code secrets} below
 * @param files secrets that lie elsewhere
 */
record SecretsCheck(Path state, List<Path> files) implements Check {
  private static final Set<PosixFilePermission> OTHERS_READ =
      EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (Files.isDirectory(state) && has(state, OTHERS_WRITE)) {
      findings.add(
          Finding.warn("state folder", "others can write to " + state, "chmod go-w " + state));
    }
    List<Path> open =
        secrets().stream().filter(Files::exists).filter(f -> has(f, OTHERS_READ)).toList();
    for (Path file : open) {
      findings.add(Finding.warn("secrets", "others can read " + file, "chmod 600 " + file));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok("secrets", "only the edge's own user can read them"));
    }
    return findings;
  }

  private List<Path> secrets() {
    List<Path> secrets = new ArrayList<>(files);
    Path folder = state.resolve("secrets");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        inside.sorted().forEach(secrets::add);
      } catch (IOException e) {
        secrets.add(folder); // whoever may not list it is told by its own rights
      }
    }
    return secrets;
  }

  private static boolean has(Path path, Set<PosixFilePermission> rights) {
    try {
      return Files.getPosixFilePermissions(path).stream().anyMatch(rights::contains);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a disk without rights
    }
  }
}
