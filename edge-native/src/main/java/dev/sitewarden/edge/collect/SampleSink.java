package dev.sitewarden.edge.collect;

import dev.sitewarden.edge.incident.Handover;

/** Where samples go to be stored in the cloud. Called on the thread "collect". */
public interface SampleSink {
  /** Keeps a sample for storing; its file belongs to the sink from then on. */
  Handover put(Sample sample);
}
