package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.RuntimeVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A device in a process of its own that updates its model, and at one step says so and goes no
 * further: the moment at which it is killed.
 */
final class UpdatingDevice {
  private UpdatingDevice() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments state folder, key, archive, version in it, step, {@code short} or {@code long}
   *     trial
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    UpdateStep stop = UpdateStep.valueOf(arguments[4]);
    HealthLimits health =
        arguments[5].equals("short") ? Device.shortTrial() : HealthLimits.defaults();
    var never = new CountDownLatch(1);
    try (Device device =
        new Device(
            Path.of(arguments[0]),
            KeyFile.verification(Path.of(arguments[1])),
            health,
            step -> stopAt(step, stop, never))) {
      device.order(order(Path.of(arguments[2]), arguments[3]), 1);
      System.out.println("ended with " + device.outcome());
    }
  }

  private static void stopAt(UpdateStep step, UpdateStep stop, CountDownLatch never) {
    if (step == stop) {
      System.out.println(step);
      try {
        never.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("it should have been killed", e);
      }
    }
  }

  static ModelOrder order(Path tar, String version) throws IOException {
    byte[] bytes = Files.readAllBytes(tar);
    return new ModelOrder(
        version,
        tar.toUri(),
        Digest.of(bytes),
        bytes.length,
        ModelOrder.ONNX,
        RuntimeVersion.CURRENT,
        false);
  }
}
