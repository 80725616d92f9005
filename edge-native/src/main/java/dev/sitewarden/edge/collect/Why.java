package dev.sitewarden.edge.collect;

import java.util.Locale;

/** Why a frame is kept, the best reason first. */
public enum Why {
  /** Somebody asked for it. */
  REQUEST,
  /** Champion and challenger saw different things. */
  DISAGREEMENT,
  /** A score was close to its threshold. */
  UNCERTAINTY,
  /** Something moved. */
  MOTION,
  /** It was time for one. */
  SCHEDULE;

  /** As settings and file names write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
