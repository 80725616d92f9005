package dev.sitewarden.inference.frame;

import java.util.Locale;

/** Capitals, digits and a few signs, 3x5 dots each, for labels on annotated pictures. */
final class Glyphs {
  static final int COLUMNS = 3;
  static final int ROWS = 5;

  private static final String SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-% ";

  /** Five octal digits a sign: a row each from the top, the left dot is 4, the right one is 1. */
  private static final String DOTS =
      "75557 26227 71747 71717 55711 74717 74757 71122 75757 75717 "
          + "25755 65656 34443 65556 74647 74644 34553 55755 72227 11153 55655 44447 57755 65555 "
          + "25552 65644 25563 65655 34216 72222 55557 55552 55775 55255 55222 71247 "
          + "00002 00700 51245 00000";

  private Glyphs() {}

  /** Whether a sign has a dot there; a sign that is not known is a full block. */
  static boolean isDot(char sign, int column, int row) {
    int index = SIGNS.indexOf(String.valueOf(sign).toUpperCase(Locale.ROOT));
    if (index < 0) {
      return true;
    }
    int octal = DOTS.charAt(index * (ROWS + 1) + row) - '0';
    return (octal >> (COLUMNS - 1 - column) & 1) == 1;
  }
}
