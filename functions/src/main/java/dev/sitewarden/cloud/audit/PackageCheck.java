package dev.sitewarden.cloud.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Checks an evidence package with nothing but the file, and a key's fingerprint if one is known.
 */
final class PackageCheck {
  static final String MANIFEST = "manifest.json";
  static final String SIGNATURE = "manifest.sig";
  static final String KEY = "public-key.pem";
  static final String CHAIN = "chain.json";
  static final String INCIDENT = "incident.json";
  private static final int LONGEST_TEXT = 64 * 1024 * 1024;
  private static final long LONGEST_FILE = 2L * 1024 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ZipFile zip;
  private final List<String> without = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private PackageCheck(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * What was found.
   *
   * @param fingerprint of the key in the package: whoever knows the cloud's compares it
   * @param said the manifest's own words about what this is, and when it was made by whom
   * @param without files that were stored once and are not in the package, and why
   */
  record Report(String fingerprint, String said, List<String> without, List<String> findings) {
    Report {
      without = List.copyOf(without);
      findings = List.copyOf(findings);
    }

    /** Whether it is as it was signed; by whom is for the fingerprint to say. */
    boolean isUnaltered() {
      return findings.isEmpty();
    }
  }

  /** Throws an {@link IOException} if the file is no package at all. */
  static Report of(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new PackageCheck(zip).run();
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Report run() throws IOException {
    byte[] manifest = text(MANIFEST);
    PublicKey key = AuditKey.publicKey(utf8(text(KEY)));
    if (!AuditKey.isSigned(manifest, utf8(text(SIGNATURE)), key)) {
      findings.add("the manifest is not signed by the package's key");
    }
    JsonNode said = JSON.readTree(manifest);
    Map<String, String> digests = digests(said);
    checkFiles(digests);
    checkEvidence(digests, said.path("missing"));
    JsonNode chain = JSON.readTree(text(CHAIN));
    findings.addAll(ChainSegment.findings(chain, key));
    checkNoted(digests, ChainSegment.told(chain, said.path("incident").asText()));
    return new Report(
        AuditKey.fingerprint(key),
        "incident %s, packed %s by %s"
            .formatted(
                said.path("incident").asText(),
                said.path("madeAt").asText(),
                said.path("madeBy").asText()),
        without,
        findings);
  }

  private static Map<String, String> digests(JsonNode manifest) {
    Map<String, String> digests = new HashMap<>();
    for (JsonNode file : manifest.path("files")) {
      digests.put(file.path("name").asText(), file.path("sha256").asText());
    }
    return digests;
  }

  private void checkFiles(Map<String, String> digests) throws IOException {
    List<String> names = zip.stream().map(ZipEntry::getName).toList();
    for (String name : names) {
      boolean isSigned = digests.containsKey(name);
      boolean isSignature = List.of(MANIFEST, SIGNATURE, KEY).contains(name);
      if (!isSigned && !isSignature) {
        findings.add("%s is in the package and not in its manifest".formatted(name));
      } else if (isSigned && !sha256(name).equals(digests.get(name))) {
        findings.add("%s is not the file that was packed".formatted(name));
      }
    }
    for (String name : digests.keySet()) {
      if (!names.contains(name)) {
        findings.add("%s is missing".formatted(name));
      }
    }
    if (names.size() != names.stream().distinct().count()) {
      findings.add("a name is in the package twice");
    }
    for (String needed : List.of(CHAIN, INCIDENT)) {
      if (!digests.containsKey(needed)) {
        findings.add("%s is not in the manifest".formatted(needed));
      }
    }
  }

  /** The device said what it stored: the files must be those. */
  private void checkEvidence(Map<String, String> digests, JsonNode missing) throws IOException {
    for (JsonNode file : JSON.readTree(text(INCIDENT)).path("files")) {
      String name = file.path("name").asText();
      String packed = digests.get(name);
      if (packed == null) {
        checkMissing(name, missing);
      } else if (!packed.equals(file.path("sha256").asText())) {
        findings.add("%s is not the file that the device stored".formatted(name));
      }
    }
  }

  /** Manifests did not always say what is missing; those that do must say it of every file. */
  private void checkMissing(String name, JsonNode missing) {
    for (JsonNode file : missing) {
      if (file.path("name").asText().equals(name)) {
        without.add("%s: %s".formatted(name, file.path("why").asText()));
        return;
      }
    }
    if (missing.isMissingNode()) {
      without.add("%s: packages of that time do not say why".formatted(name));
    } else {
      findings.add("%s was stored, is not here, and nothing says why".formatted(name));
    }
  }

  /**
   * What the device said can be changed in the database, what the log noted of it cannot. A log
   * that held no digests yet says nothing of a file.
   */
  private void checkNoted(Map<String, String> digests, List<AuditEvent> told) {
    List<String> details =
        told.stream()
            .filter(event -> event.action().equals(AuditAction.INCIDENT_CHANGED.name()))
            .map(AuditEvent::detail)
            .toList();
    List<StoredFile> noted =
        details.stream().flatMap(detail -> StoredFile.noted(detail).stream()).toList();
    for (Evidence.Kind kind : Evidence.Kind.values()) {
      String packed = digests.get(kind.fileName());
      if (packed == null || noted.isEmpty()) {
        continue;
      }
      boolean isNoted =
          noted.stream()
              .anyMatch(file -> file.kind() == kind && file.digest().sha256().equals(packed));
      boolean isOlder =
          noted.stream().noneMatch(file -> file.kind() == kind)
              && details.stream().anyMatch(detail -> StoredFile.isWithoutDigest(detail, kind));
      if (!isNoted && !isOlder) {
        findings.add(
            "%s is not the file that the log noted when it was stored".formatted(kind.fileName()));
      }
    }
  }

  private byte[] text(String name) throws IOException {
    try (InputStream in = open(name)) {
      byte[] content = in.readNBytes(LONGEST_TEXT + 1);
      if (content.length > LONGEST_TEXT) {
        throw new IOException("%s is longer than %d bytes".formatted(name, LONGEST_TEXT));
      }
      return content;
    }
  }

  private InputStream open(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("%s is missing: this is no evidence package".formatted(name));
    }
    return zip.getInputStream(entry);
  }

  private String sha256(String name) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(open(name), MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[64 * 1024];
      long bytes = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        if (bytes > LONGEST_FILE) {
          throw new IOException("%s is longer than %d bytes".formatted(name, LONGEST_FILE));
        }
      }
      return new Digest(HexFormat.of().formatHex(in.getMessageDigest().digest())).sha256();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
