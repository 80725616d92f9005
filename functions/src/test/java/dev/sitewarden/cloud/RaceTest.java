package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Devices, the hub's second attempts, notifications and people do things at the same time. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class RaceTest {
  private static final Instant START = Instant.parse("2026-11-20T13:00:00Z");
  private static final int INCIDENTS = 12;

  private final Device device = Device.fresh();
  private final List<Instant> times =
      IntStream.range(0, INCIDENTS).mapToObj(START::plusSeconds).toList();

  @Test
  void batchesInAnyOrderAtOnceAreEachAppliedOnce() throws Exception {
    List<Callable<Answer>> calls = new ArrayList<>();
    List<String> opened = times.stream().map(device::opened).toList();
    List<String> stored = times.stream().map(at -> picture(at)).toList();
    List<String> closed = times.stream().map(at -> device.closed(at, at.plusSeconds(9))).toList();
    for (List<String> batch :
        List.of(opened, stored, closed, opened, reversed(stored), reversed(opened))) {
      calls.add(() -> device.sends(batch.toArray(String[]::new)));
    }

    List<Answer> answers = atOnce(calls);

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(rows("select state from incident where device = ?")).hasSize(INCIDENTS);
    assertThat(rows("select ended_at from incident where device = ? and ended_at is not null"))
        .hasSize(INCIDENTS);
    assertThat(rows("select id from incident where device = ? and snapshot_bytes = 1"))
        .hasSize(INCIDENTS);
    assertThat(rows("select id from early_message where device = ?")).isEmpty();
    assertThat(
            rows(
                "select n.id from notification n join incident i on i.id = n.incident_id"
                    + " where i.device = ?"))
        .hasSize(INCIDENTS);
  }

  @Test
  void aDecisionIsNeverRefusedBecauseOfWhatMachinesDo() throws Exception {
    Person engineer = Person.engineer();
    device.sends(times.stream().map(device::opened).toArray(String[]::new));
    List<Callable<Answer>> calls = new ArrayList<>();
    for (Instant at : times) {
      String incident = device.incidentAt(at).toString();
      calls.add(() -> engineer.decide(incident, "acknowledgement", "{}"));
      calls.add(() -> device.sends(picture(at), device.closed(at, at)));
    }

    List<Answer> answers = atOnce(calls);

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(rows("select id from incident where device = ? and state = 'ACKNOWLEDGED'"))
        .hasSize(INCIDENTS);
  }

  @Test
  void ofTwoPeopleWhoDecideAtOnceOneIsTold() throws Exception {
    Person engineer = Person.engineer();
    device.sends(device.opened(START));
    String path = "/api/v1/incidents/" + device.incidentAt(START) + "/acknowledgement";
    String seen = engineer.version(device.incidentAt(START).toString());
    Callable<Answer> decision = () -> engineer.post(path, "{}", "If-Match", seen);

    List<Answer> answers = atOnce(List.of(decision, decision));

    assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 412);
  }

  private String picture(Instant at) {
    return device.stored(at, Kind.SNAPSHOT, new byte[] {1});
  }

  private static List<String> reversed(List<String> events) {
    List<String> reversed = new ArrayList<>(events);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<Answer> atOnce(List<Callable<Answer>> calls)
      throws InterruptedException, ExecutionException {
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService tasks = Executors.newFixedThreadPool(calls.size())) {
      for (Future<Answer> answer : tasks.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private List<String> rows(String query) {
    return Rows.of(query, device.name());
  }
}
