package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.identity.ClientCertificate;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLException;
import org.eclipse.paho.client.mqttv3.MqttException;

/** Why connecting did not work, in words that say what to do. */
final class ConnectFailure {
  private ConnectFailure() {}

  /** Whether the hub was reached and does not let this identity in. */
  static boolean isRefusal(MqttException e) {
    return switch (e.getReasonCode()) {
      case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
          MqttException.REASON_CODE_NOT_AUTHORIZED,
          MqttException.REASON_CODE_INVALID_CLIENT_ID ->
          true;
      default -> false;
    };
  }

  static String explain(MqttException e, HubConfig config, Instant now) {
    String where = "%s:%d".formatted(config.host(), config.mqttPort());
    if (isRefusal(e)) {
      return "hub %s refuses %s, %s"
          .formatted(where, config.identity().title(), remedy(config, now));
    }
    return e.getCause() instanceof SSLException
        ? "hub %s shows a certificate that %s does not vouch for"
            .formatted(where, config.authority().map(Path::toString).orElse("the trust bundle"))
        : "hub %s cannot be reached (%s)".formatted(where, reason(e));
  }

  private static String remedy(HubConfig config, Instant now) {
    return config
        .identity()
        .certificate()
        .map(ClientCertificate::ends)
        .filter(ends -> ends.isBefore(now))
        .map(ends -> "its certificate expired at %s: renew it".formatted(ends))
        .orElseGet(config.identity()::remedy);
  }

  private static String reason(MqttException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
