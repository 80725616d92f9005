package dev.sitewarden.cloud.dataset;

import dev.sitewarden.cloud.dataset.LabelledFrames.Judged;
import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.domain.dataset.DatasetSnapshot;
import dev.sitewarden.domain.dataset.LabelledFrame;
import java.util.List;
import java.util.Optional;

/** Turns rows into the data set that they are. */
final class JudgedFrames {
  private static final String NAME = "incidents";
  private static final String ORIGIN = "verdicts of site engineers";

  private JudgedFrames() {}

  /** The snapshot of all judgements; its version is the instant of the newest. */
  static DatasetSnapshot snapshot(List<Judged> judged) {
    String version = judged.isEmpty() ? "empty" : judged.getLast().frame().judgedAt.toString();
    List<LabelledFrame> frames =
        judged.stream().map(JudgedFrames::labelled).flatMap(Optional::stream).toList();
    return new DatasetSnapshot(NAME, version, ORIGIN, frames);
  }

  private static Optional<LabelledFrame> labelled(Judged judged) {
    IncidentEntity incident = judged.incident();
    return LabelledFrame.ofVerdict(
        incident.snapshotPath(),
        incident.frameWidthPx(),
        incident.frameHeightPx(),
        incident.subject(),
        incident.others(),
        judged.frame().verdict);
  }
}
