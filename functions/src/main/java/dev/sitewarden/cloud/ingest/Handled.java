package dev.sitewarden.cloud.ingest;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param outcomes one for each message, in the batch's order
 * @param late what earlier batches had brought and only this one could decide on: refused
 */
public record Handled(List<Outcome> outcomes, List<Late> late) {
  public Handled {
    outcomes = List.copyOf(outcomes);
    late = List.copyOf(late);
  }

  /** A message of an earlier batch that can never have an effect, with the reason. */
  public record Late(DeviceEvent message, String reason) {}
}
