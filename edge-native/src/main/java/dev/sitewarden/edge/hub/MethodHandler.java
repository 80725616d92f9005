package dev.sitewarden.edge.hub;

/** Does what somebody asks this device to do now. Called on a virtual thread for each call. */
public interface MethodHandler {
  /**
   * An answer.
   *
   * @param status as in HTTP
   * @param json any JSON value, at most 128 KB
   */
  record Answer(int status, String json) {}

  /**
   * Does it.
   *
   * @param method its name
   * @param json what the caller sent along, {@code null} or empty if nothing
   */
  Answer call(String method, String json);
}
