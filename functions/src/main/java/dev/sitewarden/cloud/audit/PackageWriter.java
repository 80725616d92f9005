package dev.sitewarden.cloud.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sitewarden.domain.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs evidence into a ZIP file, and signs a list of what was packed; closing it signs. */
public final class PackageWriter implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ZipOutputStream zip;
  private final AuditKey key;
  private final ObjectNode manifest = JSON.createObjectNode();

  /**
   * @param out closed with this
   */
  public PackageWriter(OutputStream out, AuditKey key, String incident, String by, Instant at) {
    this.zip = new ZipOutputStream(out);
    this.key = key;
    manifest.put("format", "sitewarden-evidence-1");
    manifest.put("incident", incident);
    manifest.put("madeAt", at.toString());
    manifest.put("madeBy", by);
    manifest.putArray("files");
    manifest.putArray("missing");
  }

  /** The incident with its decisions and its model's digest, and what the log says about it. */
  public void add(ObjectNode incident, ObjectNode chain) throws IOException {
    add(PackageCheck.INCIDENT, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(incident));
    add(PackageCheck.CHAIN, JSON.writeValueAsBytes(chain));
  }

  private void add(String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
    list(name, content.length, Digest.of(content).sha256());
  }

  /** A file as it lies in the store. */
  public void add(String name, InputStream file) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    try {
      DigestOutputStream out = new DigestOutputStream(zip, MessageDigest.getInstance("SHA-256"));
      long bytes = file.transferTo(out);
      zip.closeEntry();
      list(name, bytes, HexFormat.of().formatHex(out.getMessageDigest().digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Says of a file that was stored why it is not in the package. */
  public void leaveOut(String name, String why) {
    manifest.withArray("missing").addObject().put("name", name).put("why", why);
  }

  private void list(String name, long bytes, String sha256) {
    manifest
        .withArray("files")
        .addObject()
        .put("name", name)
        .put("bytes", bytes)
        .put("sha256", sha256);
  }

  /** Signs and ends the file. */
  public void sign() throws IOException {
    byte[] content = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    put(PackageCheck.MANIFEST, content);
    put(PackageCheck.SIGNATURE, utf8(key.sign(content)));
    put(PackageCheck.KEY, utf8(key.publicPem()));
    zip.finish();
  }

  private void put(String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
