package dev.sitewarden.training;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.training.dataset.DatasetReader;
import dev.sitewarden.training.dataset.Example;
import dev.sitewarden.training.learning.Budget;
import dev.sitewarden.training.learning.Checkpoint;
import dev.sitewarden.training.learning.Plan;
import dev.sitewarden.training.learning.Training;
import dev.sitewarden.training.network.Topology;
import dev.sitewarden.training.packaging.Packager;
import dev.sitewarden.training.packaging.Release;
import dev.sitewarden.training.picture.Augmenter;
import dev.sitewarden.training.picture.Corpus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: labelled pictures to a model package. */
@Command(
    name = "train",
    description = "Trains a detector on labelled pictures and writes a model package.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private static final int INPUT_SIZE_PX = 320;
  private static final int CROP_PX = 256;
  private static final int BATCH = 16;
  private static final double PEAK_RATE = 1.5e-3;
  private static final String CHECKPOINT = "training.checkpoint";

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "DIR|COCO",
      description = "YOLO folder with train.txt and val.txt, YOLO list, or COCO file.")
  private Path dataset = Path.of("");

  @Option(
      names = "--stills",
      paramLabel = "COCO",
      description = "Pictures of the scene that the model is for; drawn more often.")
  private @Nullable Path stills;

  @Option(
      names = "--stills-share",
      paramLabel = "SHARE",
      defaultValue = "0.45",
      description = "Chance 0..1 that a still is drawn (default ${DEFAULT-VALUE}).")
  private double stillsShare;

  @Option(
      names = "--validation",
      paramLabel = "DIR|COCO",
      description = "Pictures to score on (default: val.txt of --dataset).")
  private @Nullable Path validation;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the package and the checkpoint.")
  private Path out = Path.of("");

  @Option(
      names = "--serve",
      paramLabel = "WxH",
      defaultValue = "512x320",
      description =
          "Input of the package, px (default ${DEFAULT-VALUE}). With --resume, a finished training"
              + " is written at another size.")
  private String serve = "";

  @ArgGroup private Length length = new Length();

  @Option(names = "--resume", description = "Go on from the checkpoint in --out.")
  private boolean resume;

  @Option(
      names = "--labels",
      split = ",",
      defaultValue = "head,helmet",
      description = "What to learn, in the model's order (default ${DEFAULT-VALUE}).")
  private List<String> labels = List.of();

  @Option(names = "--name", defaultValue = "ppe", description = "Of the model.")
  private String name = "";

  @Option(names = "--model-version", defaultValue = "1", description = "Of the model.")
  private String version = "";

  @Option(names = "--seed", defaultValue = "1", description = "Of weights and order.")
  private long seed;

  @Spec private @Nullable CommandSpec spec;

  /** Time or epochs. */
  static final class Length {
    @Option(names = "--minutes", description = "Train this long (default 60).")
    private double minutes;

    @Option(names = "--epochs", description = "Train on as many inputs as so many rounds have.")
    private double epochs;

    Budget budget(int pictures) {
      if (epochs > 0) {
        return new Budget.Pictures(Math.round(epochs * pictures));
      }
      double wanted = minutes == 0 ? 60 : minutes;
      return new Budget.Time(Duration.ofMillis(Math.round(wanted * 60_000)));
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    var wanted = labels.stream().map(Label::new).toList();
    var general = DatasetReader.read(dataset, "train", wanted);
    var special = stills == null ? List.<Example>of() : DatasetReader.read(stills, "train", wanted);
    var judges = DatasetReader.read(validation == null ? dataset : validation, "val", wanted);
    var topology = Topology.standard(wanted.size());
    var budget = length.budget(general.size() + special.size());
    var plan = new Plan(topology, INPUT_SIZE_PX, CROP_PX, BATCH, PEAK_RATE, budget, seed);
    var release = new Release(name, version, wanted, served(), describe(general, special));
    var golden = pictures(special.isEmpty() ? judges : special);
    var writer = console();
    var packager = new Packager(plan, release, judges, golden, out, writer);
    writer.printf(
        "training %,d parameters on %d pictures and %d stills%n",
        topology.parameters(), general.size(), special.size());
    train(plan, packager, new Corpus(general, special, stillsShare));
    packager.finish();
    return 0;
  }

  private void train(Plan plan, Packager packager, Corpus corpus) throws InterruptedException {
    var file = folder().resolve(CHECKPOINT);
    try (var training = new Training(plan, file, packager)) {
      if (resume) {
        training.resume(Checkpoint.read(file));
      }
      training.run(new Augmenter(corpus, plan.inputSizePx(), plan.cropPx()));
    }
  }

  private Path folder() {
    try {
      return Files.createDirectories(out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make folder %s: %s".formatted(out, e), e);
    }
  }

  private String describe(List<Example> general, List<Example> special) {
    var text = new ArrayList<String>();
    text.add("%s (%d pictures)".formatted(dataset.getFileName(), general.size()));
    if (stills != null) {
      text.add("%s (%d stills)".formatted(stills.getFileName(), special.size()));
    }
    return String.join(", ", text);
  }

  private InputSize served() {
    var sides = Pattern.compile("(\\d{1,4})x(\\d{1,4})").matcher(serve);
    if (!sides.matches()) {
      throw new IllegalArgumentException(
          "--serve must be WIDTHxHEIGHT, such as 512x320, got '%s'".formatted(serve));
    }
    return new InputSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
  }

  private static List<Path> pictures(List<Example> examples) {
    return examples.stream().map(Example::image).toList();
  }

  private PrintWriter console() {
    if (spec == null) {
      throw new IllegalStateException("picocli did not fill in the command");
    }
    return spec.commandLine().getOut();
  }
}
