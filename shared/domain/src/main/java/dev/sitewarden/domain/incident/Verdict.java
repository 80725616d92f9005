package dev.sitewarden.domain.incident;

/** A person's judgement of an incident. */
public enum Verdict {
  /** The model was right: the judged box becomes a positive label. */
  CONFIRMED,
  /** The model was wrong: the judged box becomes a hard negative. */
  REJECTED,
  /** Not to be told from the picture: no label. */
  UNSURE
}
