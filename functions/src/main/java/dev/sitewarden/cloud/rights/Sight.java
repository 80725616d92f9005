package dev.sitewarden.cloud.rights;

import java.util.HashSet;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What a person sees: everything, or some devices with all their cameras, and some cameras.
 *
 * @param cameras as {@code device/camera}
 */
public record Sight(boolean everywhere, Set<String> devices, Set<String> cameras) {
  /** Nothing at all. */
  public static final Sight NOTHING = new Sight(false, Set.of(), Set.of());

  /** Every camera, also those of devices without a site. */
  public static final Sight EVERYTHING = new Sight(true, Set.of(), Set.of());

  public Sight {
    devices = Set.copyOf(devices);
    cameras = Set.copyOf(cameras);
  }

  /** A device with all its cameras. */
  static Sight ofDevice(String device) {
    return new Sight(false, Set.of(device), Set.of());
  }

  /** One camera, named {@code device/camera}. */
  static Sight ofCamera(String camera) {
    return new Sight(false, Set.of(), Set.of(camera));
  }

  /** What either sees. */
  public Sight and(Sight other) {
    if (everywhere || other.everywhere) {
      return EVERYTHING;
    }
    Set<String> allDevices = new HashSet<>(devices);
    allDevices.addAll(other.devices);
    Set<String> allCameras = new HashSet<>(cameras);
    allCameras.addAll(other.cameras);
    return new Sight(false, allDevices, allCameras);
  }

  /** Whether the camera is seen. */
  public boolean includes(String device, String camera) {
    return everywhere || devices.contains(device) || cameras.contains(device + "/" + camera);
  }

  /** Whether the device is seen, or one of its cameras at least. */
  public boolean includesSomeOf(String device) {
    return everywhere
        || devices.contains(device)
        || cameras.stream().anyMatch(camera -> camera.startsWith(device + "/"));
  }

  /**
   * The same as a condition, in HQL and in SQL, on a row that has {@code device} and {@code
   * camera}; {@link #bind} fills it in.
   *
   * @param row alias of the row
   */
  public static String condition(String row) {
    return """
        (:seesAll = true or %1$s.device in (:seenDevices)
          or concat(%1$s.device, '/', %1$s.camera) in (:seenCameras))
        """
        .formatted(row);
  }

  /** Fills in a query with a {@link #condition}. */
  public <Q extends Mutiny.AbstractQuery> Q bind(Q query) {
    query.setParameter("seesAll", everywhere);
    query.setParameter("seenDevices", devices);
    query.setParameter("seenCameras", cameras);
    return query;
  }
}
