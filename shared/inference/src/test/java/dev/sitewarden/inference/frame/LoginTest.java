package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
  @Test
  void whateverAPasswordHoldsItStaysOnePartOfTheAddress() {
    Login login = Login.of("ad min:p@ss:w/ö?#%+\n");

    assertThat(login.password()).isEqualTo("p@ss:w/ö?#%+");
    assertThat(login.encoded()).isEqualTo("ad%20min:p%40ss%3Aw%2F%C3%B6%3F%23%25%2B");
  }

  @Test
  void thePasswordIsNeverPrinted() {
    assertThat(Login.of("admin:secret")).hasToString("login of user admin");
    assertThatThrownBy(() -> Login.of("secret"))
        .hasMessage("a camera's login must read user:password");
    assertThatThrownBy(() -> new Login("admin", "secret".repeat(30)))
        .hasMessageContaining("186 characters")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFileHoldsOneLogin(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("gate"), "admin:secret\n");
    Path other = Files.writeString(folder.resolve("yard"), "secret\n");

    assertThat(Login.read(file)).isEqualTo(new Login("admin", "secret"));
    assertThatThrownBy(() -> Login.read(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%s: a camera's login must read user:password", other);
    assertThatThrownBy(() -> Login.read(folder.resolve("door")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read the camera's login in " + folder.resolve("door"));
  }
}
