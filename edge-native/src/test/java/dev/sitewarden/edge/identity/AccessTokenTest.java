package dev.sitewarden.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.site.DeviceId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessTokenTest {
  /** Computed with OpenSSL: HMAC-SHA256 over the resource, a line feed and the expiry. */
  @Test
  void isSignedAsIotHubWantsIt() {
    var who = new DeviceKey("hub.example.net", new DeviceId("pi-1"), "c2VjcmV0LWtleS0wMQ==");

    Optional<String> token = who.token(Instant.ofEpochSecond(1_767_250_800));

    assertThat(token)
        .contains(
            "SharedAccessSignature sr=hub.example.net%2Fdevices%2Fpi-1&sig=%2Biv13ssrWDsV9BQLJ6%2BTEWOA52w%2BV5aPpyyKsP273Hs%3D&se=1767254400");
  }
}
