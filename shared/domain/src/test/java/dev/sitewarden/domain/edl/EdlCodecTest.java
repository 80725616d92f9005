package dev.sitewarden.domain.edl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of our own, and what is no list. */
final class EdlCodecTest {
  private static final FrameRate PAL = FrameRate.of(25);

  @Test
  void aListIsWrittenAsProgramsReadIt() {
    Edl edl = new Edl("Site gate", PAL, List.of(event(PAL)));

    assertThat(EdlCodec.write(edl))
        .isEqualTo(
            """
            TITLE: Site gate
            FCM: NON-DROP FRAME
            001  GATE0001 V     C        08:00:00:00 08:00:10:00 01:00:00:00 01:00:10:00
            * FROM CLIP NAME: incident 1
            """
                .replace("\n", "\r\n"));
    assertThat(EdlCodec.read(EdlCodec.write(edl), PAL)).isEqualTo(edl);
  }

  @Test
  void dropFrameIsSaidAndReadBack() {
    Edl edl = new Edl("Site gate", FrameRate.ntscDrop(), List.of(event(FrameRate.ntscDrop())));

    String text = EdlCodec.write(edl);

    assertThat(text).contains("FCM: DROP FRAME", "08:00:10;00");
    assertThat(EdlCodec.read(text, FrameRate.ntsc())).isEqualTo(edl);
  }

  @Test
  void aBrokenLineIsNamed() {
    assertThatThrownBy(() -> EdlCodec.read("TITLE: x\n001 A V C 01:00:00:00 01:00", PAL))
        .hasMessageStartingWith("line 2: an event must be");
    assertThatThrownBy(
            () -> EdlCodec.read("001 A V C 01:00:00:25 01:00:01:00 01:00:00:00 01:00:00:01", PAL))
        .hasMessageContaining("'01:00:00:25' is no timecode at 25 frames a second");
  }

  private static EdlEvent event(FrameRate rate) {
    return new EdlEvent(
        "001",
        "GATE0001",
        "V",
        "C",
        0,
        Timecode.parse("08:00:00:00", rate),
        Timecode.parse("08:00:10:00", rate),
        Timecode.parse("01:00:00:00", rate),
        Timecode.parse("01:00:10:00", rate),
        List.of("* FROM CLIP NAME: incident 1"));
  }
}
