package dev.sitewarden.edge.identity;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.edge.http.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Azure's Device Provisioning Service over HTTPS, with a certificate: {@code PUT
 * /{idScope}/registrations/{id}/register}, then {@code GET .../operations/{operation}} for as long
 * as it answers {@code assigning}.
 *
 * @param host {@code global.azure-devices-provisioning.net}
 * @param idScope which of its customers' services, {@code 0ne...}
 * @param registrationId what the enrolment knows the device by: the certificate's common name
 */
public record Provisioning(
    String host,
    int port,
    String idScope,
    String registrationId,
    CertificateFiles files,
    Optional<Path> authority) {
  private static final String API = "api-version=2021-06-01";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  /** Assigning takes seconds; a custom allocation may take its function's time. */
  private static final Duration ASSIGNING_LIMIT = Duration.ofMinutes(3);

  /** What the service says unless it says otherwise. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(30);

  /** How an attempt ended. */
  sealed interface Outcome {
    record Assigned(Assignment assignment) implements Outcome {}

    /**
     * Not now: nothing here is final, an operator may enrol the device a minute later.
     *
     * @param retryAfter what the service asks for, if it does
     */
    record NotYet(String reason, Optional<Duration> retryAfter) implements Outcome {}
  }

  /** How somebody waits; a test does not. */
  interface Pause {
    void rest(Duration time) throws InterruptedException;
  }

  /** The enrolment of the certificate's own common name. */
  public static Provisioning of(
      String host, int port, String idScope, CertificateFiles files, Optional<Path> authority) {
    String id =
        ClientCertificate.read(files)
            .commonName()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has no common name, by which the provisioning service would know it"
                            .formatted(files.certificate())));
    return new Provisioning(host, port, idScope, id, files, authority);
  }

  /** Which assignment on the disk is of this enrolment. */
  String enrolment() {
    return "%s/%s".formatted(idScope, registrationId);
  }

  /** Registers once; takes up to some minutes. */
  Outcome register(Pause pause) throws InterruptedException {
    SSLContext tls =
        new HubTls(new CertifiedDevice(host, new DeviceId("registering"), files), authority)
            .current();
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build()) {
      return register(client, pause);
    } catch (IOException e) {
      return notYet("it cannot be reached or understood (%s)".formatted(reason(e)));
    }
  }

  private Outcome register(HttpClient client, Pause pause)
      throws IOException, InterruptedException {
    String body = "{\"registrationId\":\"%s\"}".formatted(registrationId);
    WholeAnswer answer =
        WholeAnswer.of(
            client,
            request("register")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)),
            ANSWER_LIMIT);
    Duration waited = Duration.ZERO;
    while (answer.statusCode() == 202 && waited.compareTo(ASSIGNING_LIMIT) < 0) {
      Duration wait = retryAfter(answer).orElse(RETRY_AFTER);
      pause.rest(wait);
      waited = waited.plus(wait);
      String operation = encode(JsonTexts.read(answer.body()).get("/operationId"));
      answer = WholeAnswer.of(client, request("operations/" + operation).GET(), ANSWER_LIMIT);
    }
    return outcome(answer.statusCode(), retryAfter(answer), answer.body());
  }

  private HttpRequest.Builder request(String what) {
    return HttpRequest.newBuilder(
        URI.create(
            "https://%s:%d/%s/registrations/%s/%s?%s"
                .formatted(host, port, encode(idScope), encode(registrationId), what, API)));
  }

  /** What an answer means, which comes instead of {@code 202} or after too many of them. */
  Outcome outcome(int status, Optional<Duration> retryAfter, String body) throws IOException {
    return switch (status) {
      case 200 -> outcome(JsonTexts.read(body));
      case 202 ->
          notYet("it is still assigning after %d minutes".formatted(ASSIGNING_LIMIT.toMinutes()));
      case 401 ->
          notYet(
              "it knows no enabled enrolment '%s' that fits the certificate %s; enrol the device, or check the ID scope %s"
                  .formatted(registrationId, files.certificate(), idScope));
      case 404 -> notYet("it has no ID scope '%s'; see the service's overview".formatted(idScope));
      case 429 -> new Outcome.NotYet("it has too much to do", retryAfter);
      default ->
          new Outcome.NotYet("it answered %d %s".formatted(status, body).strip(), retryAfter);
    };
  }

  private Outcome outcome(JsonTexts answer) throws IOException {
    String status = answer.get("/status");
    return switch (status) {
      case "assigned" ->
          new Outcome.Assigned(
              new Assignment(
                  answer.get("/registrationState/assignedHub"),
                  device(answer.get("/registrationState/deviceId"))));
      case "disabled" -> notYet("the enrolment '%s' is disabled".formatted(registrationId));
      default ->
          notYet(
              "registering '%s' ended as %s: %s"
                  .formatted(
                      registrationId,
                      status,
                      answer.find("/registrationState/errorMessage").orElse("no reason is given")));
    };
  }

  private static DeviceId device(String name) throws IOException {
    try {
      return new DeviceId(name);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "it calls this device by a name that is none here: " + e.getMessage(), e);
    }
  }

  private static Outcome notYet(String reason) {
    return new Outcome.NotYet(reason, Optional.empty());
  }

  /** Seconds, as the service sends them; more than a while is taken for a while. */
  private static Optional<Duration> retryAfter(WholeAnswer answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(wait -> wait.compareTo(LONGEST_RETRY_AFTER) < 0 ? wait : LONGEST_RETRY_AFTER);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
