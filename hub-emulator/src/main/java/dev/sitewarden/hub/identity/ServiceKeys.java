package dev.sitewarden.hub.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The keys of the service side, one per {@link ServicePolicy}, made at the first start; each
 * policy's connection string lies in {@code policies/{name}.txt} (0600).
 */
public final class ServiceKeys {
  private static final String KEY = ";SharedAccessKey=";

  private final Map<ServicePolicy, DeviceKey> keys;
  private final InstantSource clock;

  private ServiceKeys(Map<ServicePolicy, DeviceKey> keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Reads the policies' keys and makes the missing ones.
   *
   * @throws IllegalArgumentException if a file is there and holds no connection string
   */
  public static ServiceKeys open(Path folder, RandomGenerator random, InstantSource clock) {
    Path policies = folder.resolve("policies");
    PrivateFile.createFolder(policies);
    Map<ServicePolicy, DeviceKey> keys = new EnumMap<>(ServicePolicy.class);
    for (ServicePolicy policy : ServicePolicy.values()) {
      Path file = policies.resolve(policy.text() + ".txt");
      if (!Files.exists(file)) {
        PrivateFile.write(
            file,
            "HostName=%s;SharedAccessKeyName=%s%s%s%n"
                .formatted(
                    HubNames.LOCALHOST, policy.text(), KEY, DeviceKey.generate(random).base64()));
      }
      keys.put(policy, read(file));
    }
    return new ServiceKeys(keys, clock);
  }

  private static DeviceKey read(Path file) {
    String text = PrivateFile.read(file).strip();
    int start = text.indexOf(KEY);
    try {
      return DeviceKey.ofBase64(text.substring(start + KEY.length()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "%s must hold a connection string with a SharedAccessKey, it does not; delete it to make a new key"
              .formatted(file),
          e);
    }
  }

  /**
   * Refuses with 401 unless the token is signed with the key of a policy that has the right, for
   * this hub, and not expired.
   */
  public void require(ServicePolicy.Right right, String token) {
    SharedAccessSignature signature;
    try {
      signature = SharedAccessSignature.parse(token);
    } catch (IllegalArgumentException e) {
      throw unauthorized("malformed token: " + e.getMessage());
    }
    ServicePolicy policy =
        ServicePolicy.of(signature.policy())
            .orElseThrow(
                () -> unauthorized("no policy is called '%s'".formatted(signature.policy())));
    if (!isHub(signature.scope())) {
      throw unauthorized(
          "the token's scope must be %s, got '%s'"
              .formatted(HubNames.LOCALHOST, signature.scope()));
    }
    if (!clock.instant().isBefore(signature.expiresAt())) {
      throw unauthorized("the token expired at " + signature.expiresAt());
    }
    if (!keys.containsKey(policy) || !signature.isSignedBy(keys.get(policy))) {
      throw unauthorized("the token is not signed with the key of " + policy.text());
    }
    if (!policy.grants(right)) {
      throw unauthorized("the policy %s does not grant %s".formatted(policy.text(), right));
    }
  }

  private static boolean isHub(String scope) {
    int end = scope.indexOf(':');
    return HubNames.contains(end < 0 ? scope : scope.substring(0, end));
  }

  private static RefusedException unauthorized(String reason) {
    return new RefusedException(401, "IotHubUnauthorizedAccess", reason);
  }
}
