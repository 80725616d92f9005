package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Plans;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.incident.EscalationRound;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Several other systems: each is told what it wants to know, with its own secret, until it has it.
 */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "cloud.notify.storm-size", value = "1"),
      @ResourceArg(name = "cloud.notify.cooldown", value = "0s")
    })
@QuarkusTestResource(value = WebhooksTest.Receivers.class, restrictToAnnotatedClass = true)
final class WebhooksTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration PAST_THE_DIGEST = Duration.ofMinutes(3); // and any lease
  private static final Duration PAST_THE_NIGHT = Duration.ofHours(2);
  private static final Duration PAST_THE_STORM = Duration.ofMinutes(20);
  private static final int MOST_LOOKS = 10_000;

  /** What one of them was told. */
  record Call(String hook, String body, String signature, String key) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether it was signed with this secret. */
    boolean isSignedWith(String secret) {
      int comma = signature.indexOf(',');
      byte[] signed =
          (signature.substring("t=".length(), comma) + "." + body).getBytes(StandardCharsets.UTF_8);
      String mac = HexFormat.of().formatHex(new Signature(secret).of(signed));
      return signature.substring(comma).equals(",v1=" + mac);
    }
  }

  /**
   * One that is told of everything, one of one site, one of escalations; the one of the site has no
   * time for the first message.
   */
  public static final class Receivers implements QuarkusTestResourceLifecycleManager {
    private static final List<String> HOOKS = List.of("all", "yard", "chief");

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isBusy = new AtomicBoolean(true);
    private Optional<HttpServer> server = Optional.empty();

    @Override
    public Map<String, String> start() {
      try {
        HttpServer listening =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HOOKS.forEach(hook -> listening.createContext("/" + hook, call -> take(hook, call)));
        listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        listening.start();
        server = Optional.of(listening);
        String url = "http://127.0.0.1:%d/".formatted(listening.getAddress().getPort());
        return Map.of(
            "cloud.notify.webhook.all.url",
            url + "all",
            "cloud.notify.webhook.all.secret",
            secret("all"),
            "cloud.notify.webhook.yard.url",
            url + "yard",
            "cloud.notify.webhook.yard.secret",
            secret("yard"),
            "cloud.notify.webhook.yard.sites",
            "yard",
            "cloud.notify.webhook.chief.url",
            url + "chief",
            "cloud.notify.webhook.chief.secret",
            secret("chief"),
            "cloud.notify.webhook.chief.kinds",
            "escalated");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static String secret(String hook) {
      return "the secret of " + hook + " and us";
    }

    private void take(String hook, HttpExchange call) throws IOException {
      String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(
          new Call(
              hook,
              body,
              call.getRequestHeaders().getFirst("Sitewarden-Signature"),
              call.getRequestHeaders().getFirst("Idempotency-Key")));
      call.sendResponseHeaders(hook.equals("yard") && isBusy.getAndSet(false) ? 503 : 204, -1);
      call.close();
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(this, new TestInjector.MatchesType(Receivers.class));
    }

    @Override
    public void stop() {
      server.ifPresent(listening -> listening.stop(0));
    }
  }

  @SuppressWarnings("NullAway.Init") // the resource injects itself
  Receivers receivers;

  @Inject TestClock clock;

  @AfterEach
  void now() {
    clock.reset();
  }

  @Test
  void eachIsToldWhatItWantsToKnowUntilItHasIt() throws Throwable {
    Device inTheYard = deviceAt("yard");
    Device elsewhere = deviceAt("elsewhere");
    String first = inTheYard.incidentAt(SEEN).toString();
    String second = inTheYard.incidentAt(SEEN.plusSeconds(60)).toString();
    String third = elsewhere.incidentAt(SEEN).toString();

    inTheYard.sends(inTheYard.opened(SEEN));
    untilTold("all", first, 1);
    untilTold("yard", first, 1); // and has no time
    inTheYard.sends(inTheYard.opened(SEEN.plusSeconds(60))); // which is a storm already
    elsewhere.sends(elsewhere.opened(SEEN));
    untilTold("all", second, 1);
    untilTold("yard", second, 1);
    untilTold("all", third, 1);
    untilHeld("engineer", 2);
    clock.putForward(PAST_THE_DIGEST);
    new Caller().post("/FrequentChores", "{}");
    untilTold("yard", first, 2);
    clock.putForward(PAST_THE_STORM);
    EscalationRound.run();
    untilTold("chief", first, 1);
    untilTold("all", first, 2);
    untilTold("yard", first, 3);

    assertThat(kinds("yard", first)).containsExactly("OPENED", "OPENED", "ESCALATED");
    assertThat(told("yard", first).stream().limit(2).map(Call::key).distinct()).hasSize(1);
    assertThat(kinds("all", first)).containsExactly("OPENED", "ESCALATED");
    assertThat(kinds("all", second).stream().filter("OPENED"::equals)).hasSize(1);
    assertThat(told("yard", third)).isEmpty();
    assertThat(kinds("chief", first)).containsOnly("ESCALATED");
    assertThat(receivers.calls).noneMatch(WebhooksTest::isDigest);
    assertThat(receivers.calls)
        .allSatisfy(call -> assertThat(call.isSignedWith(Receivers.secret(call.hook()))).isTrue())
        .allSatisfy(call -> assertThat(call.isSignedWith(Receivers.secret("x"))).isFalse());
  }

  @Test
  void theyDoNotSleepAndHearOfEachIncidentOnce() throws Throwable {
    Plans.first(
        Person.engineer(),
        "night",
        "\"otherwise\":\"smith\"," + Plans.quietAround(clock.instant()));
    Device rising = deviceAt("night");
    Device waiting = deviceAt("night");
    String risen = rising.incidentAt(SEEN).toString();
    String waited = waiting.incidentAt(SEEN).toString();

    rising.sends(rising.opened(SEEN, "dock", Severity.WARNING));
    waiting.sends(waiting.opened(SEEN, "dock", Severity.WARNING));
    untilHeld("smith", 2);
    untilTold("all", risen, 1);
    untilTold("all", waited, 1);
    rising.sends(rising.updated(rising.incidentAt(SEEN), SEEN.plusSeconds(9), Severity.ALARM));
    untilTold("all", risen, 2);
    clock.putForward(PAST_THE_NIGHT);
    new Caller().post("/FrequentChores", "{}");
    untilToldOf(waited);

    assertThat(told("all", risen).stream().map(call -> call.json().path("subject").asText()))
        .startsWith("WARNING: bare head in dock", "Now ALARM: bare head in dock");
    assertThat(kinds("all", waited).stream().filter("OPENED"::equals)).hasSize(1);
    assertThat(receivers.calls).noneMatch(WebhooksTest::isDigest);
  }

  /** Looks until a digest tells of what was held. */
  private static void untilToldOf(String incident) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (!Rows.of(
              "select id::text from notification"
                  + " where digest_id is not null and incident_id = cast(? as uuid)",
              incident)
          .isEmpty()) {
        return;
      }
    }
    throw new AssertionError(Rows.of("select state from notification").toString());
  }

  private static boolean isDigest(Call call) {
    return call.json().path("kind").asText().equals("DIGEST");
  }

  private static void untilHeld(String person, int messages) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (Rows.of(
                  "select id::text from notification where state = 'HELD' and recipient = ?",
                  person)
              .size()
          == messages) {
        return;
      }
    }
    throw new AssertionError(Rows.of("select state from notification").toString());
  }

  private static Device deviceAt(String site) {
    Device device = Device.fresh();
    Rows.of("insert into device_site values (?, ?) returning device", device.name(), site);
    return device;
  }

  private List<Call> told(String hook, String incident) {
    return receivers.calls.stream()
        .filter(call -> call.hook().equals(hook))
        .filter(call -> call.json().path("incidentId").asText().equals(incident))
        .toList();
  }

  private List<String> kinds(String hook, String incident) {
    return told(hook, incident).stream().map(call -> call.json().path("kind").asText()).toList();
  }

  /** Looks until it was told of that incident so often. */
  private void untilTold(String hook, String incident, int times) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      Rows.of("select 1"); // takes its time
      if (told(hook, incident).size() >= times) {
        return;
      }
    }
    throw new AssertionError(
        "%s was not told of %s: %s".formatted(hook, incident, receivers.calls));
  }
}
