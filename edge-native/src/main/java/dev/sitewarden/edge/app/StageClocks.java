package dev.sitewarden.edge.app;

import dev.sitewarden.edge.metrics.Histogram;

/** What each stage took for a frame, over all cameras since the process started. Any thread. */
record StageClocks(Histogram capture, Histogram detect, Histogram rules) {
  StageClocks() {
    this(new Histogram(), new Histogram(), new Histogram());
  }
}
