package dev.sitewarden.cloud.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A package as an auditor takes it away, and what somebody may have done to it on the way. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class PackageTest {
  private static final Instant SEEN = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir private Path folder = Path.of("");

  @ConfigProperty(name = "cloud.media.folder")
  Path blobs = Path.of("");

  @Inject AuditLog log;
  @Inject AuditKey key;

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();
  private final Person auditor = Person.auditor();
  private Path file = Path.of("");

  @BeforeEach
  void anAuditorTakesAPackage() throws IOException {
    device.sends(
        device.opened(SEEN), store(Kind.SNAPSHOT), store(Kind.CLIP), store(Kind.THUMBNAIL));
    Person.engineer().decide(incident, "resolution", "{\"verdict\":\"CONFIRMED\"}");
    anAuditorTakesAPackageAgain();
  }

  private void anAuditorTakesAPackageAgain() throws IOException {
    Answer answer = auditor.get("/api/v1/incidents/" + incident + "/package");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Disposition")).contains("evidence-" + incident + ".zip");
    file = Files.write(folder.resolve("evidence.zip"), answer.response().body());
  }

  private String store(Kind kind) throws IOException {
    byte[] content = (kind + " of the gate").getBytes(StandardCharsets.UTF_8);
    Path blob = blobs.resolve(device.path(SEEN, kind));
    Files.createDirectories(blob.getParent());
    Files.write(blob, content);
    return device.stored(SEEN, kind, content);
  }

  @Test
  void aPackageIsGenuineWithoutACloudAndHoldsWhatIsNeeded() throws IOException {
    PackageCheck.Report report = PackageCheck.of(file);
    String key = auditor.get("/api/v1/audit/key").json().path("fingerprint").asText();
    Map<String, String> content = unpacked();

    assertThat(report.findings()).isEmpty();
    assertThat(report.said()).startsWith("incident " + incident).endsWith("by auditor");
    assertThat(report.fingerprint()).isEqualTo(key);
    assertThat(content)
        .containsKeys("snapshot.jpg", "clip.mp4", "thumbnail.jpg", "incident.json", "chain.json");
    assertThat(content.get("incident.json")).contains("\"sha256\"", "\"verdict\" : \"CONFIRMED\"");
    assertThat(content.get("chain.json")).contains("RESOLVED", "EVIDENCE_EXPORTED");
    assertThat(said("verify", file.toString(), "--key", key)).startsWith("genuine\n");
    assertThat(exit("verify", file.toString(), "--key", key)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clip.mp4",
        "snapshot.jpg",
        "thumbnail.jpg",
        "incident.json",
        "manifest.json",
        "manifest.sig"
      })
  void aFileThatWasChangedIsNamed(String name) throws IOException {
    Map<String, String> content = unpacked();
    content.put(name, text(content, name).replaceFirst("[a-z]", "Q"));

    assertThat(PackageCheck.of(packed(content)).findings()).isNotEmpty();
    assertThat(exit("verify", packed(content).toString())).isOne();
  }

  @Test
  void aFileThatIsMissingOrWasAddedIsNamed() throws IOException {
    Map<String, String> content = unpacked();
    content.remove("clip.mp4");
    content.put("other.mp4", "x");

    assertThat(PackageCheck.of(packed(content)).findings())
        .contains("clip.mp4 is missing", "other.mp4 is in the package and not in its manifest");
  }

  /** Whoever signs a changed package with a key of his own is found out by the fingerprint. */
  @Test
  void aPackageOfAnotherCloudIsNotThisOnes() throws IOException {
    assertThat(exit("verify", file.toString(), "--key", "0".repeat(64))).isOne();
  }

  /**
   * Anybody can pack and sign something: without a key to compare nobody says that it is genuine.
   */
  @Test
  void withoutAKeyItIsUnknownWhoSigned() {
    assertThat(exit("verify", file.toString())).isEqualTo(3);
    assertThat(said("verify", file.toString()))
        .startsWith(
            "unaltered since it was signed; who signed it is unknown: name the key by --key\n")
        .contains("key " + key.fingerprint())
        .doesNotContain("genuine");
  }

  @Test
  void aChainWithAnAlteredRecordIsNotBelieved() throws IOException {
    Map<String, String> content = unpacked();
    String chain = text(content, "chain.json").replace("RESOLVED: CONFIRMED", "RESOLVED: REJECTED");

    assertThat(
            ChainSegment.findings(
                new ObjectMapper().readTree(chain),
                AuditKey.publicKey(text(content, "public-key.pem"))))
        .singleElement()
        .asString()
        .endsWith("was altered");
  }

  /** What happened since to others does not make a package larger, nor less genuine. */
  @Test
  void aPackageOfLongAgoHasOnlyWhatStandsNearItsRecords() throws Throwable {
    List<AuditEvent> others =
        Collections.nCopies(
            3_000, AuditEvent.of(SEEN, "somebody", AuditAction.INCIDENT_CHANGED, "another", "x"));
    VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> log.append(others)));
    anAuditorTakesAPackageAgain();

    JsonNode chain = new ObjectMapper().readTree(text(unpacked(), "chain.json"));

    assertThat(PackageCheck.of(file).findings()).isEmpty();
    assertThat(chain.path("chains").findValues("links"))
        .hasSizeGreaterThan(1)
        .extracting(JsonNode::size)
        .allMatch(links -> links < others.size());
    assertThat(text(unpacked(), "chain.json")).contains("RESOLVED", "EVIDENCE_EXPORTED");
  }

  @Test
  void aPackageWithoutAFileSaysSoAndWhy() throws IOException {
    Files.delete(blobs.resolve(device.path(SEEN, Kind.CLIP)));
    anAuditorTakesAPackageAgain();

    assertThat(PackageCheck.of(file).without()).containsExactly("clip.mp4: not found in the store");
    assertThat(PackageCheck.of(file).findings()).isEmpty();

    dropEvidence();
    anAuditorTakesAPackageAgain();

    assertThat(PackageCheck.of(file).without())
        .containsExactly("clip.mp4: dropped by retention at 2026-11-22T00:00:00Z");
    assertThat(said("verify", file.toString()))
        .contains("  without clip.mp4: dropped by retention", "\nincident " + incident);
  }

  private void dropEvidence() {
    Rows.change(
        "update incident set evidence_gone_at = '2026-11-22T00:00:00Z' where id = '%s'"
            .formatted(incident));
  }

  /** The package's own cloud signed that nothing is missing. */
  @Test
  void aFileThatIsMissingWithoutAReasonIsNamed() throws IOException {
    Map<String, String> content = unpacked();
    Path forged = folder.resolve("forged.zip");
    try (PackageWriter writer =
        new PackageWriter(Files.newOutputStream(forged), key, incident, "auditor", SEEN)) {
      writer.add(json(content, "incident.json"), json(content, "chain.json"));
      for (String name : List.of("snapshot.jpg", "thumbnail.jpg")) {
        writer.add(
            name, new ByteArrayInputStream(text(content, name).getBytes(StandardCharsets.UTF_8)));
      }
      writer.sign();
    }

    assertThat(PackageCheck.of(forged).findings())
        .containsExactly("clip.mp4 was stored, is not here, and nothing says why");
  }

  private static ObjectNode json(Map<String, String> content, String name) throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(text(content, name));
  }

  @Test
  void aStoreThatCannotBeReadMakesNoPackage() throws IOException {
    Path clip = blobs.resolve(device.path(SEEN, Kind.CLIP));
    Files.delete(clip);
    Files.createSymbolicLink(clip, clip); // leads nowhere, as a failing disk does

    Answer answer = auditor.get("/api/v1/incidents/" + incident + "/package");
    Answer shown = auditor.get("/api/v1/incidents/" + incident + "/evidence/clip");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("package-not-made");
    assertThat(shown.code()).isEqualTo("evidence-unreadable");
    assertThat(List.of(answer, shown))
        .extracting(one -> one.header("Retry-After"))
        .containsExactly("5", "5");
  }

  @Test
  void whatIsNoLongerKeptIsNotOffered() {
    dropEvidence();

    JsonNode shown = auditor.get("/api/v1/incidents/" + incident).json();

    assertThat(shown.path("evidence").path("isGone").asBoolean()).isTrue();
    assertThat(shown.path("evidence").path("clip").isNull()).isTrue();
    assertThat(shown.path("thumbnailUrl").isNull()).isTrue();
  }

  /** As somebody could who owns database and store: past the device, not past the log. */
  @Test
  void aClipThatWasSwappedTogetherWithItsRowIsNamed() throws IOException {
    byte[] forged = "CLIP of another gate".getBytes(StandardCharsets.UTF_8);
    Files.write(blobs.resolve(device.path(SEEN, Kind.CLIP)), forged);
    Rows.of(
        "update incident set clip_sha256 = ?, version = version + 1 where device = ? returning device",
        Digest.of(forged).sha256(),
        device.name());
    anAuditorTakesAPackageAgain();

    assertThat(PackageCheck.of(file).findings())
        .containsExactly("clip.mp4 is not the file that the log noted when it was stored");
    assertThat(exit("verify", file.toString())).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"EVIDENCE_STORED: clip", "EVIDENCE_STORED: clip x", "RESOLVED: CONFIRMED"})
  void whatTheLogNotedWithoutADigestIsNone(String detail) {
    assertThat(StoredFile.noted(detail)).isEmpty();
    assertThat(StoredFile.isWithoutDigest(detail, Kind.CLIP)).isEqualTo(detail.endsWith(": clip"));
  }

  @Test
  void whatIsNoPackageIsAMistakeOfTheCaller() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "no zip");

    assertThatThrownBy(() -> PackageCheck.of(text)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> PackageCheck.of(packed(Map.of("a", "b"))))
        .hasMessageContaining("this is no evidence package");
    assertThat(exit("verify", text.toString())).isEqualTo(2);
  }

  private static String text(Map<String, String> content, String name) {
    return content.getOrDefault(name, "");
  }

  private static String said(String... arguments) {
    PrintStream console = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      exit(arguments);
      return said.toString(StandardCharsets.UTF_8);
    } finally {
      System.setOut(console);
    }
  }

  private static int exit(String... arguments) {
    return new CommandLine(new AuditMain()).execute(arguments);
  }

  private Map<String, String> unpacked() throws IOException {
    Map<String, String> content = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        content.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return content;
  }

  private Path packed(Map<String, String> content) throws IOException {
    Path packed = folder.resolve("packed.zip");
    try (OutputStream out = Files.newOutputStream(packed);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return packed;
  }
}
