package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People as annotated by hand in real recordings; the tracker sees their boxes, not their ids. */
@Tag("shared-data")
class TrackerOnRecordingsTest {
  private static final Path RECORDINGS =
      Path.of(System.getProperty("sitewarden.shared-data"), "videos", "nc-mot15");
  private static final Label PERSON = new Label("person");

  private record Annotated(int person, Detection detection) {}

  @ParameterizedTest(name = "{0}, one frame in {4}: {5} changes of identity at most")
  @CsvSource({
    "PETS09-S2L1, 768, 576, 7, 1, 2",
    "PETS09-S2L1, 768, 576, 7, 2, 2",
    "PETS09-S2L1, 768, 576, 7, 3, 2",
    "TUD-Campus, 640, 480, 25, 1, 2",
    "TUD-Campus, 640, 480, 25, 3, 2",
  })
  void peopleKeepTheirIds(
      String recording, int widthPx, int heightPx, int rate, int every, int mostChanges)
      throws IOException {
    var tracker = new Tracker(TrackerSettings.defaults());
    Map<Integer, TrackId> idOf = new HashMap<>();
    int changes = 0;

    for (var frame : read(recording, widthPx, heightPx, every).entrySet()) {
      Map<Detection, Integer> personOf = new HashMap<>();
      frame.getValue().forEach(a -> personOf.put(a.detection(), a.person()));
      Instant at = Instant.EPOCH.plus(Duration.ofSeconds(frame.getKey()).dividedBy(rate));
      for (Track track : tracker.advance(List.copyOf(personOf.keySet()), at)) {
        TrackId before = idOf.put(personOf.get(track.detection()), track.id());
        changes += before == null || before.equals(track.id()) ? 0 : 1;
      }
    }

    assertThat(idOf).isNotEmpty();
    assertThat(changes).isLessThanOrEqualTo(mostChanges);
  }

  /** Lines of {@code gt.txt}: frame, person, left, top, width, height (pixels), counts, ... */
  private static Map<Integer, List<Annotated>> read(
      String recording, int widthPx, int heightPx, int every) throws IOException {
    Map<Integer, List<Annotated>> frames = new TreeMap<>();
    for (String line : Files.readAllLines(RECORDINGS.resolve(recording).resolve("gt.txt"))) {
      double[] f =
          Pattern.compile(",").splitAsStream(line).mapToDouble(Double::parseDouble).toArray();
      if (f[0] % every == 0 && f[6] == 1) {
        var box =
            new BoundingBox(
                Math.max(0, f[2] / widthPx),
                Math.max(0, f[3] / heightPx),
                Math.min(1, (f[2] + f[4]) / widthPx),
                Math.min(1, (f[3] + f[5]) / heightPx));
        frames
            .computeIfAbsent((int) f[0], key -> new ArrayList<>())
            .add(new Annotated((int) f[1], new Detection(PERSON, 0.9, box)));
      }
    }
    return frames;
  }
}
