package dev.sitewarden.cloud.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {

  @ParameterizedTest(name = "{0} of 100 bytes is {1}..{2}")
  @CsvSource({
    "bytes=0-,    0, 99",
    "bytes=0-0,   0,  0",
    "bytes=10-19, 10, 19",
    "bytes=90-500, 90, 99",
    "bytes=-10,   90, 99",
    "bytes=-500,   0, 99",
    "BYTES=5-6,    5,  6"
  })
  void aRangeIsCutToTheFile(String header, long first, long last) {
    assertThat(ByteRange.isOne(header)).isTrue();
    assertThat(ByteRange.of(header, 100)).isEqualTo(Optional.of(new ByteRange(first, last)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=200-300", "bytes=9-5", "bytes=-0"})
  void noByteOfItExists(String header) {
    assertThat(ByteRange.isOne(header)).isTrue();
    assertThat(ByteRange.of(header, 100)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=-",
        "bytes=0-1,5-6",
        "lines=1-2",
        "bytes=a-b",
        "bytes=99999999999999999999-"
      })
  void otherRangesAreIgnored(String header) {
    assertThat(ByteRange.isOne(header)).isFalse();
  }
}
