package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Plans;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** A site that an engineer plans for, a device there, and messages that are routed at once. */
abstract class RoutingScene {
  static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final int MOST_LOOKS = 10_000;

  @Inject Routing routing;
  @Inject TestClock clock;

  final Person engineer = Person.engineer();
  final String site = "site-" + UUID.randomUUID().toString().substring(0, 8);
  final Device device = deviceAt(site);

  @AfterEach
  void now() {
    clock.reset();
  }

  /** The site's first plan. */
  Answer plan(String parts) {
    return taken(Plans.first(engineer, site, parts));
  }

  /** The site's plan instead of one before. */
  Answer plan(Answer before, String parts) {
    return taken(Plans.next(engineer, site, before.header("ETag"), parts));
  }

  private static Answer taken(Answer plan) {
    assertThat(plan.status()).isEqualTo(200);
    return plan;
  }

  /** Where only alarms wake somebody now. */
  void quietFor(String person) {
    plan("\"otherwise\":\"%s\",%s".formatted(person, Plans.quietAround(clock.instant())));
  }

  Device deviceAtSite() {
    return deviceAt(site);
  }

  static Device deviceAt(String place) {
    Device fresh = Device.fresh();
    Rows.of("insert into device_site values (?, ?) returning device", fresh.name(), place);
    return fresh;
  }

  /** What the device saw so long after the first. */
  String at(int seconds) {
    return device.incidentAt(SEEN.plusSeconds(seconds)).toString();
  }

  /** The only one of an incident. */
  JsonNode message(String incident) throws Throwable {
    JsonNode items = messages(incident);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  JsonNode messageOf(int seconds, String zone) throws Throwable {
    return message(device.incidentAt(SEEN.plusSeconds(seconds), zone).toString());
  }

  /** All of an incident, the newest first. */
  JsonNode messages(String incident) throws Throwable {
    route();
    return engineer.get("/api/v1/notifications?incident=" + incident).json().path("items");
  }

  void route() throws Throwable {
    VertxContextSupport.subscribeAndAwait(routing::route);
  }

  /** As if a process had died between writing the message and routing it. */
  void asIfNew(String incident) throws Throwable {
    route();
    String handedOver =
        "select id from notification where state <> 'PENDING' and incident_id = cast(? as uuid)";
    for (int look = 0; Rows.of(handedOver, incident).isEmpty(); look++) {
      assertThat(look).as("looks until it was handed over").isLessThan(MOST_LOOKS);
    }
    Rows.of(
        "update notification set state = 'NEW' where incident_id = cast(? as uuid) returning id",
        incident);
  }
}
