package dev.sitewarden.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** The short way of reading a time says what the general way of the JDK says. */
class TimeTextTest {
  private static final String SEED = "20261129";
  private static final long LATEST_MS = 253_402_300_799_999L; // the end of the year 9999

  @Property(seed = SEED)
  void whatIsWrittenIsRead(@ForAll @LongRange(max = LATEST_MS) long ms) {
    Instant time = Instant.ofEpochMilli(ms);

    String text = TimeText.write(time);

    assertThat(text).hasSize(24);
    assertThat(TimeText.parse(text)).isEqualTo(time).isEqualTo(Instant.parse(text));
  }

  @Property(seed = SEED)
  void whatOnlyLooksLikeATimeIsJudgedAsTheJdkDoes(@ForAll("almostTimes") String text) {
    assertThat(read(text)).as(text).isEqualTo(readByTheJdk(text));
  }

  /** Numbers at, and just past, their ends; now and then a character that does not belong there. */
  @Provide
  Arbitrary<String> almostTimes() {
    Arbitrary<String> times =
        Combinators.combine(
                Arbitraries.integers().between(1968, 2028),
                Arbitraries.integers().between(0, 13),
                Arbitraries.integers().between(27, 32),
                Arbitraries.integers().between(22, 25),
                Arbitraries.integers().between(58, 61),
                Arbitraries.integers().between(58, 61),
                Arbitraries.of("0", "250", "999"))
            .as(
                (year, month, day, hour, minute, second, ms) ->
                    "%d-%02d-%02dT%02d:%02d:%02d.%3sZ"
                        .formatted(year, month, day, hour, minute, second, ms)
                        .replace(' ', '0'));
    Arbitrary<String> spoilt =
        Combinators.combine(
                times,
                Arbitraries.integers().between(0, 23),
                Arbitraries.of('/', ':', '-', 'Z', '٣'))
            .as((time, at, other) -> time.substring(0, at) + other + time.substring(at + 1));
    return Arbitraries.oneOf(times, times, spoilt);
  }

  private static Optional<Instant> read(String text) {
    try {
      return Optional.of(TimeText.parse(text));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> readByTheJdk(String text) {
    try {
      return Optional.of(Instant.parse(text)).filter(time -> !time.isBefore(Instant.EPOCH));
    } catch (DateTimeException refused) {
      return Optional.empty();
    }
  }
}
