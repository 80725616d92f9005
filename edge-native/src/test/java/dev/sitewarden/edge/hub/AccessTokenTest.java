package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.site.DeviceId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessTokenTest {
  /** Computed with OpenSSL: HMAC-SHA256 over the resource, a line feed and the expiry. */
  @Test
  void isSignedAsIotHubWantsIt() {
    var who = new ConnectionString("hub.example.net", new DeviceId("pi-1"), "c2VjcmV0LWtleS0wMQ==");

    String token = AccessToken.of(who, Instant.ofEpochSecond(1_767_250_800));

    assertThat(token)
        .isEqualTo(
            "SharedAccessSignature sr=hub.example.net%2Fdevices%2Fpi-1&sig=%2Biv13ssrWDsV9BQLJ6%2BTEWOA52w%2BV5aPpyyKsP273Hs%3D&se=1767254400");
  }
}
