package dev.sitewarden.edge.hub;

/** Who wants to know what the hub desires of this device. Called on one virtual thread. */
public interface TwinListener {
  /**
   * The desired properties as they now are, whole: after each connect and each change.
   *
   * @param version of them, which only grows
   * @param json an object, without {@code $version} and {@code $metadata}
   */
  void desired(long version, byte[] json);
}
