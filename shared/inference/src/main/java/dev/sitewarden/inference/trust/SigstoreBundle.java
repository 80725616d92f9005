package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.inference.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A sigstore bundle 0.3 that holds a DSSE envelope.
 *
 * <p>What is signed is the envelope's pre-authentication encoding, {@code DSSEv1 SP length(type) SP
 * type SP length(payload) SP payload}, lengths in ASCII decimals (secure-systems-lab/dsse,
 * protocol.md).
 */
final class SigstoreBundle {
  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
  private static final JsonFactory JSON = new JsonFactory();

  private final Optional<String> keyHint;
  private final ByteBuffer payload;
  private final ByteBuffer signature;

  private SigstoreBundle(Optional<String> keyHint, byte[] payload, byte[] signature) {
    this.keyHint = keyHint;
    this.payload = ByteBuffer.wrap(payload);
    this.signature = ByteBuffer.wrap(signature);
  }

  static SigstoreBundle sign(byte[] payload, SigningKey key) {
    byte[] signature = key.sign(preAuthenticationEncoding(payload));
    return new SigstoreBundle(Optional.of(key.verification().hint()), payload, signature);
  }

  static SigstoreBundle read(byte[] json) {
    JsonObject bundle = JsonObject.parse(json);
    require("mediaType", MEDIA_TYPE, bundle.text("mediaType"));
    JsonObject envelope = bundle.object("dsseEnvelope");
    require("dsseEnvelope.payloadType", PAYLOAD_TYPE, envelope.text("payloadType"));
    List<JsonObject> signatures = envelope.objects("signatures");
    if (signatures.size() != 1) {
      throw new IllegalArgumentException("it must hold one signature, got " + signatures.size());
    }
    return new SigstoreBundle(
        keyHint(bundle.object("verificationMaterial")),
        decode("dsseEnvelope.payload", envelope.text("payload")),
        decode("dsseEnvelope.signatures[0].sig", signatures.getFirst().text("sig")));
  }

  /** Signers before 1.1 gave none; it only serves a clearer message. */
  private static Optional<String> keyHint(JsonObject material) {
    boolean hinted = material.has("publicKey") && material.object("publicKey").has("hint");
    return hinted ? Optional.of(material.object("publicKey").text("hint")) : Optional.empty();
  }

  private static byte[] decode(String field, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its %s is no base64".formatted(field), e);
    }
  }

  private static void require(String field, String expected, String found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "its %s must be %s, got '%s'".formatted(field, expected, found));
    }
  }

  void requireSignedBy(VerificationKey key) {
    if (keyHint.isPresent() && !keyHint.get().equals(key.hint())) {
      throw new IllegalArgumentException(
          "it was made with another key (%s, this device trusts %s)"
              .formatted(keyHint.get(), key.hint()));
    }
    if (!key.verifies(preAuthenticationEncoding(payload.array()), signature.array())) {
      throw new IllegalArgumentException(
          "it does not fit its text or was made with another key than %s, which this device trusts"
              .formatted(key.hint()));
    }
  }

  byte[] payload() {
    return payload.array();
  }

  private static byte[] preAuthenticationEncoding(byte[] payload) {
    byte[] head =
        "DSSEv1 %d %s %d "
            .formatted(PAYLOAD_TYPE.length(), PAYLOAD_TYPE, payload.length)
            .getBytes(UTF_8);
    return ByteBuffer.allocate(head.length + payload.length).put(head).put(payload).array();
  }

  byte[] write() {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("mediaType", MEDIA_TYPE);
      writeMaterial(json);
      json.writeObjectFieldStart("dsseEnvelope");
      json.writeStringField("payload", Base64.getEncoder().encodeToString(payload.array()));
      json.writeStringField("payloadType", PAYLOAD_TYPE);
      json.writeArrayFieldStart("signatures");
      json.writeStartObject();
      json.writeStringField("sig", Base64.getEncoder().encodeToString(signature.array()));
      json.writeStringField("keyid", "");
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private void writeMaterial(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("verificationMaterial");
    json.writeObjectFieldStart("publicKey");
    json.writeStringField("hint", keyHint.orElseThrow());
    json.writeEndObject();
    json.writeArrayFieldStart("tlogEntries");
    json.writeEndArray();
    json.writeEndObject();
  }
}
