package dev.sitewarden.domain.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sitewarden.domain.dataset.LabelledBox.Review;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.incident.Verdict;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoCodecTest {
  private static final String GOLDEN = golden();

  @Test
  void verdictsAreWrittenAsTheGoldenFileByteForByte() throws IOException {
    var out = new ByteArrayOutputStream();

    CocoCodec.write(verdicts(), out);

    assertThat(out.toString(UTF_8)).isEqualTo(GOLDEN);
  }

  @Test
  void theGoldenFileIsReadAsItsVerdicts() {
    DatasetSnapshot snapshot = read(GOLDEN);

    assertThat(snapshot).isEqualTo(verdicts());
  }

  @Test
  void anUnjudgedBoxAndAHardNegativeAreNoPositivesToOtherPeoplesReaders() {
    assertThat(GOLDEN.split("\"iscrowd\":0", -1)).hasSize(2);
  }

  @Test
  void otherPeoplesFilesAreCompleteAndConfirmed() {
    DatasetSnapshot snapshot =
        read(
            """
            {"licenses":[{"id":1}],"info":{"year":2014},
             "annotations":[{"id":9,"image_id":42,"category_id":18,"bbox":[10,20,30.5,40],"area":1,
               "iscrowd":0,"segmentation":[[1,2,3,4,5,6]]}],
             "images":[{"id":42,"file_name":"x.jpg","height":100,"width":200,"license":1}],
             "categories":[{"supercategory":"animal","id":18,"name":"dog"}]}
            """);

    BoundingBox box = new BoundingBox(0.05, 0.2, 0.2025, 0.6);
    assertThat(snapshot.frames())
        .containsExactly(
            new LabelledFrame(
                "x.jpg",
                200,
                100,
                List.of(new LabelledBox(new Label("dog"), box, Review.CONFIRMED)),
                true));
  }

  @ParameterizedTest(name = "bbox {0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[-10, -10, 50, 50] | [0.0, 0.0, 0.2, 0.4]",
        "[150, 50, 100, 100] | [0.75, 0.5, 1.0, 1.0]",
        "[300, 50, 10, 10] | none",
        "[10, 10, 0, 10] | none",
        "[10, 10, -5, 10] | none"
      })
  void boxesAreClippedToTheirImage(String bbox, String expected) {
    List<LabelledBox> boxes = read(annotated("\"bbox\":" + bbox)).frames().getFirst().boxes();

    assertThat(boxes.stream().map(CocoCodecTest::corners).findFirst().orElse("none"))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`[]` | COCO file: '' must be an object, got an array",
        "`` | COCO file: '' must be an object, got nothing",
        "`{\"images\":` | COCO file is not JSON",
        "`{\"images\":{}}` | COCO file: '/images' must be an array, got an object",
        "`{\"images\":[{\"width\":1}]}` | COCO file: '/images/0' names no known id",
        "`{\"images\":[{\"id\":\"a\"}]}` | COCO file: '/images/0/id' must be a whole number, got 'a'",
        "`{\"images\":[{\"width\":0}]}` | COCO file: '/images/0/width' must be 1..65536 px, got '0'",
        "`{\"annotations\":[{\"image_id\":1}]}` | COCO file: '/annotations/0' names no known image_id",
        "`{\"annotations\":[{\"bbox\":[1,2,3]}]}` | COCO file: '/annotations/0/bbox' must be four numbers",
        "`{\"annotations\":[{\"bbox\":[1,2,3,4,5]}]}` | COCO file: '/annotations/0/bbox/4' must be four numbers, got '5'",
        "`{\"annotations\":[{\"bbox\":[1,2,3,1e999]}]}` | COCO file: '/annotations/0/bbox' must be four numbers",
        "`{\"annotations\":[{\"iscrowd\":\"no\"}]}` | COCO file: '/annotations/0/iscrowd' must be true, false, 0 or 1",
        "`{\"categories\":[{\"id\":1}]}` | COCO file: category '/categories/0' needs one id and one name"
      })
  void whatIsNoCocoFileIsRefusedWithTheKey(String text, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessageStartingWith(complaint);
  }

  @Test
  void anAnnotationWithoutBoxOrWithAnUnknownLabelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(annotated("\"area\":1")))
        .withMessage("COCO file: '/annotations/0' names no known bbox");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(annotated("\"category_id\":5,\"bbox\":[1,1,1,1]")))
        .withMessage("COCO file: '/annotations/0' names no known category_id");
  }

  private static DatasetSnapshot verdicts() {
    Detection head = detection("head", 0.5, 0.25, 0.6, 0.35);
    List<Detection> helmet = List.of(detection("helmet", 0, 0.5, 0.125, 0.75));
    return new DatasetSnapshot(
        "incidents",
        "7",
        "verdicts of site engineers",
        List.of(
            LabelledFrame.ofVerdict(
                    "pi-1/gate/a/snapshot.jpg", 640, 360, head, helmet, Verdict.CONFIRMED)
                .orElseThrow(),
            LabelledFrame.ofVerdict(
                    "pi-1/gate/b/snapshot.jpg", 640, 360, head, helmet, Verdict.REJECTED)
                .orElseThrow()));
  }

  private static Detection detection(
      String label, double left, double top, double right, double bottom) {
    return new Detection(new Label(label), 0.9, new BoundingBox(left, top, right, bottom));
  }

  private static String annotated(String fields) {
    return """
        {"images":[{"id":1,"file_name":"x.jpg","width":200,"height":100}],
         "categories":[{"id":7,"name":"head"}],
         "annotations":[{"image_id":1,"category_id":7,%s}]}
        """
        .formatted(fields);
  }

  private static String corners(LabelledBox labelled) {
    BoundingBox box = labelled.box();
    return List.of(box.left(), box.top(), box.right(), box.bottom()).toString();
  }

  private static DatasetSnapshot read(String text) {
    try {
      return CocoCodec.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static String golden() {
    try (InputStream file =
        CocoCodecTest.class.getResourceAsStream("/dataset/verdicts.coco.json")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("verdicts.coco.json", e);
    }
  }
}
