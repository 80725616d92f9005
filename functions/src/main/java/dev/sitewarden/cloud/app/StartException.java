package dev.sitewarden.cloud.app;

/** A start that cannot succeed; the message is one sentence for the user with the way out. */
final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
