package dev.sitewarden.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.training.dataset.Example;
import dev.sitewarden.training.dataset.Stills;
import dev.sitewarden.training.learning.Budget;
import dev.sitewarden.training.learning.Checkpoint;
import dev.sitewarden.training.learning.Observer;
import dev.sitewarden.training.learning.Plan;
import dev.sitewarden.training.learning.Progress;
import dev.sitewarden.training.learning.Training;
import dev.sitewarden.training.network.Topology;
import dev.sitewarden.training.network.Weights;
import dev.sitewarden.training.packaging.Packager;
import dev.sitewarden.training.packaging.Release;
import dev.sitewarden.training.picture.Augmenter;
import dev.sitewarden.training.picture.Corpus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a tiny network on six stills: does the whole way from pictures to package hold? */
class TrainingSmokeTest {
  private static final int SIZE = 160;
  private static final int BATCH = 4;

  private final Path folder;
  private final StringWriter console = new StringWriter();
  private final List<Progress> progress = new ArrayList<>();
  private final List<Path> golden = Stills.examples().stream().map(Example::image).toList();

  TrainingSmokeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void trainingReducesTheLossAndWritesAPackageThatLoads() throws InterruptedException {
    var plan = plan(250);

    train(plan, false);

    assertThat(progress).hasSize(5);
    assertThat(loss(progress.getLast())).isLessThan(0.7 * loss(progress.getFirst()));
    assertThat(console.toString()).contains("mAP@0.5").contains("min left");
    var model = ModelPackage.open(folder);
    assertThat(model.card().metrics()).containsKeys("map_50", "head_recall");
    assertThat(folder.resolve("golden")).isDirectoryContaining("glob:**.jpg");
    assertThat(folder.resolve("golden")).isDirectoryContaining("glob:**.json");
    detect(model);
  }

  @Test
  void resumedTrainingCountsWhatWasTrainedBefore() throws InterruptedException {
    train(plan(4), false);
    long before = Checkpoint.read(folder.resolve("state")).pictures();

    train(plan(8), true);

    assertThat(before).isEqualTo(4L * BATCH);
    assertThat(Checkpoint.read(folder.resolve("state")).pictures()).isEqualTo(8L * BATCH);
  }

  private static Plan plan(int steps) {
    var topology = new Topology(2, 8, 16, 16, 16, 16, 16);
    return new Plan(
        topology, SIZE, SIZE, BATCH, 4e-3, new Budget.Pictures((long) steps * BATCH), 1);
  }

  private void train(Plan plan, boolean resume) throws InterruptedException {
    var release = new Release("tiny", "1", Stills.LABELS, new InputSize(SIZE, 96), "six stills");
    var packager =
        new Packager(
            plan, release, Stills.examples(), golden, folder, new PrintWriter(console, true));
    var state = folder.resolve("state");
    try (var training = new Training(plan, state, new Recorder(packager))) {
      if (resume) {
        training.resume(Checkpoint.read(state));
      }
      training.run(new Augmenter(new Corpus(Stills.examples(), List.of(), 0), SIZE, SIZE));
    }
    packager.finish();
  }

  private static double loss(Progress progress) {
    return progress.scoreLoss() + progress.boxLoss();
  }

  private void detect(ModelPackage model) {
    var camera = new CameraId("test");
    try (var detector = Detector.open(model, 1);
        var source = ImageFolder.of(golden, camera, model.inputSize(), Instant.EPOCH);
        var frame = source.next().orElseThrow()) {
      assertThat(detector.detect(frame)).allMatch(found -> found.score() > 0);
    }
  }

  /** Passes on and keeps the progress. */
  private final class Recorder implements Observer {
    private final Observer next;

    Recorder(Observer next) {
      this.next = next;
    }

    @Override
    public void progressed(Progress current) {
      progress.add(current);
      next.progressed(current);
    }

    @Override
    public double judge(Weights average, double used) {
      return next.judge(average, used);
    }

    @Override
    public void best(Weights average) {
      next.best(average);
    }
  }
}
