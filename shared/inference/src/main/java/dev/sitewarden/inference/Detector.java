package dev.sitewarden.inference;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelInput;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.FrameInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A loaded model that finds objects in frames. Belongs to one thread: whoever opens it runs it and
 * closes it. Nothing of a frame's or tensor's size is allocated per frame.
 */
public final class Detector implements AutoCloseable {
  private final List<Label> labels;
  private final double nmsIou;
  private final float[] thresholds;
  private final ModelInput input;
  private final InputPacker packer;
  private final BoxDecoder decoder;
  private final OnnxSession session;
  private final Candidates candidates;
  private final StageTimes times = new StageTimes();
  private final AtomicLong broken = new AtomicLong();

  private Detector(ModelPackage model, DetectorSettings settings) {
    ModelCard card = model.card();
    labels = card.labels();
    nmsIou = card.nmsIou();
    thresholds = thresholds(card, settings);
    input = card.input();
    packer = new InputPacker(input);
    decoder = BoxDecoder.of(card);
    candidates = new Candidates(decoder.maxBoxes());
    session =
        new OnnxSession(model.version().toString(), model.onnx(), settings, ModelTensors.of(card));
  }

  /**
   * Loads a model with its card's thresholds.
   *
   * @param threads of ONNX Runtime for one frame
   * @throws IllegalArgumentException if model and card do not fit, in one sentence for the user
   */
  public static Detector open(ModelPackage model, int threads) {
    return open(model, DetectorSettings.ofThreads(threads));
  }

  /**
   * Loads a model.
   *
   * @throws IllegalArgumentException if model and card do not fit, in one sentence for the user
   */
  public static Detector open(ModelPackage model, DetectorSettings settings) {
    return new Detector(model, settings);
  }

  private static float[] thresholds(ModelCard card, DetectorSettings settings) {
    float[] thresholds = new float[card.labels().size()];
    for (int i = 0; i < thresholds.length; i++) {
      double ofCard = card.threshold(card.labels().get(i));
      thresholds[i] = (float) settings.minScore().orElse(ofCard);
    }
    return thresholds;
  }

  /**
   * Finds objects, best score first; the frame stays the caller's to close. Where the model says
   * something that cannot be, the frame counts as {@link #broken} and nothing was found.
   *
   * @throws IllegalArgumentException if the frame was not made for this input size
   */
  public List<Detection> detect(Frame frame) {
    FrameInput from = input(frame);
    times.start();
    packer.pack(from.pixels(), session.input());
    times.packed();
    session.run();
    times.inferred();
    List<Detection> detections = read(from.letterbox());
    times.decoded();
    return detections;
  }

  private List<Detection> read(Letterbox letterbox) {
    candidates.clear();
    decoder.decode(session.outputs(), thresholds, candidates);
    if (candidates.areBroken()) {
      broken.incrementAndGet();
      return List.of();
    }
    candidates.suppress(nmsIou, decoder.suppressesPerLabel());
    List<Detection> detections = new ArrayList<>(candidates.kept());
    for (int rank = 0; rank < candidates.kept(); rank++) {
      detection(rank, letterbox).ifPresent(detections::add);
    }
    return detections;
  }

  private Optional<Detection> detection(int rank, Letterbox letterbox) {
    return letterbox
        .toFractions(
            candidates.left(rank),
            candidates.top(rank),
            candidates.right(rank),
            candidates.bottom(rank))
        .map(box -> new Detection(labels.get(candidates.label(rank)), candidates.score(rank), box));
  }

  private FrameInput input(Frame frame) {
    return frame
        .input(input.widthPx(), input.heightPx())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "frame is letterboxed to %dx%d, the model reads %dx%d"
                        .formatted(
                            frame.letterbox().inputWidthPx(),
                            frame.letterbox().inputHeightPx(),
                            input.widthPx(),
                            input.heightPx())));
  }

  /**
   * For how many frames the model gave a score that is no number or above 1, or a box without end:
   * a sign of broken weights. May be asked on any thread.
   */
  public long broken() {
    return broken.get();
  }

  /** What the latest frame took, stage by stage. */
  public StageTimes times() {
    return times;
  }

  /**
   * Runs the model once more on the input that is there and ignores the output: what bare ONNX
   * Runtime takes, for benchmarks.
   */
  public void runBare() {
    session.run();
  }

  @Override
  public void close() {
    session.close();
  }
}
