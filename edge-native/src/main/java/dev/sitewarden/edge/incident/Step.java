package dev.sitewarden.edge.incident;

/**
 * What has to be handed over for an incident; each is done once, and a done one is on the disk. New
 * ones stand at the end, because the ids of messages follow from the order.
 */
public enum Step {
  OPENED,
  CLOSED,
  SNAPSHOT,
  DETECTIONS,
  CLIP,
  /** The latest update; an older one that was not handed over is out of date. */
  UPDATED,
  THUMBNAIL
}
