package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.FrameRescaler;
import dev.sitewarden.inference.frame.InputSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model in memory. One thread at a time: it may be handed from one to the next as a whole,
 * through {@link ServingModel}.
 */
public final class LoadedModel implements AutoCloseable {
  private final ModelPackage model;
  private final Detector detector;
  private @Nullable FrameRescaler rescaler;

  private LoadedModel(ModelPackage model, Detector detector) {
    this.model = model;
    this.detector = detector;
  }

  /** Loads a model; the caller's thread is its owner. */
  public static LoadedModel open(ModelPackage model, DetectorSettings settings) {
    return new LoadedModel(model, Detector.open(model, settings));
  }

  public ModelPackage model() {
    return model;
  }

  public ModelCard card() {
    return model.card();
  }

  public ModelVersion version() {
    return model.version();
  }

  /** What the latest frame took is in its times. */
  public Detector detector() {
    return detector;
  }

  /**
   * Finds objects; a frame that was made for other input sizes is letterboxed anew from its
   * picture, which takes a few milliseconds.
   */
  public List<Detection> detect(Frame frame) {
    InputSize size = model.inputSize();
    if (frame.input(size.widthPx(), size.heightPx()).isPresent()) {
      return detector.detect(frame);
    }
    if (rescaler == null) {
      rescaler = new FrameRescaler(size);
    }
    return detector.detect(rescaler.rescale(frame));
  }

  /** Those that reach their label's threshold on the card. */
  public List<Detection> counted(List<Detection> detections) {
    return detections.stream().filter(one -> one.score() >= card().threshold(one.label())).toList();
  }

  @Override
  public void close() {
    detector.close();
    if (rescaler != null) {
      rescaler.close();
    }
  }
}
