package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Telephones and mailboxes are not kept for longer than they can be asked about. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class OldAddressesTest {
  @Inject OldAddresses addresses;

  @Test
  void anAddressIsForgottenAndWhoWasToldStays() throws Throwable {
    String old = message("SENT", 31);
    String recent = message("SENT", 29);
    String waiting = message("PENDING", 31);

    VertxContextSupport.subscribeAndAwait(addresses::run);

    assertThat(told(old)).isEqualTo("smith sms nowhere");
    assertThat(told(recent)).isEqualTo("smith sms +4930123456");
    assertThat(told(waiting)).isEqualTo("smith sms +4930123456");
  }

  private static String told(String id) {
    return Rows.of(
            "select recipient || ' ' || channel || ' ' || coalesce(address, 'nowhere')"
                + " from notification where id = cast(? as uuid)",
            id)
        .getFirst();
  }

  /** Of so many days ago; what waits is due tomorrow. */
  private static String message(String state, int days) {
    String id = UUID.randomUUID().toString();
    Rows.change(
        """
        insert into notification (id, kind, level, state, attempts, recipient, channel, address,
          created_at, next_attempt_at)
        values ('%s', 'DIGEST', 0, '%s', 1, 'smith', 'sms', '+4930123456',
          now() - interval '%d days', now() + interval '1 day')
        """
            .formatted(id, state, days));
    return id;
  }
}
