package dev.sitewarden.domain.edl;

import java.util.List;

/**
 * An edit decision list.
 *
 * @param rate of the whole list; the format itself does not say it
 */
public record Edl(String title, FrameRate rate, List<EdlEvent> events) {
  public Edl {
    events = List.copyOf(events);
    if (title.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a title must be one line, got '%s'".formatted(title));
    }
  }
}
