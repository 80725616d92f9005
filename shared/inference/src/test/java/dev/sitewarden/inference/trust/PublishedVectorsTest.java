package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reference implementation signed is read here; see README.md beside the vectors. */
class PublishedVectorsTest {
  private final VerificationKey key = VerificationKey.ofPem(text("signing-key-pub.pem"));

  @ParameterizedTest
  @ValueSource(strings = {"v1.1.0.sig", "v1.0.1.sig"})
  void aFolderThatTheReferenceSignedVerifies(String vector) {
    SignedManifest manifest = SignedManifest.verify(bytes(vector), key);

    assertThat(manifest.files())
        .isEqualTo(
            Map.of(
                new PackagePath("signme-1"), Digest.of("signme-1\n".getBytes(UTF_8)),
                new PackagePath("signme-2"), Digest.of("signme-2".getBytes(UTF_8))));
    assertThat(manifest.root())
        .hasToString("92745110b1ab4368471cbe31664e10174e954b113a3df333db860317b2c6dec4");
  }

  @Test
  void theKeysHintIsTheReferences() {
    assertThat(key.hint())
        .isEqualTo("e8450dec4eb99dae995da9af1bc2cc9f76ed669ee2e744f57abba763df3e3f8e");
  }

  @Test
  void aSignedSingleFileIsNoPackage() {
    byte[] vector = bytes("v1.0.0.sig");

    assertThatThrownBy(() -> SignedManifest.verify(vector, key))
        .hasMessage(
            "signature rejected: a file in a model package is named like model.onnx or"
                + " golden/1.jpg, got '.'");
  }

  @Test
  void theKeyInsideASignatureCountsForNothing() {
    byte[] vector = bytes("v1.0.1.sig"); // carries its own key in verificationMaterial

    VerificationKey other = SigningKey.generate().verification();

    assertThatThrownBy(() -> SignedManifest.verify(vector, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("made with another key than " + other.hint());
  }

  private static String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            PublishedVectorsTest.class.getResourceAsStream("model-signing/" + name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
