package dev.sitewarden.edge.collect;

/** What a device is for at the moment. */
public enum Mode {
  /** Watch; keep only the frames that {@link CollectConfig#whileDetecting()} names. */
  DETECT,
  /** Collect frames for every reason that has a quota. */
  COLLECT
}
