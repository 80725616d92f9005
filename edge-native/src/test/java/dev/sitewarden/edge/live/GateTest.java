package dev.sitewarden.edge.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in, and what is no request at all. */
class GateTest {
  private static final String SECRET = "0123456789abcdef";
  private static final Gate ON_LOOPBACK = new Gate(Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "own page            | Host: 127.0.0.1:4912                                          | in",
        "by name             | Host: localhost:4912                                          | in",
        "through a tunnel    | Host: [::1]:9000                                              | in",
        "rebound name        | Host: evil.example:4912                                       | 421",
        "no host             | X: y                                                          | 421",
        "host with a user    | Host: localhost@evil.example                                  | 421",
        "picture elsewhere   | Host: localhost~Sec-Fetch-Site: cross-site~Sec-Fetch-Mode: no-cors | 403",
        "sister site         | Host: localhost~Sec-Fetch-Site: same-site                     | 403",
        "link from elsewhere | Host: localhost~Sec-Fetch-Site: cross-site~Sec-Fetch-Mode: navigate | in",
        "own script          | Host: localhost~Sec-Fetch-Site: same-origin                   | in"
      })
  void readersOfThisBrowserAndOfOthers(String who, String headers, String outcome) {
    assertThat(outcomeOf(ON_LOOPBACK, "GET /cameras HTTP/1.1\r\n" + lines(headers)))
        .as(who)
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "own page        | Origin: http://localhost:4912~Sitewarden-Request: 1   | in",
        "script          | Sitewarden-Request: 1                                 | in",
        "form elsewhere  | Origin: https://evil.example                          | 403",
        "forged header   | Origin: https://evil.example~Sitewarden-Request: 1    | 403",
        "hidden origin   | Origin: null~Sitewarden-Request: 1                    | 403",
        "no header       | Origin: http://localhost:4912                         | 403"
      })
  void writersNeedAHeaderThatOtherSitesCannotSet(String who, String headers, String outcome) {
    String request =
        "PUT /cameras/gate/zones HTTP/1.1\r\nHost: localhost:4912\r\n" + lines(headers);

    assertThat(outcomeOf(ON_LOOPBACK, request)).as(who).isEqualTo(outcome);
  }

  @Test
  void tokenOpensByHeaderAndByTheCookieThatLoginGives(@TempDir Path folder) throws Exception {
    LiveToken token = LiveToken.read(Files.writeString(folder.resolve("token"), SECRET + "\n"));
    Gate gate = new Gate(Optional.of(token));
    String get = "GET /cameras HTTP/1.1\r\nHost: pi.local:4912\r\n";
    String cookie = token.cookie().replaceFirst(";.*", "");

    assertThat(outcomeOf(gate, get)).isEqualTo("401");
    assertThat(outcomeOf(gate, get + "Authorization: Bearer wrong\r\n")).isEqualTo("401");
    assertThat(outcomeOf(gate, get + "Authorization: Bearer " + SECRET + "\r\n")).isEqualTo("in");
    assertThat(outcomeOf(gate, get + "Cookie: a=b; " + cookie + "\r\n")).isEqualTo("in");
    assertThat(outcomeOf(gate, get.replace("/cameras", "/healthz"))).isEqualTo("in");
    assertThat(token.cookie()).doesNotContain(SECRET).contains("HttpOnly", "SameSite=Strict");
    assertThatThrownBy(() -> gate.login(login("guess")))
        .hasMessage("this is not the device's live token");
    assertThat(gate.login(login(SECRET))).isNotNull();
  }

  @Test
  void shortTokenIsRefusedWithoutShowingIt(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "hunter2");

    assertThatThrownBy(() -> LiveToken.read(file))
        .hasMessageContaining("at least 16 printable characters, got 7")
        .message()
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n",
        "GET / HTTP/1.1\r\n folded: a\r\n",
        "GET http://evil.example/ HTTP/1.1\r\n",
        "GET  / HTTP/1.1\r\n",
        "GET / HTTP/1.1 \r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1, 1\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 65537\r\n",
        "GET /?a=%zz HTTP/1.1\r\n",
        "GET / HTTP/1.0\r\n",
        "\u0016\u0003\u0001 HTTP/1.1\r\n"
      })
  void whatIsNotPlainlyARequestIsRefused(String head) {
    assertThatThrownBy(() -> read(head + "\r\n")).isInstanceOf(Refusal.class);
  }

  @Test
  void headWithoutAnEndIsRefusedBeforeItFillsMemory() {
    assertThatThrownBy(() -> read("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(10_000)))
        .hasMessage("the head has more than 8 KiB");
  }

  private static Request login(String secret) throws Exception {
    return read(
        "POST /login HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s".formatted(secret.length(), secret));
  }

  private static String lines(String headers) {
    return headers.strip().replace("~", "\r\n") + "\r\n";
  }

  private static String outcomeOf(Gate gate, String head) {
    try {
      gate.check(read(head + "\r\n"));
      return "in";
    } catch (Refusal refusal) {
      return String.valueOf(refusal.status());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static Request read(String text) throws IOException, Refusal {
    return new RequestReader(new ByteArrayInputStream(text.getBytes(UTF_8))).read().orElseThrow();
  }
}
