package dev.sitewarden.cloud.notify;

import java.net.URI;

/**
 * A text message: words and one link. It is one message of 160 characters if its words are of the
 * GSM alphabet (3GPP TS 23.038), as all texts of ours are; names of zones may not be. Words are cut
 * for that, the link never.
 */
final class ShortText {
  private static final int LONGEST = 160;
  private static final String CUT = "...";

  /** With fewer words than that, nobody knows what it is about: rather two messages. */
  private static final int FEWEST_WORDS = 24;

  private ShortText() {}

  static String of(String words, URI link) {
    int room = LONGEST - link.toString().length() - 1;
    boolean isCut = words.length() > room && room >= FEWEST_WORDS;
    return (isCut ? words.substring(0, room - CUT.length()) + CUT : words) + " " + link;
  }
}
