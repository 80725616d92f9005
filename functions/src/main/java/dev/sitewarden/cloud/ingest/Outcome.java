package dev.sitewarden.cloud.ingest;

/** What became of an understood message. */
public sealed interface Outcome {

  /** It had its effect, or will have it when what it waits for arrives. */
  record Applied() implements Outcome {}

  /** It can never have an effect; kept as a dead letter with this reason. */
  record Refused(String reason) implements Outcome {}
}
