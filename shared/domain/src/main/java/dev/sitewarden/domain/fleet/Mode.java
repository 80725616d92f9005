package dev.sitewarden.domain.fleet;

/** What a device is there for at the moment. */
public enum Mode {
  /** It watches zones and raises incidents. */
  DETECT,
  /** It also keeps frames for labelling; incidents are raised as ever. */
  COLLECT
}
