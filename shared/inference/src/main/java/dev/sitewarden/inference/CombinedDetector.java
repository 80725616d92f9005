package dev.sitewarden.inference;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.InputSizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One or more models that look at the same frames, one after another on the thread that opened
 * them; their detections become one list. No label belongs to two of them, so a label tells which
 * model spoke. With one model it costs nothing more than its {@link Detector}.
 */
public final class CombinedDetector implements AutoCloseable {
  private static final Comparator<Detection> BEST_FIRST =
      Comparator.comparingDouble(Detection::score).reversed();

  private final InputSizes inputSizes;
  private final List<Detector> detectors;

  private CombinedDetector(InputSizes inputSizes, List<Detector> detectors) {
    this.inputSizes = inputSizes;
    this.detectors = detectors;
  }

  /**
   * Loads models.
   *
   * @throws IllegalArgumentException if two of them have a label in common, or model and card do
   *     not fit, in one sentence for the user
   */
  public static CombinedDetector open(List<ModelPackage> models, DetectorSettings settings) {
    requireOwnLabels(models);
    List<Detector> opened = new ArrayList<>();
    try {
      models.forEach(model -> opened.add(Detector.open(model, settings)));
    } catch (RuntimeException e) {
      opened.forEach(Detector::close);
      throw e;
    }
    return new CombinedDetector(inputSizes(models), List.copyOf(opened));
  }

  /** What frames for these models are letterboxed to. */
  public static InputSizes inputSizes(List<ModelPackage> models) {
    return new InputSizes(models.stream().map(ModelPackage::inputSize).distinct().toList());
  }

  private static void requireOwnLabels(List<ModelPackage> models) {
    Map<Label, ModelPackage> owners = new HashMap<>();
    for (ModelPackage model : models) {
      for (Label label : model.card().labels()) {
        ModelPackage other = owners.put(label, model);
        if (other != null) {
          throw new IllegalArgumentException(
              "models %s and %s both have the label '%s'; of models that run together each needs its own"
                  .formatted(other.version(), model.version(), label));
        }
      }
    }
  }

  /** What its frames are letterboxed to. */
  public InputSizes inputSizes() {
    return inputSizes;
  }

  /**
   * Finds the objects of all models, best score first; the frame stays the caller's to close.
   *
   * @throws IllegalArgumentException if the frame was not made for these input sizes
   */
  public List<Detection> detect(Frame frame) {
    if (detectors.size() == 1) {
      return detectors.getFirst().detect(frame);
    }
    List<Detection> all = new ArrayList<>();
    for (Detector detector : detectors) {
      all.addAll(detector.detect(frame));
    }
    all.sort(BEST_FIRST); // stable: equal scores keep the models' order
    return all;
  }

  /** How long all models took for the latest frame. */
  public long totalNanos() {
    long total = 0;
    for (Detector detector : detectors) {
      total += detector.times().totalNanos();
    }
    return total;
  }

  /** Answers of models that could not be, as {@link Detector#broken}. */
  public long broken() {
    return detectors.stream().mapToLong(Detector::broken).sum();
  }

  @Override
  public void close() {
    detectors.forEach(Detector::close);
  }
}
