package dev.sitewarden.edge.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the user named to be written. */
record OutputFile(Path path) {
  /** Makes the folder that the file goes to. */
  OutputFile inItsFolder() {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw failed(e);
    }
    return this;
  }

  void write(byte[] content) {
    try {
      Files.write(path, content);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** One sentence for the user. */
  UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        "cannot write %s: %s; free some space or name another file".formatted(path, reason(e)), e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "access denied";
    }
    if (e instanceof FileSystemException inFileSystem) { // its message is little but the path
      return String.valueOf(inFileSystem.getReason()).equals("null")
          ? "%s is in the way".formatted(inFileSystem.getFile())
          : inFileSystem.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
