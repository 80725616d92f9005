package dev.sitewarden.domain.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The figures that py-motmetrics and the MOTChallenge kit have for TUD-Campus. */
@Tag("shared-data")
class ReferenceTrackingTest {
  private static final Path FIXTURE =
      Path.of(System.getProperty("sitewarden.shared-data"), "fixtures/nc-mot/TUD-Campus");

  @Test
  void theFiguresAgreeWithTheReference() throws IOException {
    SortedMap<Integer, List<MotBox>> truths = boxes("gt.txt");
    SortedMap<Integer, List<MotBox>> tracks = boxes("test.txt");
    List<MotFrame> frames =
        IntStream.rangeClosed(1, Math.max(truths.lastKey(), tracks.lastKey()))
            .mapToObj(
                i ->
                    new MotFrame(
                        truths.getOrDefault(i, List.of()), tracks.getOrDefault(i, List.of())))
            .toList();

    MotSummary summary = MotEvaluation.of(frames, 0.5);

    assertThat(summary.falsePositives()).isEqualTo((int) expected("FP"));
    assertThat(summary.misses()).isEqualTo((int) expected("FN"));
    assertThat(summary.switches()).isEqualTo((int) expected("IDs"));
    assertThat(summary.mota() * 100).isCloseTo(expected("MOTA"), within(0.05));
    assertThat(summary.motp() * 100).isCloseTo(expected("MOTP"), within(0.05));
    assertThat(summary.idf1() * 100).isCloseTo(expected("IDF1"), within(0.05));
  }

  private static double expected(String figure) throws IOException {
    Matcher matcher =
        Pattern.compile("\"%s\": ([0-9.]+)".formatted(figure))
            .matcher(Files.readString(FIXTURE.resolve("expected.json")));
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  /** Lines of {@code frame,id,left,top,width,height,..}. */
  private static SortedMap<Integer, List<MotBox>> boxes(String file) throws IOException {
    SortedMap<Integer, List<MotBox>> boxes = new TreeMap<>();
    for (String line : Files.readAllLines(FIXTURE.resolve(file))) {
      double[] f =
          Pattern.compile(",").splitAsStream(line).mapToDouble(Double::parseDouble).toArray();
      boxes
          .computeIfAbsent((int) f[0], frame -> new ArrayList<>())
          .add(new MotBox((long) f[1], f[2], f[3], f[4], f[5]));
    }
    return boxes;
  }
}
