package dev.sitewarden.cloud.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows one chain from its first record and says what is wrong with it.
 *
 * <p>Each record has the hash of the one before, so that a record that was altered, removed, added
 * or moved shows at its place. Only the end has nobody behind it: the head and the anchors, which
 * lie elsewhere, say how far the chain had come.
 */
final class ChainCheck {
  private static final int MOST_FINDINGS = 100;

  private final int lane;
  private final List<String> findings = new ArrayList<>();
  private long anchored;
  private long number;
  private String hash = AuditRecord.BEFORE_THE_FIRST;

  ChainCheck(int lane) {
    this.lane = lane;
    if (!AuditLog.hasLane(lane)) {
      find("the log has no such chain, somebody else made it");
    }
  }

  /** An anchor saw the chain come to this point. */
  void reached(long seen) {
    anchored = Math.max(anchored, seen);
  }

  /** The next record as the table has it. */
  void next(AuditRecord record) {
    if (record.number() != number + 1) {
      find(
          "record %d follows record %d: what was between is missing"
              .formatted(record.number(), number));
    } else if (!record.previous().equals(hash)) {
      find(
          "record %d does not follow record %d: one of them was replaced"
              .formatted(record.number(), number));
    }
    if (!record.isIntact()) {
      find("record %d was altered".formatted(record.number()));
    }
    number = record.number();
    hash = record.hash();
  }

  /** Ends the check of a chain of which the database has no note at all. */
  List<String> endHeadless() {
    conclude("its head is missing");
    return end();
  }

  /** Ends the check; the head is the database's own note of the newest record. */
  List<String> end(ChainHead head) {
    if (head.number() != number || !head.hash().equals(hash)) {
      conclude("the chain ends with record %d, its head says %d".formatted(number, head.number()));
    }
    return end();
  }

  private List<String> end() {
    if (anchored > number) {
      conclude(
          "the chain ends with record %d, an anchor has seen record %d"
              .formatted(number, anchored));
    }
    return List.copyOf(findings);
  }

  long length() {
    return number;
  }

  private void find(String what) {
    if (findings.size() < MOST_FINDINGS) {
      conclude(what);
    }
  }

  /** However much was found of single records, this is told, too. */
  private void conclude(String what) {
    findings.add("chain %d: ".formatted(lane) + what);
  }
}
