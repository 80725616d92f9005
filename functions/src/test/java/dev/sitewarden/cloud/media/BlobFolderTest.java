package dev.sitewarden.cloud.media;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobFolderTest {
  @TempDir private Path data = Path.of("");

  private BlobFolder blobs() {
    return new BlobFolder(() -> data.resolve("blobs"));
  }

  @BeforeEach
  void storeOneBlobAndOneSecret() throws IOException {
    Files.createDirectories(data.resolve("blobs/pi-1"));
    Files.writeString(data.resolve("blobs/pi-1/snapshot.jpg"), "picture");
    Files.writeString(data.resolve("secret"), "key");
  }

  @Test
  void aBlobIsFoundWithItsSize() {
    assertThat(blobs().find("pi-1/snapshot.jpg"))
        .get(as(type(Blob.InFolder.class)))
        .returns(7L, Blob.InFolder::bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pi-1/none.jpg",
        "pi-1",
        "",
        "../secret",
        "pi-1/../../secret",
        "/etc/hostname",
        "pi-1/\0",
        "pi-1/snapshot.jpg/clip.mp4"
      })
  void nothingElseIsFound(String path) {
    assertThat(blobs().find(path)).isEmpty();
  }

  @Test
  void aNameThatNoFileCanHaveIsNotFound() {
    assertThat(blobs().find("pi-1/" + "x".repeat(300))).isEmpty();
  }

  /** As a disk does that fails, or a folder that may not be read: a link that leads nowhere. */
  @Test
  void whatCannotBeReadIsNotTakenForGone() throws IOException {
    Path loop = data.resolve("blobs/pi-1/loop.jpg");
    Files.createSymbolicLink(loop, loop);

    assertThatThrownBy(() -> blobs().find("pi-1/loop.jpg"))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> blobs().open("pi-1/loop.jpg")).isInstanceOf(IOException.class);
  }

  @Test
  void aLinkThatLeadsOutIsNotFollowed() throws IOException {
    Files.createSymbolicLink(data.resolve("blobs/pi-1/link.jpg"), data.resolve("secret"));

    assertThat(blobs().find("pi-1/link.jpg")).isEmpty();
  }
}
