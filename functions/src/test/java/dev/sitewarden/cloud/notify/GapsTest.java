package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Plans;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When nobody will be on call, and who is told then, as a plan shows it to its readers. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class GapsTest {
  private final Person engineer = Person.engineer();
  private final String site = "site-" + UUID.randomUUID().toString().substring(0, 8);
  private final Team team = new Team(site);

  @AfterEach
  void forget() {
    team.leaves();
    Plans.forget(site);
  }

  @Test
  void theGapsOfTheNextWeekAreShownByTheClockAtTheSite() {
    JsonNode always = Plans.first(engineer, site, "\"escalation\":[]").json();
    JsonNode never =
        Plans.next(engineer, site, "\"0\"", "\"escalation\":[],\"otherwise\":\"smith\"").json();
    JsonNode nights =
        Plans.next(
                engineer,
                site,
                "\"1\"",
                "\"escalation\":[],\"shifts\":[{\"days\":[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\","
                    + "\"THURSDAY\",\"FRIDAY\",\"SATURDAY\",\"SUNDAY\"],\"from\":\"06:00\","
                    + "\"to\":\"22:00\",\"person\":\"smith\"}]")
            .json();

    assertThat(always.path("gaps")).hasSize(1);
    assertThat(always.at("/gaps/0/to").isNull()).isTrue();
    assertThat(never.path("gaps")).isEmpty();
    assertThat(nights.path("gaps").size()).isBetween(7, 8);
    assertThat(nights.at("/gaps/1/from").asText()).endsWith("T22:00:00Z");
    assertThat(nights.at("/gaps/1/to").asText()).endsWith("T06:00:00Z");
  }

  @Test
  void whoIsToldInAGapIsShownAndNamedToWhoPlans() {
    JsonNode nobody = Plans.first(engineer, site, "\"escalation\":[]").json().path("instead");
    team.decides("ann");
    team.decides("bob");
    JsonNode planner = engineer.get(Plans.path(site)).json().path("instead");
    JsonNode reader = Person.auditor().get(Plans.path(site)).json().path("instead");
    JsonNode chief =
        Plans.next(engineer, site, "\"0\"", "\"escalation\":[\"chief\",\"owner\"]")
            .json()
            .path("instead");

    assertThat(nobody.toString())
        .isEqualTo("{\"people\":[\"engineer\"],\"count\":1,\"isMailed\":false}");
    assertThat(planner.toString())
        .isEqualTo(
            "{\"people\":[\"ann-%1$s\",\"bob-%1$s\"],\"count\":2,\"isMailed\":true}"
                .formatted(site));
    assertThat(reader.toString()).isEqualTo("{\"people\":[],\"count\":2,\"isMailed\":true}");
    assertThat(chief.toString())
        .isEqualTo("{\"people\":[\"chief\"],\"count\":1,\"isMailed\":false}");
  }
}
