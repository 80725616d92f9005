package dev.sitewarden.cloud.rights;

import dev.sitewarden.cloud.problem.ProblemException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What a person sees: everything, or some sites, some devices with all their cameras, and some
 * cameras.
 *
 * @param sites those that are seen whole, also without a device
 * @param devices those of the sites, with all their cameras
 * @param cameras as {@code device/camera}
 */
public record Sight(
    boolean everywhere, Set<String> sites, Set<String> devices, Set<String> cameras) {
  /** Nothing at all. */
  public static final Sight NOTHING = new Sight(false, Set.of(), Set.of(), Set.of());

  /** Every camera, also those of devices without a site. */
  public static final Sight EVERYTHING = new Sight(true, Set.of(), Set.of(), Set.of());

  public Sight {
    sites = Set.copyOf(sites);
    devices = Set.copyOf(devices);
    cameras = Set.copyOf(cameras);
  }

  /** A site and one of its devices, or a site that has none. */
  static Sight ofSite(String site, Optional<String> device) {
    return new Sight(false, Set.of(site), Set.copyOf(device.stream().toList()), Set.of());
  }

  /** One camera, named {@code device/camera}. */
  static Sight ofCamera(String camera) {
    return new Sight(false, Set.of(), Set.of(), Set.of(camera));
  }

  /** What either sees. */
  public Sight and(Sight other) {
    if (everywhere || other.everywhere) {
      return EVERYTHING;
    }
    return new Sight(
        false,
        both(sites, other.sites),
        both(devices, other.devices),
        both(cameras, other.cameras));
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** Refuses, with the reason, whoever does not see everything. */
  public Sight requireEverywhere(String why) {
    if (!everywhere) {
      throw ProblemException.forbidden("place-not-allowed", why);
    }
    return this;
  }

  /** Whether any site is seen whole. */
  public boolean includesSomeSite() {
    return everywhere || !sites.isEmpty();
  }

  /** Whether the whole site is seen: a camera of it is not enough. */
  public boolean includesSite(String site) {
    return everywhere || sites.contains(site);
  }

  /** Whether the camera is seen. */
  public boolean includes(String device, String camera) {
    return everywhere || devices.contains(device) || cameras.contains(device + "/" + camera);
  }

  /** Whether the camera is seen that is named {@code device/camera}. */
  public boolean includesCamera(String name) {
    return everywhere || cameras.contains(name) || devices.contains(name.replaceAll("/.*", ""));
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

  /**
   * The same for a row that has a {@code device} and no camera: who sees a single camera does not
   * see it, nor is a row seen that names no device. {@link #bindDevices} fills it in.
   */
  public static String deviceCondition(String row) {
    return "(:seesAll = true or %s.device in (:seenDevices))\n".formatted(row);
  }

  /** Fills in a query with a {@link #deviceCondition}. */
  public <Q extends Mutiny.AbstractQuery> Q bindDevices(Q query) {
    query.setParameter("seesAll", everywhere);
    query.setParameter("seenDevices", devices);
    return query;
  }

  /** Fills in a query with a {@link #condition}. */
  public <Q extends Mutiny.AbstractQuery> Q bind(Q query) {
    query.setParameter("seesAll", everywhere);
    query.setParameter("seenDevices", devices);
    query.setParameter("seenCameras", cameras);
    return query;
  }
}
