package dev.sitewarden.cloud.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches or opens something private is in no log, and what names a thing stays. */
final class MasksTest {
  @ParameterizedTest
  @CsvSource({
    "no such number +4930123456 here, no such number *** here",
    "call +49 30 123-456, call ***",
    "to smith.j+x@mail.example.org!, to ***!",
    "endpoint=https://a/;accesskey=c2VjcmV0;x, endpoint=https://a/;accesskey=***;x",
    "GET https://a/b?sv=1&sig=ab%2Fc&x=1, GET https://a/b?sv=1&sig=***&x=1",
    "Authorization: Bearer ey.J-0.x_y was refused, Authorization: Bearer *** was refused"
  })
  void whatIsPrivateIsMasked(String said, String shown) {
    assertThat(Masks.masked(said)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notification b1a4f0de-7c55-4a0e-9d3f-2b6c1e8f4a71, attempt 2",
        "at 2026-11-20T10:00:00Z the channel answered 503",
        "device pi-1 on 127.0.0.1:8080, +1 more"
      })
  void whatNamesAThingStays(String said) {
    assertThat(Masks.masked(said)).isEqualTo(said);
  }
}
