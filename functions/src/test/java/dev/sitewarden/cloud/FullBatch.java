package dev.sitewarden.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The most that the host may hand over at once: as many messages as host.json lets it, each as long
 * as a hub takes it.
 */
public final class FullBatch {
  /** IoT Hub's limit of a message. */
  private static final int LONGEST = 256 * 1024;

  private FullBatch() {}

  /** How many messages are in one. */
  public static int messages() {
    try {
      return new ObjectMapper()
          .readTree(Path.of("host.json").toFile())
          .at("/extensions/eventHubs/maxEventBatchSize")
          .asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One of a device that sent nothing but this, again and again; each message is another. A byte
   * that is no UTF-8 becomes one U+FFFD on its way.
   */
  public static String envelope(String device, String text) {
    int bytes = text.equals("\ufffd") ? 1 : text.getBytes(UTF_8).length;
    String full = text.repeat(LONGEST / bytes - 1);
    List<String> messages =
        IntStream.range(0, messages()).mapToObj(i -> (char) ('a' + i) + full).toList();
    return Device.envelope(device, messages);
  }
}
