package dev.sitewarden.cloud.audit;

import dev.sitewarden.domain.model.Digest;
import java.nio.charset.StandardCharsets;

/**
 * A link of a chain.
 *
 * @param lane which chain
 * @param number its place there, from 1
 * @param previous hash of the record before, zeros for the first
 * @param hash SHA-256 over {@code previous} and the digest of the event's canonical bytes
 */
public record AuditRecord(int lane, long number, AuditEvent event, String previous, String hash) {
  static final String BEFORE_THE_FIRST = "0".repeat(64);

  /** The record that follows another. */
  static AuditRecord following(int lane, long number, AuditEvent event, String previous) {
    return new AuditRecord(
        lane, number, event, previous, link(previous, content(lane, number, event)));
  }

  /** How far its chain had come with it. */
  ChainHead head() {
    return new ChainHead(lane, number, hash);
  }

  /** Whether the hash is the one of this content after this predecessor. */
  boolean isIntact() {
    return hash.equals(link(previous, content()));
  }

  /** Digest of the content alone: enough for whoever checks the chain and may not read it. */
  String content() {
    return content(lane, number, event);
  }

  static String content(int lane, long number, AuditEvent event) {
    return Digest.of(event.canonical(lane, number)).sha256();
  }

  static String link(String previous, String content) {
    return Digest.of((previous + ":" + content).getBytes(StandardCharsets.US_ASCII)).sha256();
  }
}
