package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures of a channel pass by themselves. */
final class AttemptTest {
  private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "200, Accepted",
    "202, Accepted",
    "204, Accepted",
    "301, Refused",
    "400, Refused",
    "401, Retry",
    "403, Retry",
    "404, Retry",
    "408, Retry",
    "409, Refused",
    "413, Refused",
    "422, Refused",
    "425, Retry",
    "429, Retry",
    "500, Retry",
    "502, Retry",
    "503, Retry",
    "504, Retry"
  })
  void aStatusIsRetryableOrFinal(int status, String expected) {
    Attempt plain = Attempt.ofStatus(status, MINUTE, "said");
    Attempt thrown = Attempt.ofFailure(wrapped(new ChannelException(status, MINUTE, "said")));

    assertThat(plain.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(thrown.getClass().getSimpleName()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "time-out, Retry",
    "other time-out, Retry",
    "connection refused, Retry",
    "broken pipe, Retry",
    "our mistake, Retry"
  })
  void aFailureIsRetryableOrFinalHoweverItIsWrapped(String failure, String expected) {
    assertThat(Attempt.ofFailure(failure(failure)).getClass().getSimpleName()).isEqualTo(expected);
    assertThat(Attempt.ofFailure(wrapped(failure(failure))).getClass().getSimpleName())
        .isEqualTo(expected);
  }

  @Test
  void theChannelsWishToBeLeftAloneIsKept() {
    assertThat(Attempt.ofStatus(429, MINUTE, ""))
        .isEqualTo(new Attempt.Retry("the channel answered 429", MINUTE));
  }

  @ParameterizedTest(name = "attempt {0}, asked for {1} s: {2} s")
  @CsvSource({
    "1, 0, 10",
    "2, 0, 20",
    "4, 0, 80",
    "8, 0, 1280",
    "20, 0, 3600",
    "1, 60, 60",
    "4, 5, 80",
    "1, 86400, 3600"
  })
  void thePauseDoublesUpToAnHour(int attempts, long asked, long seconds) {
    assertThat(
            BackOff.after(attempts, Duration.ofSeconds(10), Optional.of(Duration.ofSeconds(asked))))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  private static Throwable failure(String name) {
    return switch (name) {
      case "time-out" -> new HttpTimeoutException("slow");
      case "other time-out" -> new TimeoutException("slow");
      case "connection refused" -> new ConnectException("refused");
      case "broken pipe" -> new UncheckedIOException(new IOException("broken pipe"));
      default -> new IllegalStateException("a bug");
    };
  }

  private static Throwable wrapped(Throwable failure) {
    return new CompletionException(new IllegalStateException("wrapped", failure));
  }
}
