package dev.sitewarden.training.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.training.dataset.Stills;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmenterTest {
  private static final int SIZE = 160;

  private final Augmenter augmenter =
      new Augmenter(new Corpus(Stills.examples(), List.of(), 0), 2 * SIZE, SIZE);

  @Test
  void everyBoxLiesOnTheCanvasAndIsLargeEnoughToLearn() {
    var random = new SplittableRandom(1);
    int boxes = 0;
    for (int i = 0; i < 60; i++) {
      for (var box : augmenter.compose(random).boxes()) {
        assertThat(box.left()).isBetween(0.0, (double) SIZE);
        assertThat(box.right()).isBetween(box.left() + 4, (double) SIZE);
        assertThat(box.top()).isBetween(0.0, (double) SIZE);
        assertThat(box.bottom()).isBetween(box.top() + 4, (double) SIZE);
        boxes++;
      }
    }
    assertThat(boxes).isGreaterThan(60);
  }

  @Test
  void sameSeedComposesTheSame() {
    var first = augmenter.compose(new SplittableRandom(5));
    var second = augmenter.compose(new SplittableRandom(5));

    assertThat(second.planes()).isEqualTo(first.planes());
    assertThat(second.boxes()).isEqualTo(first.boxes());
  }
}
