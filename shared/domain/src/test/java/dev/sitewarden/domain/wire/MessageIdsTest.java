package dev.sitewarden.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

  @Test
  void anIdIsAVersion7UuidThatStartsWithItsMillisecond() {
    UUID id = new MessageIds(InstantSource.fixed(NOON), new SplittableRandom(1)).next().value();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void idsIncreaseWithinOneMillisecondAlsoWhenItsCounterIsUsedUp() {
    var ids = new MessageIds(InstantSource.fixed(NOON), new SplittableRandom(2));

    assertThat(texts(ids, 10_000)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsIncreaseWhenTheClockStepsBack() {
    Deque<Instant> times =
        new ArrayDeque<>(List.of(NOON, NOON.minusSeconds(60), NOON.plusMillis(1)));
    var ids = new MessageIds(times::pop, new SplittableRandom(3));

    assertThat(texts(ids, 3)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void twoDevicesWithOneClockMakeDifferentIds() {
    var one = new MessageIds(InstantSource.fixed(NOON), new SplittableRandom(4));
    var other = new MessageIds(InstantSource.fixed(NOON), new SplittableRandom(5));

    assertThat(one.next()).isNotEqualTo(other.next());
  }

  private static List<String> texts(MessageIds ids, int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(ids.next().toString());
    }
    return texts;
  }
}
