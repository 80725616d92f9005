package dev.sitewarden.domain.edl;

import java.util.List;

/**
 * A line of an edit decision list and what was remarked about it.
 *
 * <p>An out is the frame after the last one, so what lasts to the end of the day goes out at {@code
 * 00:00:00:00}.
 *
 * @param number as written: its digits are the program's own business
 * @param reel which recording; 1..8 characters in files for old programs, often more
 * @param channels such as {@code V}, {@code A}, {@code AA/V}
 * @param transition {@code C} cut, {@code D} dissolve, {@code W001} wipe
 * @param transitionFrames length of a dissolve or wipe; 0 for a cut
 * @param remarks the lines that follow, without their ends: names, motion, whatever a program wrote
 */
public record EdlEvent(
    String number,
    String reel,
    String channels,
    String transition,
    int transitionFrames,
    Timecode sourceIn,
    Timecode sourceOut,
    Timecode recordIn,
    Timecode recordOut,
    List<String> remarks) {
  private static final String NAME = "FROM CLIP NAME:";

  public EdlEvent {
    remarks = List.copyOf(remarks);
    if (isBackwards(sourceIn, sourceOut) || isBackwards(recordIn, recordOut)) {
      throw new IllegalArgumentException(
          "event %s must not end before it begins: source %s..%s, record %s..%s"
              .formatted(number, sourceIn, sourceOut, recordIn, recordOut));
    }
  }

  private static boolean isBackwards(Timecode in, Timecode out) {
    return out.compareTo(in) < 0 && out.frame() != 0;
  }

  /** The clip's name, or nothing at all. */
  public String clipName() {
    return remarks.stream()
        .map(remark -> remark.replaceFirst("^[*\\s]+", ""))
        .filter(remark -> remark.startsWith(NAME))
        .map(remark -> remark.substring(NAME.length()).strip())
        .findFirst()
        .orElse("");
  }
}
