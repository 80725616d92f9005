package dev.sitewarden.edge.hub;

import javax.net.ssl.SSLException;
import org.eclipse.paho.client.mqttv3.MqttException;

/** Why connecting did not work, in words that say what to do. */
final class ConnectFailure {
  private ConnectFailure() {}

  static String explain(MqttException e, HubConfig config) {
    String where = "%s:%d".formatted(config.host(), config.mqttPort());
    return switch (e.getReasonCode()) {
      case MqttException.REASON_CODE_FAILED_AUTHENTICATION,
          MqttException.REASON_CODE_NOT_AUTHORIZED,
          MqttException.REASON_CODE_INVALID_CLIENT_ID ->
          "hub %s refuses device %s, check its connection string and this machine's clock"
              .formatted(where, config.connection().device());
      default ->
          e.getCause() instanceof SSLException
              ? "hub %s shows a certificate that %s does not vouch for"
                  .formatted(where, config.authority())
              : "hub %s cannot be reached (%s)".formatted(where, reason(e));
    };
  }

  private static String reason(MqttException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
