package dev.sitewarden.cloud.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often and how much may be asked for before anybody looks at who asks. */
@QuarkusTest
@TestProfile(LimitsTest.Tight.class)
final class LimitsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  /** Limits that a test reaches. */
  public static final class Tight extends OwnDatabase {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("cloud.app.failed-sign-ins", "3", "cloud.app.calls-per-second", "2");
    }
  }

  /** In one test, as all of it comes from one address. */
  @Test
  void whoGuessesOrAsksTooOftenOrSendsTooMuchIsToldSo() {
    Person engineer = Person.engineer();

    Answer long65 = engineer.post("/api/v1/logout", "\"" + "x".repeat(65_536) + "\"");
    List<Integer> calls =
        IntStream.range(0, 60).mapToObj(i -> engineer.get("/api/v1/me").status()).toList();
    List<Answer> guesses =
        IntStream.range(0, 4).mapToObj(i -> engineer.signIn("engineer", "guess" + i)).toList();
    Answer right = engineer.signIn("engineer", Person.password("engineer"));

    assertThat(long65.status()).isEqualTo(413);
    assertThat(long65.code()).isEqualTo("body-too-long");
    assertThat(calls).startsWith(200, 200, 200).contains(429);
    assertThat(guesses).extracting(Answer::status).containsExactly(401, 401, 401, 429);
    assertThat(guesses.getLast().code()).isEqualTo("too-many-sign-ins");
    assertThat(guesses.getLast().header("Retry-After")).isEqualTo("20");
    assertThat(right.status()).as("also the right one, or guessing would pay").isEqualTo(429);
  }

  @Test
  void aBucketIsFilledAgainAndOthersHaveTheirOwn() {
    Buckets buckets = new Buckets(2, 0.5);

    assertThat(buckets.take("a", NOW)).isTrue();
    assertThat(buckets.take("a", NOW)).isTrue();
    assertThat(buckets.take("a", NOW)).isFalse();
    assertThat(buckets.take("b", NOW)).isTrue();
    assertThat(buckets.take("a", NOW.plusSeconds(2))).isTrue();
    assertThat(buckets.take("a", NOW.plusSeconds(2))).isFalse();
    assertThat(buckets.take("a", NOW.plusSeconds(1))).as("a clock that went back").isFalse();
    assertThat(buckets.secondsToWait()).isEqualTo(2);
  }

  @ParameterizedTest(name = "entra {0}, host {1}, azure {2}: starts {3}")
  @CsvSource({
    "false, 127.0.0.1, false, true",
    "false, ::1,       false, true",
    "false, localhost, false, true",
    "false, 0.0.0.0,   false, false",
    "false, 10.0.0.7,  false, false",
    "false, 127.0.0.1, true,  false",
    "true,  0.0.0.0,   true,  true"
  })
  void demoUsersAreForLoopbackOnly(boolean entra, String host, boolean azure, boolean starts) {
    if (starts) {
      LoopbackCheck.require(entra, host, azure);
    } else {
      assertThatThrownBy(() -> LoopbackCheck.require(entra, host, azure))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("demo users are for loopback only")
          .hasMessageContaining("cloud.app.entra=true");
    }
  }
}
