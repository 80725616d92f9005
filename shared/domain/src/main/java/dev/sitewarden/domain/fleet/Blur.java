package dev.sitewarden.domain.fleet;

/** Whose heads are made unrecognisable in evidence. */
public enum Blur {
  /** Everybody's but the incident's subject's. */
  OTHERS,
  ALL,
  NONE
}
