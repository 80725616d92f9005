package dev.sitewarden.hub.identity;

import dev.sitewarden.domain.site.DeviceId;
import java.util.Optional;

/**
 * The name of an identity at the hub: a device, or one module of a device. Written {@code pi-1} or
 * {@code pi-1/edge}, which is also its MQTT client id.
 */
public record IdentityId(DeviceId device, Optional<ModuleId> module) {
  /** The identity of a device itself. */
  public static IdentityId of(DeviceId device) {
    return new IdentityId(device, Optional.empty());
  }

  /** The identity of a module on a device. */
  public static IdentityId of(DeviceId device, ModuleId module) {
    return new IdentityId(device, Optional.of(module));
  }

  /** Reads {@code {device}} or {@code {device}/{module}}. */
  public static IdentityId parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? of(new DeviceId(text))
        : of(new DeviceId(text.substring(0, slash)), new ModuleId(text.substring(slash + 1)));
  }

  /** Where it stands in topics, paths and token scopes: {@code devices/{d}[/modules/{m}]}. */
  public String path() {
    return "devices/" + device + module.map(m -> "/modules/" + m).orElse("");
  }

  @Override
  public String toString() {
    return device + module.map(m -> "/" + m).orElse("");
  }
}
