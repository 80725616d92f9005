package dev.sitewarden.edge.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.model.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreStateTest {
  private static final StoredModel ONE = model(1);
  private static final StoredModel TWO = model(2);
  private static final StoredModel THREE = model(3);
  private static final StoreState ONE_SERVES = StoreState.EMPTY.attempt(ONE).serving().committed();

  @Test
  void aCommittedTrialPushesTheCurrentBack() {
    StoreState state = ONE_SERVES.attempt(TWO).serving().committed().attempt(THREE);

    assertThat(state.current()).contains(TWO);
    assertThat(state.previous()).contains(ONE);
    assertThat(state.models()).containsExactly(TWO, ONE, THREE);
  }

  @Test
  void aFailedTrialIsQuarantinedAndChangesNothingElse() {
    StoreState state = ONE_SERVES.attempt(TWO).serving().rolledBack("blind");

    assertThat(state.current()).contains(ONE);
    assertThat(state.trial()).isEmpty();
    assertThat(state.quarantined(TWO.archive()).orElseThrow().reason()).isEqualTo("blind");
  }

  @Test
  void theSecondCrashEndsATrial() {
    StoreState first = ONE_SERVES.attempt(TWO).serving();

    assertThat(first.isCrashing()).isFalse();
    assertThat(first.restarted().isCrashing()).isTrue();
    assertThat(first.endedWell().restarted().isCrashing()).isFalse();
  }

  @Test
  void loadingTheSameModelAgainCountsAsWell() {
    assertThat(ONE_SERVES.attempt(TWO).attempt(TWO).isCrashing()).isTrue();
    assertThat(ONE_SERVES.attempt(TWO).attempt(THREE).isCrashing()).isFalse();
  }

  @Test
  void quarantineForgetsTheOldestFirst() {
    StoreState state = StoreState.EMPTY;
    for (int i = 0; i <= StoreState.MAX_QUARANTINED; i++) {
      state = state.quarantine(model(i).archive(), "bad");
    }

    assertThat(state.quarantined()).hasSize(StoreState.MAX_QUARANTINED);
    assertThat(state.quarantined(model(0).archive())).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    StoreState state =
        ONE_SERVES.attempt(TWO).serving().committed().rolledBack("x").attempt(THREE).serving();
    StoreState full = state.quarantine(model(9).archive(), "it \"is\" bad");

    assertThat(StoreStateCodec.read(StoreStateCodec.write(full))).isEqualTo(full);
    assertThat(StoreStateCodec.read(StoreStateCodec.write(StoreState.EMPTY)))
        .isEqualTo(StoreState.EMPTY);
  }

  @Test
  void storeWhoseStateIsCutOffAnywhereOpensEmptyAndKeepsTheRestAside(@TempDir Path folder)
      throws Exception {
    byte[] whole = StoreStateCodec.write(ONE_SERVES.attempt(TWO).serving().committed());
    for (int length = 0; length < whole.length; length++) {
      Path store = Files.createDirectory(folder.resolve("cut-to-" + length));
      Files.write(store.resolve("store.json"), Arrays.copyOf(whole, length));

      assertThat(ModelStore.open(store).state())
          .as("cut to %d bytes", length)
          .isEqualTo(StoreState.EMPTY);
      assertThat(store.resolve("store.json")).doesNotExist();
    }
  }

  @Test
  void versionsAreComparedAsNumbers() {
    VersionOrder.requireNotOlder("9", "10");
    VersionOrder.requireNotOlder("1.9", "1.10");
    VersionOrder.requireNotOlder("yard", "yard");

    assertThatThrownBy(() -> VersionOrder.requireNotOlder("10", "9"))
        .hasMessageContaining("it is older than 10");
    assertThatThrownBy(() -> VersionOrder.requireNotOlder("2", "1.9.9"))
        .hasMessageContaining("it is older than 2");
    assertThatThrownBy(() -> VersionOrder.requireNotOlder("1", "yard"))
        .hasMessageContaining("nobody can tell whether it is newer than 1");
  }

  private static StoredModel model(int number) {
    return new StoredModel(Digest.of(new byte[] {(byte) number}), Integer.toString(number));
  }
}
