package dev.sitewarden.cloud.rights;

import dev.sitewarden.cloud.Caller;
import java.net.http.HttpRequest;

/** Somebody who calls with a bearer token. */
final class Bearer extends Caller {
  private final String token;

  Bearer(String token) {
    this.token = token;
  }

  /** A person whom the issuer knows in these roles. */
  static Bearer person(String name, String... roles) {
    return new Bearer(EntraCloud.issuer().token(name, roles));
  }

  @Override
  protected HttpRequest.Builder dressed(HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + token);
  }
}
