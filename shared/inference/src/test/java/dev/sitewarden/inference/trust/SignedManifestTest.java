package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.model.Digest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedManifestTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final SignedManifest MANIFEST =
      new SignedManifest(
          "ppe",
          Map.of(
              new PackagePath("model.onnx"), Digest.of(new byte[] {1}),
              new PackagePath("golden/1.jpg"), Digest.of(new byte[] {2})));

  @Test
  void whatIsSignedVerifiesWithTheOtherHalfOfTheKey() {
    SigningKey read = SigningKey.ofPem(KEY.pem());

    byte[] signature = MANIFEST.sign(read);

    assertThat(SignedManifest.verify(signature, VerificationKey.ofPem(KEY.verification().pem())))
        .isEqualTo(MANIFEST);
  }

  @Test
  void anotherKeyIsRefusedByName() {
    VerificationKey other = SigningKey.generate().verification();

    assertThatThrownBy(() -> SignedManifest.verify(MANIFEST.sign(KEY), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "signature rejected: it was made with another key (%s, this device trusts %s)"
                .formatted(KEY.verification().hint(), other.hint()));
  }

  @Test
  void aChangedTextDoesNotVerify() {
    String payload = new String(ModelStatement.write(MANIFEST), UTF_8).replace("ppe", "ppf");
    String bundle = new String(MANIFEST.sign(KEY), UTF_8);
    String changed =
        bundle.replaceFirst(
            "\"payload\":\"[^\"]*\"",
            "\"payload\":\"%s\""
                .formatted(Base64.getEncoder().encodeToString(payload.getBytes(UTF_8))));

    assertThatThrownBy(() -> SignedManifest.verify(changed.getBytes(UTF_8), KEY.verification()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it does not fit its text");
  }

  static List<Arguments> wrongStatements() {
    return List.of(
        Arguments.of("signature/v1.0", "Digests/v0.1", "its predicateType must be"),
        Arguments.of("in-toto.io/Statement/v1", "other/v1", "its _type must be"),
        Arguments.of("\"method\":\"files\"", "\"method\":\"shards\"", "method must be files"),
        Arguments.of("\"allow_symlinks\":false", "\"allow_symlinks\":true", "allow_symlinks"),
        Arguments.of("\"algorithm\":\"sha256\"", "\"algorithm\":\"blake2b\"", "its algorithm must"),
        Arguments.of("golden/1.jpg", "../1.jpg", "got '../1.jpg'"),
        Arguments.of("golden/1.jpg", "/etc/passwd", "got '/etc/passwd'"),
        Arguments.of("golden/1.jpg", "a/b/c.jpg", "got 'a/b/c.jpg'"),
        Arguments.of("golden/1.jpg", "model.onnx", "it lists model.onnx twice"),
        Arguments.of(Digest.of(new byte[] {1}).sha256(), "0".repeat(64), "its subject's digest is"),
        Arguments.of("\"resources\":", "\"other\":", "'predicate.resources' is missing"));
  }

  @ParameterizedTest
  @MethodSource("wrongStatements")
  void aWrongStatementIsRefusedEvenIfItIsSigned(String right, String wrong, String message) {
    String statement = new String(ModelStatement.write(MANIFEST), UTF_8).replace(right, wrong);
    byte[] signature = SigstoreBundle.sign(statement.getBytes(UTF_8), KEY).write();

    assertThatThrownBy(() -> SignedManifest.verify(signature, KEY.verification()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("signature rejected: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"mediaType\":1}",
        "{\"mediaType\":\"a\",\"mediaType\":\"a\"}",
        "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"dsseEnvelope\":"
            + "{\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[]}}",
        "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"dsseEnvelope\":"
            + "{\"payloadType\":\"text/plain\"}}"
      })
  void whatIsNoBundleIsRefused(String text) {
    assertThatThrownBy(() -> SignedManifest.verify(text.getBytes(UTF_8), KEY.verification()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("signature rejected: ");
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = MANIFEST.sign(KEY);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> SignedManifest.verify(cut, KEY.verification()))
          .as("cut to %d bytes", length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("signature rejected: ");
    }
  }

  @Test
  void aKeyFileThatIsNoneIsNamedWithoutItsContent() {
    assertThatThrownBy(() -> SigningKey.ofPem("secret"))
        .hasMessageContaining("the model signing key is no PEM file")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> SigningKey.ofPem(KEY.pem().replaceAll("(?s)-----BEGIN PUB.*", "")))
        .hasMessageContaining("PUBLIC KEY");
    assertThatThrownBy(
            () ->
                SigningKey.ofPem(
                    KEY.pem().replaceAll("(?s)-----BEGIN PUB.*", "")
                        + SigningKey.generate().verification().pem()))
        .hasMessageContaining("do not belong together");
  }
}
