package dev.sitewarden.cloud.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to a chain shows, and what is whole is not complained about. */
final class ChainCheckTest {
  private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
  private static final int LANE = 3;
  private static final List<AuditRecord> CHAIN = chain("a", "b", "c", "d", "e");
  private static final ChainHead HEAD = head(CHAIN.getLast());

  @Test
  void aWholeChainIsFine() {
    assertThat(check(CHAIN, HEAD, List.of(HEAD, head(CHAIN.get(1))))).isEmpty();
  }

  @Test
  void anEmptyChainIsFine() {
    ChainHead nothing = new ChainHead(LANE, 0, AuditRecord.BEFORE_THE_FIRST);

    assertThat(check(List.of(), nothing, List.of(nothing))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void whatWasDoneToItShows(String what, UnaryOperator<List<AuditRecord>> attack, String finding) {
    List<AuditRecord> attacked = attack.apply(new ArrayList<>(CHAIN));

    assertThat(check(attacked, HEAD, List.of()))
        .as(what)
        .anySatisfy(found -> assertThat(found).contains(finding));
  }

  static Stream<Arguments> attacks() {
    return Stream.of(
        attack("a word altered", all -> with(all, 2, altered(all.get(2))), "record 3 was altered"),
        attack(
            "a word altered, its hash made to fit",
            all -> with(all, 2, rehashed(all.get(2), all.get(1).hash())),
            "record 4 does not follow record 3"),
        attack(
            "the newest altered, its hash made to fit",
            all -> with(all, 4, rehashed(all.get(4), all.get(3).hash())),
            "its head says 5"),
        attack("one removed", all -> without(all, 2), "record 4 follows record 2"),
        attack("the first removed", all -> without(all, 0), "record 2 follows record 0"),
        attack("the last removed", all -> without(all, 4), "its head says 5"),
        attack("all removed", all -> List.of(), "ends with record 0"),
        attack("two exchanged", all -> exchanged(all, 1, 3), "was altered"),
        attack("one twice", all -> twice(all, 2), "record 3 follows record 3"),
        attack(
            "everything written anew",
            all -> chain("a", "b", "X", "d", "e"),
            "the chain ends with record 5, its head says 5"));
  }

  @Test
  void whoEditsTheHeadTooIsGivenAwayByTheAnchor() {
    List<AuditRecord> cut = CHAIN.subList(0, 3);

    assertThat(check(cut, head(cut.getLast()), List.of(HEAD)))
        .containsExactly("chain 3: the chain ends with record 3, an anchor has seen record 5");
  }

  @Test
  void noTwoEventsHaveTheSameBytes() {
    AuditEvent one = new AuditEvent(AT, "ab", "c", "", "", "", "");
    AuditEvent other = new AuditEvent(AT, "a", "bc", "", "", "", "");

    assertThat(one.canonical(0, 1)).isNotEqualTo(other.canonical(0, 1));
    assertThat(one.canonical(0, 1)).isNotEqualTo(one.canonical(1, 1));
    assertThat(one.canonical(0, 1)).isNotEqualTo(one.canonical(0, 2));
  }

  private static Arguments attack(
      String what, UnaryOperator<List<AuditRecord>> attack, String finding) {
    return Arguments.of(what, attack, finding);
  }

  private static List<String> check(
      List<AuditRecord> records, ChainHead head, List<ChainHead> anchored) {
    ChainCheck check = new ChainCheck(LANE);
    anchored.forEach(seen -> check.reached(seen.number()));
    records.forEach(check::next);
    return check.end(head);
  }

  private static List<AuditRecord> chain(String... details) {
    List<AuditRecord> chain = new ArrayList<>();
    String previous = AuditRecord.BEFORE_THE_FIRST;
    for (String detail : details) {
      AuditEvent event = AuditEvent.of(AT, "anna", AuditAction.EVIDENCE_READ, "incident", detail);
      AuditRecord record = AuditRecord.following(LANE, chain.size() + 1L, event, previous);
      chain.add(record);
      previous = record.hash();
    }
    return List.copyOf(chain);
  }

  private static ChainHead head(AuditRecord record) {
    return new ChainHead(record.lane(), record.number(), record.hash());
  }

  private static AuditEvent forged(AuditRecord record) {
    return AuditEvent.of(
        AT, "nobody", AuditAction.EVIDENCE_READ, "incident", record.event().detail());
  }

  private static AuditRecord altered(AuditRecord record) {
    return new AuditRecord(LANE, record.number(), forged(record), record.previous(), record.hash());
  }

  private static AuditRecord rehashed(AuditRecord record, String previous) {
    return AuditRecord.following(LANE, record.number(), forged(record), previous);
  }

  private static List<AuditRecord> with(List<AuditRecord> all, int at, AuditRecord record) {
    all.set(at, record);
    return all;
  }

  private static List<AuditRecord> without(List<AuditRecord> all, int at) {
    all.remove(at);
    return all;
  }

  private static List<AuditRecord> twice(List<AuditRecord> all, int at) {
    all.add(at, all.get(at));
    return all;
  }

  /** As a table would have them: the numbers stay in order, the contents change places. */
  private static List<AuditRecord> exchanged(List<AuditRecord> all, int one, int other) {
    AuditRecord first = all.get(one);
    AuditRecord second = all.get(other);
    all.set(
        one,
        new AuditRecord(LANE, first.number(), second.event(), second.previous(), second.hash()));
    all.set(
        other,
        new AuditRecord(LANE, second.number(), first.event(), first.previous(), first.hash()));
    return all;
  }
}
