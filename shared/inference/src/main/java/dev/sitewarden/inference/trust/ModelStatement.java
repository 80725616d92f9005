package dev.sitewarden.inference.trust;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.inference.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The signed text: an in-toto statement whose predicate lists the files of the model. */
final class ModelStatement {
  private static final String STATEMENT = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "https://model_signing/signature/v1.0";
  private static final String SHA_256 = "sha256";
  private static final JsonFactory JSON = new JsonFactory();

  private ModelStatement() {}

  static SignedManifest read(byte[] json) {
    JsonObject statement = JsonObject.parse(json);
    require("_type", STATEMENT, statement.text("_type"));
    require("predicateType", PREDICATE, statement.text("predicateType"));
    JsonObject predicate = statement.object("predicate");
    JsonObject serialization = predicate.object("serialization");
    require("predicate.serialization.method", "files", serialization.text("method"));
    require("predicate.serialization.hash_type", SHA_256, serialization.text("hash_type"));
    require("predicate.serialization.allow_symlinks", false, serialization.flag("allow_symlinks"));
    JsonObject subject = subject(statement);
    var manifest = new SignedManifest(subject.text("name"), files(predicate.objects("resources")));
    Digest claimed = new Digest(subject.object("digest").text(SHA_256));
    if (!manifest.root().equals(claimed)) {
      throw new IllegalArgumentException(
          "its subject's digest is %s, its files' digests make %s"
              .formatted(claimed, manifest.root()));
    }
    return manifest;
  }

  private static JsonObject subject(JsonObject statement) {
    List<JsonObject> subjects = statement.objects("subject");
    if (subjects.size() != 1) {
      throw new IllegalArgumentException("it must have one subject, got " + subjects.size());
    }
    return subjects.getFirst();
  }

  private static Map<PackagePath, Digest> files(List<JsonObject> resources) {
    Map<PackagePath, Digest> files = new TreeMap<>();
    for (JsonObject resource : resources) {
      require("algorithm", SHA_256, resource.text("algorithm"));
      var path = new PackagePath(resource.text("name"));
      if (files.put(path, new Digest(resource.text("digest"))) != null) {
        throw new IllegalArgumentException("it lists %s twice".formatted(path));
      }
    }
    return files;
  }

  private static void require(String field, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "its %s must be %s, got %s".formatted(field, expected, found));
    }
  }

  static byte[] write(SignedManifest manifest) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("_type", STATEMENT);
      writeSubject(json, manifest);
      json.writeStringField("predicateType", PREDICATE);
      json.writeObjectFieldStart("predicate");
      writeSerialization(json);
      writeResources(json, manifest);
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void writeSubject(JsonGenerator json, SignedManifest manifest) throws IOException {
    json.writeArrayFieldStart("subject");
    json.writeStartObject();
    json.writeStringField("name", manifest.name());
    json.writeObjectFieldStart("digest");
    json.writeStringField(SHA_256, manifest.root().sha256());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeSerialization(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("serialization");
    json.writeStringField("method", "files");
    json.writeStringField("hash_type", SHA_256);
    json.writeBooleanField("allow_symlinks", false);
    json.writeArrayFieldStart("ignore_paths");
    json.writeString("signature.json");
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeResources(JsonGenerator json, SignedManifest manifest)
      throws IOException {
    json.writeArrayFieldStart("resources");
    for (Map.Entry<PackagePath, Digest> file : manifest.files().entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", file.getKey().value());
      json.writeStringField("algorithm", SHA_256);
      json.writeStringField("digest", file.getValue().sha256());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
