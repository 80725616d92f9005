package dev.sitewarden.training.learning;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.sitewarden.training.network.GridLoss;
import dev.sitewarden.training.network.Network;
import dev.sitewarden.training.network.Topology;

/** The network with its optimiser (AdamW): one gradient step a call. One thread. */
public final class Stepper implements AutoCloseable {
  private static final String ENGINE = "PyTorch";

  /** Decoupled decay: more keeps weights smaller. */
  private static final float WEIGHT_DECAY = 0.02f;

  private final Model model;
  private final Network network;
  private final Trainer trainer;
  private float rate;

  public Stepper(Topology topology, int inputSizePx, long seed) {
    Engine.getEngine(ENGINE).setRandomSeed((int) seed);
    model = Model.newInstance("sitewarden", ENGINE);
    network = new Network(topology);
    model.setBlock(network);
    Tracker current = step -> rate;
    var optimizer =
        Optimizer.adamW().optWeightDecays(WEIGHT_DECAY).optLearningRateTracker(current).build();
    // The configuration insists on a loss; ours needs more than predictions and labels.
    var configuration = new DefaultTrainingConfig(Loss.l2Loss()).optOptimizer(optimizer);
    trainer = model.newTrainer(configuration);
    trainer.initialize(new Shape(1, 3, inputSizePx, inputSizePx));
    network.startFromFirstGuess();
  }

  public Network network() {
    return network;
  }

  /** Mean losses of one batch. */
  record Losses(double score, double box) {}

  Losses step(Batch batch, float learningRate) {
    rate = learningRate;
    try (var manager = trainer.getManager().newSubManager()) {
      Losses losses;
      try (var gradients = trainer.newGradientCollector()) {
        var grid = trainer.forward(new NDList(pixels(batch, manager))).singletonOrThrow();
        grid.attach(manager);
        var parts = GridLoss.of(grid, batch.targets(), manager);
        gradients.backward(parts.total());
        losses = new Losses(parts.score().getFloat(), parts.box().getFloat());
      }
      trainer.step();
      return losses;
    }
  }

  private static NDArray pixels(Batch batch, NDManager manager) {
    int n = batch.targets().batch();
    long size = Math.round(Math.sqrt(batch.pixels().remaining() / (3.0 * n)));
    return manager
        .create(batch.pixels(), new Shape(n, 3, size, size), DataType.UINT8)
        .toType(DataType.FLOAT32, false)
        .div(255f);
  }

  /**
   * Runs the network as it is served, without learning.
   *
   * @param pixels RGB 0..1, {@code float[3][height][width]}
   * @return raw grid {@code float[labels + 4][height / 8][width / 8]}; scores are logits
   */
  public float[] predict(float[] pixels, int width, int height) {
    try (var manager = trainer.getManager().newSubManager()) {
      var image = manager.create(pixels, new Shape(1, 3, height, width));
      var grid = trainer.evaluate(new NDList(image)).singletonOrThrow();
      grid.attach(manager);
      return grid.toFloatArray();
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
