package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTwinTest {
  private static final byte[] SAID =
      "{\"mode\":\"collect\",\"rules\":{}}".getBytes(StandardCharsets.UTF_8);

  private final Path file;

  KeptTwinTest(@TempDir Path folder) {
    this.file = folder.resolve("twin.json");
  }

  @Test
  void whatWorkedIsThereAgainUntilItIsRemoved() {
    KeptTwin twin = new KeptTwin(file);

    twin.write(SAID);
    assertThat(new KeptTwin(file).read()).containsEntry("mode", "collect").hasSize(2);
    twin.remove();

    assertThat(twin.read()).isEmpty();
  }

  @Test
  void aCopyThatIsCutAnywhereIsLeftOut() throws Exception {
    for (int length = 0; length < SAID.length; length++) {
      Files.write(file, Arrays.copyOf(SAID, length));

      assertThat(new KeptTwin(file).read()).as("cut after %d bytes", length).isEqualTo(Map.of());
    }
  }
}
