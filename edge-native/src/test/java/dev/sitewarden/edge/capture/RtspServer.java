package dev.sitewarden.edge.capture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** GStreamer's RTSP server with the demo's clip, as a process that a test may ill-treat. */
final class RtspServer implements AutoCloseable {
  private static final String SCRIPT = "rtsp-server.py";

  private final Process process;
  private final int port;

  private RtspServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it can be called.
   *
   * @param port 0 for any free one
   * @param login nothing, or user and password that it asks for
   */
  static RtspServer start(Path folder, int port, String... login) throws IOException {
    Path script = folder.resolve(SCRIPT);
    try (InputStream resource = RtspServer.class.getResourceAsStream(SCRIPT)) {
      Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/python3", script.toString(), clip().toString(), String.valueOf(port)));
    command.addAll(List.of(login));
    Process process =
        new ProcessBuilder(command)
            .redirectError(folder.resolve("rtsp-server.log").toFile())
            .start();
    return new RtspServer(process, readyPort(process, folder));
  }

  private static int readyPort(Process process, Path folder) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith("ready ")) {
      throw new IOException(
          "the RTSP server did not start; it needs python3-gi, gir1.2-gst-rtsp-server-1.0 and gstreamer1.0-plugins-good: "
              + Files.readString(folder.resolve("rtsp-server.log")));
    }
    return Integer.parseInt(line.substring("ready ".length()));
  }

  private static Path clip() {
    return Path.of(System.getProperty("sitewarden.root"), "demo/worksite/worksite.mp4");
  }

  int port() {
    return port;
  }

  String address() {
    return "rtsp://127.0.0.1:%d/stream".formatted(port);
  }

  /** As a power cut ends it; the port is free afterwards. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** It keeps its connections and says nothing more. */
  void stall() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/kill", name, String.valueOf(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
