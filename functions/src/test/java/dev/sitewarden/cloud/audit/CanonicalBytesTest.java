package dev.sitewarden.cloud.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No two events have the same bytes: whoever could swap one for the other would go unnoticed. */
final class CanonicalBytesTest {
  private static final String SEED = "20261120";

  @Provide
  Arbitrary<AuditEvent> events() {
    // What the format itself is made of, so that fields could run into each other.
    Arbitrary<String> texts = Arbitraries.strings().withChars("1:\n0a\u00e4").ofMaxLength(5);
    Arbitrary<Instant> at = Arbitraries.longs().between(0, 11).map(Instant::ofEpochMilli);
    return Combinators.combine(at, texts, texts, texts, texts, texts, texts).as(AuditEvent::new);
  }

  @Property(seed = SEED, tries = 5000)
  void twoEventsHaveTheSameBytesOnlyIfTheyAreTheSame(
      @ForAll("events") AuditEvent one, @ForAll("events") AuditEvent other) {
    assertThat(Arrays.equals(one.canonical(1, 11), other.canonical(1, 11)))
        .isEqualTo(one.equals(other));
  }

  @Property(seed = SEED)
  void aCharacterThatMovesToTheNextFieldIsNoticed(@ForAll("events") AuditEvent event) {
    String joined = event.actor() + event.action();

    List<String> bytes =
        IntStream.rangeClosed(0, joined.length())
            .mapToObj(
                cut ->
                    new AuditEvent(
                        event.at(),
                        joined.substring(0, cut),
                        joined.substring(cut),
                        event.subject(),
                        event.device(),
                        event.camera(),
                        event.detail()))
            .map(moved -> Arrays.toString(moved.canonical(1, 1)))
            .toList();

    assertThat(bytes).doesNotHaveDuplicates();
  }
}
