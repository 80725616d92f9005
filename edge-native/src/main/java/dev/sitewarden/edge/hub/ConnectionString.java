package dev.sitewarden.edge.hub;

import dev.sitewarden.domain.site.DeviceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who the device is to the hub: {@code HostName=..;DeviceId=..;SharedAccessKey=..}. The key appears
 * in no message.
 *
 * @param hostName the hub's own name, which tokens are signed for
 * @param key base64, as it stands in the text
 */
public record ConnectionString(String hostName, DeviceId device, String key) {
  private static final String SHAPE = "HostName=..;DeviceId=..;SharedAccessKey=..";

  /**
   * Reads the file that holds it.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it holds something else; both in one sentence for the user
   */
  public static ConnectionString read(Path file) {
    try {
      return parse(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no connection string at %s; the hub writes one for each device".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "connection string in %s rejected: %s".formatted(file, e.getMessage()), e);
    }
  }

  static ConnectionString parse(String text) {
    Map<String, String> parts =
        Arrays.stream(text.split(";"))
            .map(part -> part.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(
                Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip(), (a, b) -> a));
    return new ConnectionString(
        require(parts, "HostName"),
        new DeviceId(require(parts, "DeviceId")),
        requireKey(require(parts, "SharedAccessKey")));
  }

  private static String require(Map<String, String> parts, String name) {
    String value = parts.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("%s is missing, expected %s".formatted(name, SHAPE));
    }
    return value;
  }

  private static String requireKey(String key) {
    try {
      Base64.getDecoder().decode(key);
      return key;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("SharedAccessKey is not base64", e);
    }
  }

  @Override
  public String toString() {
    return "HostName=%s;DeviceId=%s".formatted(hostName, device);
  }
}
