package dev.sitewarden.edge.incident;

/** What has to be handed over for an incident; each is done once, and a done one is on the disk. */
public enum Step {
  OPENED,
  CLOSED,
  SNAPSHOT,
  DETECTIONS,
  CLIP
}
