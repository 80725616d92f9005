package dev.sitewarden.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;

/** Somebody at the page, signed in by the form. */
public final class Person extends Caller {
  private String cookie = "";

  private Person() {}

  /** The user who may decide. */
  public static Person engineer() {
    return signedIn("engineer");
  }

  /** The user who may only look. */
  public static Person auditor() {
    return signedIn("auditor");
  }

  /** Any of the demo users. */
  public static Person named(String user) {
    return signedIn(user);
  }

  private static Person signedIn(String user) {
    Person person = new Person();
    Answer answer = person.signIn(user, password(user));
    person.cookie = answer.header("Set-Cookie").replaceAll(";.*", "");
    return person;
  }

  /** Sends the form. */
  public Answer signIn(String user, String password) {
    return send(
        "POST",
        "/j_security_check",
        BodyPublishers.ofString("j_username=%s&j_password=%s".formatted(user, password)),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  /** The password that was made for the user. */
  public static String password(String user) {
    Path file = ConfigProvider.getConfig().getValue("cloud.app.users-file", Path.class);
    Properties users = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      users.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return users.getProperty(user);
  }

  /** The incident as it is now. */
  public JsonNode incident(String id) {
    return get("/api/v1/incidents/" + id).json();
  }

  /** The incident's version. */
  public String version(String id) {
    return get("/api/v1/incidents/" + id).header("ETag");
  }

  /** Decides on the incident as it is now. */
  public Answer decide(String id, String what, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "If-Match";
    all[1] = version(id);
    System.arraycopy(headers, 0, all, 2, headers.length);
    return post("/api/v1/incidents/%s/%s".formatted(id, what), body, all);
  }

  @Override
  protected HttpRequest.Builder dressed(HttpRequest.Builder request) {
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }
}
