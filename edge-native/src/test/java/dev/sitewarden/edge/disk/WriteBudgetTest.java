package dev.sitewarden.edge.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteBudgetTest {
  private static final long MEGABYTE = 1 << 20;
  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

  private final Path file;
  private Instant now = START;

  WriteBudgetTest(@TempDir Path folder) {
    this.file = WriteBudget.fileIn(folder);
  }

  private WriteBudget open() {
    WriteBudget budget = WriteBudget.open(file, new WriteMeter(() -> now), () -> now);
    budget.limit(10 * MEGABYTE);
    return budget;
  }

  @Test
  void allKindsSpendIt() {
    WriteBudget budget = open();

    budget.meter().wrote("recording", 6 * MEGABYTE, 1);
    assertThat(budget.today().isSpent()).isFalse();
    budget.meter().wrote("evidence", 4 * MEGABYTE, 1);

    assertThat(budget.today().isSpent()).isTrue();
    assertThat(budget.meter().kinds()).containsExactly("evidence", "recording");
  }

  @Test
  void restartGoesOnCounting() {
    WriteBudget before = open();
    before.meter().wrote("recording", 9 * MEGABYTE, 1);
    before.save();

    WriteBudget after = open();
    after.meter().wrote("recording", MEGABYTE, 1);

    assertThat(after.today().isSpent()).isTrue();
  }

  @Test
  void dayAndClockThatIsSetToAnotherDayBeginAnew() {
    WriteBudget budget = open();
    budget.meter().wrote("recording", 10 * MEGABYTE, 1);
    budget.save();

    now = START.plus(Duration.ofDays(1));
    assertThat(budget.today().bytes()).isZero();
    budget.meter().wrote("recording", 10 * MEGABYTE, 1);
    now = START.minus(Duration.ofDays(7));

    assertThat(budget.today().bytes()).isZero();
    assertThat(open().today().bytes()).isZero();
  }

  @Test
  void idleDeviceDoesNotWearTheCardWithIt() {
    WriteBudget budget = open();
    budget.meter().wrote("journal", 1000, 2);

    budget.save();

    assertThat(file).doesNotExist();
  }

  @Test
  void fileThatIsCutOffCountsAsNothingWritten() throws Exception {
    WriteBudget budget = open();
    budget.meter().wrote("recording", 9 * MEGABYTE, 1);
    budget.save();
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(open().today().bytes()).as("cut to %d bytes", length).isZero();
    }
  }
}
