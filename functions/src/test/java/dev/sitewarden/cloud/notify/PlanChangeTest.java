package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Plans;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan or a contact is changed by whoever may, and saw the newest. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class PlanChangeTest {
  private final Person engineer = Person.engineer();
  private final String site = "site-" + UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void forget() {
    Plans.forget(site);
    Rows.of("delete from contact where person = ? returning person", "p-" + site);
  }

  @Test
  void aPlanIsChangedByWhoSawTheNewest() {
    Answer made = Plans.first(engineer, site, "\"otherwise\":\"smith\"");
    Answer twice = Plans.first(engineer, site, "\"otherwise\":\"jones\"");
    Answer changed = Plans.next(engineer, site, made.header("ETag"), "\"otherwise\":\"jones\"");
    Answer late = Plans.next(engineer, site, made.header("ETag"), "\"otherwise\":\"late\"");
    Answer blind = engineer.put(Plans.path(site), Plans.of("\"otherwise\":\"late\""));
    Answer wrong = Plans.next(engineer, site, changed.header("ETag"), "\"otherwise\":\"a b\"");

    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().path("now").asText()).isEqualTo("smith");
    assertThat(twice.status()).isEqualTo(412);
    assertThat(changed.json().path("now").asText()).isEqualTo("jones");
    assertThat(late.status()).isEqualTo(412);
    assertThat(blind.status()).isEqualTo(428);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(engineer.get(Plans.path(site)).json().path("now").asText()).isEqualTo("jones");
  }

  @Test
  void aPlanThatLacksSomethingIsRefusedWithTheReason() {
    Answer refused =
        engineer.create(
            Plans.path(site),
            "{\"shifts\":[],\"standIns\":[],\"otherwise\":\"a\",\"escalation\":[]}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText()).contains("timezone is missing");
  }

  @Test
  void telephoneNumbersAreForThoseWhoNeedThem() {
    Person admin = Person.named("admin");
    Answer noted =
        reach(admin, "If-None-Match", "*", "\"phone\":\"+4930123456\",\"email\":\"p@example.org\"");
    Answer wrong = reach(admin, "If-Match", noted.header("ETag"), "\"phone\":\"030 12\"");
    Answer others = reach(engineer, "If-Match", noted.header("ETag"), "\"phone\":\"+4930999999\"");

    assertThat(noted.json().path("phone").asText()).isEqualTo("+4930123456");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(others.code()).isEqualTo("contact-unknown");
    assertThat(Person.auditor().get("/api/v1/contacts").status()).isEqualTo(403);
    assertThat(admin.get("/api/v1/contacts").text()).contains("p@example.org", "+4930123456");
    assertThat(engineer.get("/api/v1/contacts").text())
        .contains("{\"person\":\"p-%s\",\"isReached\":true}".formatted(site))
        .doesNotContain("p@example.org", "+4930123456");
  }

  private Answer reach(Person by, String header, String value, String parts) {
    return by.put("/api/v1/contacts/p-" + site, "{%s}".formatted(parts), header, value);
  }
}
