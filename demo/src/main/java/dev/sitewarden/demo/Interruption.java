package dev.sitewarden.demo;

/** Ctrl-C while waiting. */
final class Interruption {
  private Interruption() {}

  static DemoException of(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new DemoException("interrupted while waiting: " + cause.getMessage());
  }
}
