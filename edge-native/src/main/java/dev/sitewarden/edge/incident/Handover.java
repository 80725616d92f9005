package dev.sitewarden.edge.incident;

/** What came of handing something to the next stage for keeping. */
public sealed interface Handover {
  /** It is on the disk and will be delivered. */
  record Kept() implements Handover {}

  /** It is not kept, for the reason in this sentence; all that was kept before still is. */
  record Refused(String reason) implements Handover {}
}
