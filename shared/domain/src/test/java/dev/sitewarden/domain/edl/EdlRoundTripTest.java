package dev.sitewarden.domain.edl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every list that can be written is read as what it was. */
class EdlRoundTripTest {
  private static final String SEED = "20261120";

  @Provide
  Arbitrary<FrameRate> rates() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, 120).map(FrameRate::of),
        Arbitraries.of(
            FrameRate.ntsc(),
            FrameRate.ntscDrop(),
            new FrameRate(60, true, false),
            new FrameRate(60, true, true)));
  }

  @Provide
  Arbitrary<Edl> lists() {
    return rates()
        .flatMap(
            rate ->
                Combinators.combine(titles(), events(rate).list().ofMaxSize(20))
                    .as((title, events) -> new Edl(title, rate, events)));
  }

  @Property(seed = SEED)
  void aListThatIsWrittenIsReadAsItWas(@ForAll("lists") Edl list) {
    assertThat(EdlCodec.read(EdlCodec.write(list), list.rate())).isEqualTo(list);
  }

  @Property(seed = SEED)
  void everyFrameHasANumberOfItsOwn(
      @ForAll("rates") FrameRate rate, @ForAll("frames") int frame, @ForAll("frames") int other) {
    Timecode one = new Timecode(frame, rate);

    assertThat(Timecode.parse(one.toString(), rate)).isEqualTo(one);
    assertThat(one.toString().equals(new Timecode(other, rate).toString()))
        .isEqualTo(frame == other);
  }

  /** Less than a day of one frame a second. */
  @Provide
  Arbitrary<Integer> frames() {
    return Arbitraries.integers().between(0, 86_399);
  }

  private static Arbitrary<String> titles() {
    return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40).map(String::strip);
  }

  private static Arbitrary<EdlEvent> events(FrameRate rate) {
    Arbitrary<Timecode> ins =
        Arbitraries.integers().between(0, 40_000).map(frame -> new Timecode(frame, rate));
    Arbitrary<Integer> lengths = Arbitraries.integers().between(0, 40_000);
    Arbitrary<String> reels =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(12);
    Arbitrary<List<String>> remarks =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .ofMaxLength(30)
            .map(words -> ("* " + words).strip())
            .list()
            .ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.integers().between(1, 999_999).map("%03d"::formatted),
            reels,
            Arbitraries.of("V", "A", "AA/V"),
            ins,
            ins,
            lengths,
            remarks)
        .as(
            (number, reel, channels, source, record, length, said) ->
                new EdlEvent(
                    number,
                    reel,
                    channels,
                    "C",
                    0,
                    source,
                    source.plus(length),
                    record,
                    record.plus(length),
                    said));
  }
}
