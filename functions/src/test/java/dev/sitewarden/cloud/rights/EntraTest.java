package dev.sitewarden.cloud.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in by Entra ID's word, and whose word is not taken. */
@QuarkusTest
@TestProfile(EntraCloud.class)
final class EntraTest {
  private static final String ME = "/api/v1/me";

  @Test
  void aPersonWithATokenIsKnown() {
    Answer answer = Bearer.person("ben", "site-engineer").get(ME);

    assertThat(answer.text())
        .isEqualTo("{\"name\":\"ben@site.example\",\"roles\":[\"site-engineer\"]}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void aTokenThatIsNotOursIsRefused(String what, String token) {
    Answer answer = new Bearer(token).get(ME);

    assertThat(answer.status()).as(what).isEqualTo(401);
  }

  static Stream<Arguments> badTokens() {
    Issuer issuer = EntraCloud.issuer();
    long now = Instant.now().getEpochSecond();
    return Stream.of(
        Arguments.of("of another issuer", issuer.token(with("iss", "https://evil.example/"))),
        Arguments.of("for another audience", issuer.token(with("aud", "another-app"))),
        Arguments.of(
            "a device's, for the hub", issuer.token(with("aud", "https://iothubs.azure.net"))),
        Arguments.of("an application's own", issuer.token(with("idtyp", "app"))),
        Arguments.of("nobody's", issuer.token(without("oid"))),
        Arguments.of("expired", issuer.token(with("exp", now - 120))),
        Arguments.of("without an end", issuer.token(without("exp"))),
        Arguments.of("not valid yet", issuer.token(with("nbf", now + 600))),
        Arguments.of("signed by somebody else", Issuer.forged(with("sub", "x"))),
        Arguments.of("without a signature", Issuer.unsigned(with("sub", "x"))),
        Arguments.of("changed afterwards", changed(issuer.token(with("sub", "x")))),
        Arguments.of("no token at all", "nonsense"));
  }

  private static Map<String, Object> with(String claim, Object value) {
    Map<String, Object> claims = EntraCloud.issuer().claims("eve", "admin");
    claims.put(claim, value);
    return claims;
  }

  private static Map<String, Object> without(String claim) {
    Map<String, Object> claims = new LinkedHashMap<>(with(claim, ""));
    claims.remove(claim);
    return claims;
  }

  private static String changed(String token) {
    int middle = token.indexOf('.') + 5;
    char other = token.charAt(middle) == 'A' ? 'B' : 'A';
    return token.substring(0, middle) + other + token.substring(middle + 1);
  }

  @Test
  void withoutATokenTheApiSaysSoAndLeadsNowhere() {
    Answer answer = new Caller().get(ME);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("not-signed-in");
    assertThat(answer.header("Location")).isEmpty();
  }

  @Test
  void aDevicesSharedAccessSignatureOpensNothing() {
    Answer answer =
        new Caller()
            .get(ME, "Authorization", "SharedAccessSignature sr=hub%2Fdevices%2Fpi&sig=x&se=9");

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void localUsersDoNotExistHere() {
    Answer answer =
        new Caller()
            .send(
                "POST",
                "/j_security_check",
                BodyPublishers.ofString("j_username=admin&j_password=x"),
                "Content-Type",
                "application/x-www-form-urlencoded");

    assertThat(answer.header("Set-Cookie")).doesNotContain("quarkus-credential=");
    assertThat(answer.status()).isNotEqualTo(302);
  }

  /**
   * The issuer gives out the token only for the verifier whose hash came with the first request.
   */
  @Test
  void aBrowserSignsInByTheCodeFlowWithPkceAndComesBackToItsPage() throws Exception {
    Browser browser = new Browser();

    HttpResponse<String> asked = browser.get(browser.own("/notify/index.html"));
    String authorize = location(asked);
    HttpResponse<String> page = browser.follow(asked);

    assertThat(asked.statusCode()).isEqualTo(302);
    assertThat(authorize)
        .startsWith(EntraCloud.issuer().url() + "/authorize?response_type=code")
        .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "state=");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.uri().getPath()).isEqualTo("/notify/index.html");
    assertThat(browser.get(browser.own(ME)).body())
        .isEqualTo("{\"name\":\"anna@site.example\",\"roles\":[\"auditor\"]}");
    assertThat(signedIn()).contains("anna@site.example");
  }

  /** It is written down while the browser goes on: the answer does not wait for it. */
  private static List<String> signedIn() {
    Instant until = Instant.now().plusSeconds(20);
    List<String> names;
    do {
      names = Rows.of("select actor from audit_record where action = 'SIGNED_IN'");
    } while (names.isEmpty() && Instant.now().isBefore(until));
    return names;
  }

  @Test
  void aCodeThatTheBrowserDidNotAskForIsRefused() throws Exception {
    Browser browser = new Browser();

    HttpResponse<String> answer = browser.get(browser.own("/signed-in?code=stolen&state=made-up"));

    assertThat(answer.statusCode()).isIn(302, 401);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("q_session=") && cookie.length() > 40);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  /** Keeps cookies, and follows where it is led. */
  private static final class Browser {
    private static final int LONGEST_WAY = 8;
    private final HttpClient http =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    URI own(String path) {
      int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
      return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
      return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> follow(HttpResponse<String> first)
        throws IOException, InterruptedException {
      HttpResponse<String> answer = first;
      for (int i = 0; i < LONGEST_WAY && answer.statusCode() == 302; i++) {
        answer = get(answer.uri().resolve(location(answer)));
      }
      assertThat(List.of(200, 401, 403)).contains(answer.statusCode());
      return answer;
    }
  }
}
