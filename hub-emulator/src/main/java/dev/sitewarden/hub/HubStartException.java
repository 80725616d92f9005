package dev.sitewarden.hub;

/** The hub cannot start, for a reason that its user can mend; the message says how. */
public final class HubStartException extends Exception {
  private static final long serialVersionUID = 1L;

  HubStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
