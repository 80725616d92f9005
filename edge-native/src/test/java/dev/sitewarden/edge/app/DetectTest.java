package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model import} and {@code detect} as a user calls them, with a public model. */
@Tag("shared-data")
class DetectTest {
  /** One line of the results. */
  record Row(
      long imageId,
      String fileName,
      int categoryId,
      String categoryName,
      List<Double> box,
      double score) {}

  private final Path folder;
  private final Path model;
  private final Path output;

  DetectTest(@TempDir Path folder) {
    this.folder = folder;
    model = folder.resolve("model");
    output = folder.resolve("out/results.json");
    SharedData.importYolox(model);
  }

  @Test
  void aVideoGivesResultsForEveryFrame() throws IOException {
    Path drawn = folder.resolve("drawn.mp4");

    CommandRun run = detect(SharedData.WORKER_CLIP, "--annotate", drawn);

    assertThat(run.out()).startsWith("71 frames, ");
    List<Row> rows = rows();
    assertThat(rows).extracting(Row::imageId).isSorted().contains(1L, 71L);
    assertThat(rows).extracting(Row::fileName).containsOnly("worker-zone-detection.mp4");
    assertThat(rows).extracting(Row::score).allMatch(score -> score >= 0.3 && score <= 1);
    assertThat(rows).filteredOn(row -> row.categoryName().equals("person")).hasSizeGreaterThan(40);
    assertThat(rows).allSatisfy(row -> isInside(row.box(), 480, 270));
    assertThat(rows).anyMatch(row -> row.categoryId() == 1 && row.categoryName().equals("person"));
    assertThat(detect(drawn).out()).startsWith("71 frames, ");
  }

  @Test
  void aFolderIsReadInNameOrder() throws IOException {
    Path drawn = folder.resolve("drawn");

    CommandRun run = detect(SharedData.PICTURES, "--annotate", drawn);

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<Path> files;
    try (var listed = Files.list(SharedData.PICTURES)) {
      files = listed.sorted().toList();
    }
    assertThat(rows())
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.fileName())
                    .isEqualTo(files.get((int) row.imageId() - 1).getFileName().toString()));
    try (var pictures = Files.list(drawn)) {
      assertThat(pictures).hasSameSizeAs(files);
    }
  }

  @Test
  void minScoreReplacesTheThresholds() throws IOException {
    Path picture = SharedData.PICTURES.resolve(pictureWithObjects());

    detect(picture, "--min-score", "0.05");
    List<Row> many = rows();
    detect(picture, "--min-score", "0.6");
    List<Row> few = rows();

    assertThat(many).hasSizeGreaterThan(few.size());
    assertThat(many).extracting(Row::score).anyMatch(score -> score < 0.3);
    assertThat(few).extracting(Row::score).allMatch(score -> score >= 0.6);
    assertThat(many).containsAll(few);
  }

  @Test
  void framesLimitsHowManyAreLookedAt() throws IOException {
    CommandRun run = detect(SharedData.WORKER_CLIP, "--frames", 3);

    assertThat(run.out()).startsWith("3 frames, ");
    assertThat(rows()).extracting(Row::imageId).allMatch(id -> id <= 3);
  }

  private String pictureWithObjects() throws IOException {
    detect(SharedData.PICTURES);
    return rows().getFirst().fileName();
  }

  @Test
  void aCutOffVideoGivesWhatItHoldsAndFails() throws IOException {
    byte[] whole = Files.readAllBytes(SharedData.WORKER_CLIP);
    Path cut = folder.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

    CommandRun run = detect(cut);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip().lines()).hasSize(1);
    assertThat(run.err()).contains(cut.toString());
  }

  private CommandRun detect(Path input, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("detect", "--model", model, "--input", input, "--output", output));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  private static void isInside(List<Double> box, double width, double height) {
    assertThat(box).hasSize(4).allMatch(value -> value >= 0);
    assertThat(box.get(0) + box.get(2)).isLessThanOrEqualTo(width + 0.01);
    assertThat(box.get(1) + box.get(3)).isLessThanOrEqualTo(height + 0.01);
  }

  private List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(output.toFile())) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      while (json.nextToken() == JsonToken.START_OBJECT) {
        rows.add(
            new Row(
                (long) number(json, "image_id"),
                text(json, "file_name"),
                (int) number(json, "category_id"),
                text(json, "category_name"),
                box(json),
                number(json, "score")));
        assertThat(json.nextToken()).isEqualTo(JsonToken.END_OBJECT);
      }
    }
    return rows;
  }

  private static double number(JsonParser json, String field) throws IOException {
    assertThat(json.nextFieldName()).isEqualTo(field);
    json.nextToken();
    return json.getDoubleValue();
  }

  private static String text(JsonParser json, String field) throws IOException {
    assertThat(json.nextFieldName()).isEqualTo(field);
    return json.nextTextValue();
  }

  private static List<Double> box(JsonParser json) throws IOException {
    assertThat(json.nextFieldName()).isEqualTo("bbox");
    List<Double> box = new ArrayList<>();
    json.nextToken();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      box.add(json.getDoubleValue());
    }
    return box;
  }
}
