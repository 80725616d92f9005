package dev.sitewarden.demo;

/** The loop did not close; the message is for the person who started the demo. */
final class DemoException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
