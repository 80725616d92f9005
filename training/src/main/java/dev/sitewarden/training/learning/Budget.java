package dev.sitewarden.training.learning;

import java.time.Duration;

/** How long a training lasts; the learning rate falls to nothing on the way. */
public sealed interface Budget {
  /**
   * How much of the budget is used.
   *
   * @param pictures network inputs seen so far, resumed runs included
   * @param spent time trained so far, resumed runs included
   * @return 0 at the start, 1 or more when the training is over
   */
  double used(long pictures, Duration spent);

  /** Ends by the clock: on a busy machine less is learnt, in the same time. */
  record Time(Duration length) implements Budget {
    public Time {
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException("training time must be positive, got " + length);
      }
    }

    @Override
    public double used(long pictures, Duration spent) {
      return (double) spent.toMillis() / length.toMillis();
    }
  }

  /** Ends after so many network inputs, however long they take. */
  record Pictures(long count) implements Budget {
    public Pictures {
      if (count < 1) {
        throw new IllegalArgumentException("training needs at least one picture, got " + count);
      }
    }

    @Override
    public double used(long pictures, Duration spent) {
      return (double) pictures / count;
    }
  }
}
