package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Model packages on the disk and which of them serves.
 *
 * <pre>
 * store.json              {current, previous, trial, quarantined}, replaced as one step
 * packages/SHA256/        an unpacked package, named by its archive; there whole or not at all
 * downloads/SHA256.tar    an archive; SHA256.tar.part while it comes in
 * </pre>
 *
 * <p>Whatever step a power cut interrupts, store.json names packages that are there whole: a
 * package gets its name before it is named, and loses its files after it lost its name. One owner,
 * one thread.
 */
final class ModelStore {
  private final Path folder;
  private StoreState state;

  private ModelStore(Path folder, StoreState state) {
    this.folder = folder;
    this.state = state;
  }

  /** Opens a store, made if missing; removes what an interrupted update left. */
  static ModelStore open(Path folder) {
    DurableFile.folder(folder.resolve("packages"));
    DurableFile.folder(folder.resolve("downloads"));
    var store = new ModelStore(folder, read(folder.resolve("store.json")));
    store.removeUnused();
    return store;
  }

  /** What cannot be read is put aside: the bundled model serves, an order brings the rest. */
  private static StoreState read(Path file) {
    try {
      return Files.exists(file) ? StoreStateCodec.read(Files.readAllBytes(file)) : StoreState.EMPTY;
    } catch (IllegalArgumentException e) {
      System.getLogger(ModelStore.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "%s is damaged and put aside, the bundled model serves: %s"
                  .formatted(file, e.getMessage()));
      return putAside(file);
    } catch (IOException e) {
      throw DurableFile.failed("read", file, e);
    }
  }

  private static StoreState putAside(Path file) {
    try {
      Files.move(
          file, file.resolveSibling("store.json.damaged"), StandardCopyOption.REPLACE_EXISTING);
      return StoreState.EMPTY;
    } catch (IOException e) {
      throw DurableFile.failed("rename", file, e);
    }
  }

  StoreState state() {
    return state;
  }

  /** Changes the state; when this returns it is on the disk. */
  void change(UnaryOperator<StoreState> change) {
    StoreState next = change.apply(state);
    if (!next.equals(state)) {
      DurableFile.write(folder.resolve("store.json"), StoreStateCodec.write(next));
      state = next;
    }
  }

  Path packageOf(Digest archive) {
    return folder.resolve("packages").resolve(archive.sha256());
  }

  /** Where a package is unpacked until it has its name. */
  Path unfinished(Digest archive) {
    return folder.resolve("packages").resolve(archive.sha256() + ".part");
  }

  Path archive(Digest archive) {
    return folder.resolve("downloads").resolve(archive.sha256() + ".tar");
  }

  /** Gives an unpacked package its name. */
  void adopt(Digest archive) {
    try {
      Files.move(unfinished(archive), packageOf(archive), StandardCopyOption.ATOMIC_MOVE);
      DurableFile.forceFolder(folder.resolve("packages"));
    } catch (IOException e) {
      throw DurableFile.failed("rename", unfinished(archive), e);
    }
  }

  /** Removes packages that the state does not name, and archives; a part of one is kept. */
  void removeUnused() {
    Set<String> used =
        state.models().stream().map(model -> model.archive().sha256()).collect(Collectors.toSet());
    list(folder.resolve("packages")).stream()
        .filter(one -> !used.contains(one.getFileName().toString()))
        .forEach(ModelStore::removeTree);
    list(folder.resolve("downloads")).stream()
        .filter(one -> !one.toString().endsWith(".part"))
        .forEach(ModelStore::removeTree);
  }

  /** Removes what is left of all downloads but one. */
  void removeDownloadsBut(Digest wanted) {
    list(folder.resolve("downloads")).stream()
        .filter(one -> !one.getFileName().toString().startsWith(wanted.sha256()))
        .forEach(ModelStore::removeTree);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw DurableFile.failed("list", folder, e);
    }
  }

  static void removeTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw DurableFile.failed("remove", root, e);
    }
  }
}
