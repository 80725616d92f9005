package dev.sitewarden.cloud.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;

/** An admin of every place, who says what others see. */
final class Grantor {
  private final Bearer admin = Bearer.person("root", "admin");

  Bearer admin() {
    return admin;
  }

  /** Gives a person of the issuer a role at a place, and says which grant that is. */
  String grant(String person, String role, String where) {
    Answer answer = give(admin, person, role, where);
    assertThat(answer.status()).isEqualTo(201);
    return answer.json().path("id").asText();
  }

  static Answer give(Caller by, String person, String role, String where) {
    return by.post(
        "/api/v1/grants",
        "{\"person\":\"oid-%s\",\"role\":\"%s\",%s}".formatted(person, role, where));
  }

  /** Puts a device at a site. */
  void place(Device device, String site) {
    assertThat(place(admin, device, site).status()).isEqualTo(200);
  }

  static Answer place(Caller by, Device device, String site) {
    return by.put("/api/v1/sites/devices/" + device.name(), "{\"site\":\"%s\"}".formatted(site));
  }

  static String site(String name) {
    return "\"site\":\"%s\"".formatted(name);
  }

  static String gateOf(Device device) {
    return "\"cameras\":[\"%s/gate\"]".formatted(device.name());
  }
}
