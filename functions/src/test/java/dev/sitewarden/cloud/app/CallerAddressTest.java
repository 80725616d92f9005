package dev.sitewarden.cloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody uses up the calls of another, and nobody has more by saying that he is another. */
final class CallerAddressTest {
  @ParameterizedTest(name = "handler {0}, connection {1}, forwarded {2}: {3}")
  @CsvSource({
    // On a machine of one's own anybody may write the header, so nobody believes it.
    "     , 192.0.2.1,                                , 192.0.2.1",
    "     , 192.0.2.1, 203.0.113.9                    , 192.0.2.1",
    // The custom handler hears the host alone.
    "7071 , 127.0.0.1, 203.0.113.9                    , 203.0.113.9",
    "7071 , 127.0.0.1, 203.0.113.9:51234              , 203.0.113.9",
    "7071 , 127.0.0.1, '198.51.100.7, 203.0.113.9:443', 203.0.113.9",
    "7071 , 127.0.0.1, 2001:db8::7                    , 2001:db8::7",
    "7071 , 127.0.0.1,                                , 127.0.0.1",
    // The Java worker has no connection.
    "     ,          , '198.51.100.7,203.0.113.9'     , 203.0.113.9",
    "     ,          ,                                , ''"
  })
  void itIsTheConnectionsUnlessTheHostStandsBetween(
      @Nullable String port,
      @Nullable String connection,
      @Nullable String forwarded,
      String expected) {
    CallerAddress caller = new CallerAddress(Optional.ofNullable(port));

    assertThat(caller.of(connection, forwarded)).isEqualTo(expected);
  }
}
