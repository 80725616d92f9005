package dev.sitewarden.domain.edl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames and their numbers, to the frame. */
final class TimecodeTest {

  @ParameterizedTest(name = "drop-frame: frame {0} is {1}")
  @CsvSource({
    "0,       00:00:00;00",
    "1799,    00:00:59;29",
    "1800,    00:01:00;02",
    "3597,    00:01:59;29",
    "3598,    00:02:00;02",
    "17981,   00:09:59;29",
    "17982,   00:10:00;00",
    "19781,   00:10:59;29",
    "19782,   00:11:00;02",
    "107892,  01:00:00;00",
    "2589407, 23:59:59;29"
  })
  void dropFrameLeavesOutNumbersAtMinutesButEveryTenth(long frame, String text) {
    assertThat(new Timecode(frame, FrameRate.ntscDrop())).hasToString(text);
    assertThat(Timecode.parse(text, FrameRate.ntscDrop()).frame()).isEqualTo(frame);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00:01:00;00", "00:01:00;01", "23:59:00;01"})
  void aNumberThatIsLeftOutIsNoTimecode(String text) {
    assertThatThrownBy(() -> Timecode.parse(text, FrameRate.ntscDrop()))
        .hasMessageContaining("drop-frame timecode has no");
  }

  @Test
  void everyFrameOfADayHasANumberThatIsReadAsTheSameFrame() {
    for (FrameRate rate : new FrameRate[] {FrameRate.ntscDrop(), FrameRate.of(25)}) {
      Timecode last = Timecode.parse(rate.isDrop() ? "23:59:59;29" : "23:59:59:24", rate);
      for (long frame = 0; frame <= last.frame(); frame += 7) {
        Timecode one = new Timecode(frame, rate);
        assertThat(Timecode.parse(one.toString(), rate).frame()).isEqualTo(frame);
      }
    }
  }

  @Test
  void dropFrameKeepsUpWithTheClockAndNonDropFallsBehind() {
    long hour = Duration.ofHours(1).toNanos();

    assertThat(new Timecode(FrameRate.ntscDrop().frameAt(hour), FrameRate.ntscDrop()))
        .hasToString("01:00:00;00");
    assertThat(new Timecode(FrameRate.ntsc().frameAt(hour), FrameRate.ntsc()))
        .hasToString("00:59:56:12");
    assertThat(FrameRate.of(25).frameAt(hour)).isEqualTo(90_000);
    assertThat(FrameRate.of(25).frameAt(39_999_999)).isZero();
    assertThat(FrameRate.of(25).frameAt(40_000_000)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"24:00:00:00", "00:60:00:00", "00:00:60:00", "00:00:00:25", "1:2:3:4", ""})
  void whatIsNoTimeOfADayIsRefused(String text) {
    assertThatThrownBy(() -> Timecode.parse(text, FrameRate.of(25)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyNtscDropsNumbers() {
    assertThatThrownBy(() -> new FrameRate(25, false, true)).hasMessageContaining("29.97");
  }
}
