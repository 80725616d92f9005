package dev.sitewarden.edge.detect;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another program that detects on a video.
 *
 * @param command prints one line of JSON, see {@link Pass#parse}
 * @param environment variables that it needs
 */
record Peer(String name, List<String> command, Map<String, String> environment) {

  /** OpenCV's DNN module from Python. */
  static Peer openCv(Path scripts, List<String> arguments) {
    Path script = scripts.resolve("opencv.py");
    return new Peer("Python, OpenCV DNN", command("/usr/bin/python3", script, arguments), Map.of());
  }

  /** ONNX Runtime's own binding for Node, installed below {@code modules}. */
  static Peer node(Path scripts, Path modules, List<String> arguments) {
    Path script = scripts.resolve("onnxruntime.mjs");
    return new Peer(
        "Node, onnxruntime-node",
        command("node", script, arguments),
        Map.of("PEER_MODULES", modules.toString()));
  }

  private static List<String> command(String program, Path script, List<String> arguments) {
    List<String> whole = new ArrayList<>(List.of(program, script.toString()));
    whole.addAll(arguments);
    return List.copyOf(whole);
  }

  /**
   * Runs it once.
   *
   * @throws UncheckedIOException if it cannot be started or fails, in one sentence
   */
  Pass run() {
    try {
      String printed = output(command, environment);
      return Pass.parse(printed.lines().reduce("", (before, line) -> line));
    } catch (IOException | IllegalArgumentException e) {
      throw new UncheckedIOException(
          "%s could not be measured: %s; the launcher's bench peers installs what it needs"
              .formatted(name, e.getMessage()),
          new IOException(e));
    }
  }

  private static String output(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.redirectInput(new File("/dev/null"));
    Process process = builder.start();
    try (var out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException("%s ended with %d".formatted(command.getFirst(), code));
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
