package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real model and the real tracker on videos whose people are known. */
@Tag("shared-data")
class TrackingBenchTest {
  private static final Path VIDEOS = SharedData.FOLDER.resolve("videos");
  private static final Path TRUTH = VIDEOS.resolve("nc-mot15/PETS09-S2L1/gt.txt");

  private final Path folder;

  TrackingBenchTest(@TempDir Path folder) {
    this.folder = folder;
    SharedData.importYolox(folder.resolve("model"));
  }

  @Test
  void peopleOfVtestAreFollowed() {
    CommandRun run = bench(VIDEOS.resolve("vtest_480x360.avi"), TRUTH, 768);

    assertThat(run.err()).isEmpty();
    assertThat(figure(run, "MOTA")).isGreaterThanOrEqualTo(0.60);
    assertThat(figure(run, "IDF1")).isGreaterThanOrEqualTo(0.50);
  }

  @Test
  void peopleOfTudCampusAreFollowed() {
    Path sequence = VIDEOS.resolve("nc-mot15/TUD-Campus");

    CommandRun run = bench(sequence.resolve("TUD-Campus.mp4"), sequence.resolve("gt.txt"), 640);

    assertThat(figure(run, "IDF1")).isGreaterThanOrEqualTo(0.60);
  }

  @Test
  void aTruthThatIsNoneIsNamedWithItsLine() throws IOException {
    Path wrong = Files.writeString(folder.resolve("gt.txt"), "1,1,0,0,5,5\n1,2,left,0,5,5\n");

    CommandRun run = bench(VIDEOS.resolve("vtest_480x360.avi"), wrong, 768);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("ground truth " + wrong, "line 2", "left");
    assertThat(bench(VIDEOS.resolve("vtest_480x360.avi"), TRUTH, 0).err())
        .contains("truth-width must be at least 1 px, got 0");
  }

  private CommandRun bench(Path video, Path truth, int truthWidth) {
    return CommandRun.of(
        "bench",
        "tracking",
        "--model",
        folder.resolve("model"),
        "--input",
        video,
        "--truth",
        truth,
        "--truth-width",
        truthWidth);
  }

  private static double figure(CommandRun run, String name) {
    Matcher matcher = Pattern.compile(name + " (-?[0-9.]+)").matcher(run.out());
    assertThat(matcher.find()).as(run.out()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
