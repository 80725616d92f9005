package dev.sitewarden.cloud.notify;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** E-mails can be sent, and none is handed over during a test. */
public final class MailWaits implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    return Map.of(
        "cloud.notify.email-waits",
        "9h",
        "cloud.azure.communication.connection-string",
        "endpoint=https://127.0.0.1:9/;accesskey=YSBrZXk=",
        "cloud.azure.communication.email-from",
        "alarm@example.org");
  }

  @Override
  public void stop() {}
}
