package dev.sitewarden.hub.identity;

import java.util.Arrays;
import java.util.Optional;

/** IoT Hub's shared access policies for the service side, and what each lets its holder do. */
public enum ServicePolicy {
  IOTHUBOWNER("iothubowner"),
  SERVICE("service"),
  REGISTRY_READ("registryRead"),
  REGISTRY_READ_WRITE("registryReadWrite");

  /** What a request needs. */
  public enum Right {
    /** Reading identities and configurations. */
    REGISTRY_READ,
    /** Changing identities and configurations. */
    REGISTRY_WRITE,
    /** Twins, queries and direct methods. */
    SERVICE_CONNECT
  }

  private final String text;

  ServicePolicy(String text) {
    this.text = text;
  }

  /** The name that a token's {@code skn} carries. */
  public String text() {
    return text;
  }

  boolean grants(Right right) {
    return switch (this) {
      case IOTHUBOWNER -> true;
      case SERVICE -> right == Right.SERVICE_CONNECT;
      case REGISTRY_READ -> right == Right.REGISTRY_READ;
      case REGISTRY_READ_WRITE -> right != Right.SERVICE_CONNECT;
    };
  }

  static Optional<ServicePolicy> of(String text) {
    return Arrays.stream(values()).filter(policy -> policy.text.equals(text)).findFirst();
  }
}
