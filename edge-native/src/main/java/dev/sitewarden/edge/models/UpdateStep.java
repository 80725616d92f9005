package dev.sitewarden.edge.models;

import java.util.Locale;

/**
 * How far an update is: each is reached when what it says is on the disk, where it is about that.
 */
public enum UpdateStep {
  DOWNLOADING,
  DOWNLOADED,
  VERIFIED,
  UNPACKED,
  ADOPTED,
  LOADING,
  LOADED,
  PROVED,
  ON_TRIAL,
  COMMITTED,
  ROLLING_BACK,
  ROLLED_BACK;

  /** For a person. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
