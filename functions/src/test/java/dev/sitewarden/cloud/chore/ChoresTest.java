package dev.sitewarden.cloud.chore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.chore.Chore.Rhythm;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What people wait for does not wait for files. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class ChoresTest {
  @Inject ChoreMeters meters;
  @Inject @All List<Chore> all;

  private final List<String> done = new ArrayList<>();

  /** Work of a test. */
  private record Work(Rhythm rhythm, Supplier<Uni<Void>> work) implements Chore {
    @Override
    public Uni<Void> run() {
      return work.get();
    }
  }

  @Test
  void aStoreThatNeverAnswersHoldsUpNobodyWhoIsToBeTold() throws Throwable {
    Chores chores =
        new Chores(
            List.of(
                new Work(Rhythm.FILES, () -> Uni.createFrom().nothing()),
                new Work(Rhythm.OFTEN, () -> Uni.createFrom().failure(new Exception("broken"))),
                new Work(Rhythm.OFTEN, () -> Uni.createFrom().voidItem().invoke(this::told))),
            meters);

    VertxContextSupport.subscribeAndAwait(
        () -> {
          chores.run(Rhythm.FILES).subscribe().with(never -> done.add("files"));
          return chores.run(Rhythm.OFTEN);
        });

    assertThat(done).containsExactly("told");
  }

  private void told() {
    done.add("told");
  }

  @Test
  void whatPeopleWaitForTouchesNoFile() {
    assertThat(of(Rhythm.OFTEN)).contains("Escalations", "Notifications", "Backlog");
    assertThat(all.stream().filter(chore -> chore.rhythm() == Rhythm.OFTEN).toList())
        .extracting(chore -> chore.getClass().getPackageName())
        .doesNotContain("dev.sitewarden.cloud.archive", "dev.sitewarden.cloud.audit");
    assertThat(of(Rhythm.FILES)).contains("Mover", "Retention", "HoldMarks", "Anchors");
  }

  private List<String> of(Rhythm rhythm) {
    return all.stream().filter(chore -> chore.rhythm() == rhythm).map(ChoreMeters::name).toList();
  }
}
