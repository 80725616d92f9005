package dev.sitewarden.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A person at the page: logs in by the form, then speaks the same REST API as the page does. */
final class SiteEngineer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final CookieManager cookies = new CookieManager();
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(cookies).connectTimeout(LIMIT).build();
  private final URI cloud;

  private SiteEngineer(URI cloud) {
    this.cloud = cloud;
  }

  /** The demo's site engineer, at the page of a site that serves. */
  static SiteEngineer loggedIn(Site site) {
    DemoUser user = DemoUser.siteEngineer(site.data());
    SiteEngineer engineer = new SiteEngineer(site.page());
    engineer.logIn(user.name(), user.password());
    return engineer;
  }

  private void logIn(String user, String password) {
    String form = "j_username=" + encode(user) + "&j_password=" + encode(password);
    HttpResponse<String> answer =
        send(
            request("/j_security_check")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    if (answer.statusCode() >= 400 || send(request("/api/v1/me").build()).statusCode() != 200) {
      throw new DemoException(
          "log-in of %s was refused with status %d".formatted(user, answer.statusCode()));
    }
  }

  /** What shows who is logged in. */
  List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  /** A document of the API; {@code path} begins with {@code /api/v1}. */
  JsonNode get(String path) {
    return read(send(request(path).build()), path);
  }

  /** A file of evidence, whole. */
  byte[] download(String path) {
    try {
      HttpResponse<byte[]> answer = http.send(request(path).build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new DemoException("GET %s answered %d".formatted(path, answer.statusCode()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException("GET %s failed".formatted(path), e);
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
  }

  /** Changes an incident as it stands now, as a tap on the page does. */
  JsonNode change(String incident, String change, String body) {
    String path = "/api/v1/incidents/" + incident;
    HttpResponse<String> current = send(request(path).build());
    String version = current.headers().firstValue("ETag").orElse("*");
    HttpRequest tap =
        request(path + "/" + change)
            .header("Content-Type", "application/json")
            .header("If-Match", version)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = send(tap);
    // The device may have added evidence between our look and our tap: look again, tap again.
    return answer.statusCode() == 412 ? change(incident, change, body) : read(answer, path);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(cloud.resolve(path)).timeout(LIMIT);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("%s %s failed".formatted(request.method(), request.uri()), e);
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
  }

  private static JsonNode read(HttpResponse<String> answer, String path) {
    if (answer.statusCode() != 200) {
      throw new DemoException(
          "%s answered %d: %s".formatted(path, answer.statusCode(), answer.body()));
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the answer of %s is no JSON".formatted(path), e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
