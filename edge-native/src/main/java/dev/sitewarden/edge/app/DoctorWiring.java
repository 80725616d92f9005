package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.edge.doctor.DoctorCommand;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.InputSizes;
import dev.sitewarden.inference.frame.PacketTap;
import dev.sitewarden.inference.frame.VideoStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Lets {@code doctor} open what {@code run} would open. */
final class DoctorWiring {
  private static final InputSizes ANY_SIZE = InputSizes.of(new InputSize(320, 320));
  private static final PacketTap NOBODY =
      new PacketTap() {
        @Override
        public void opened(VideoStream stream) {}

        @Override
        public void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {}
      };

  private Path file = Path.of("");

  private DoctorWiring() {}

  static DoctorCommand command() {
    var wiring = new DoctorWiring();
    return new DoctorCommand(wiring::read, wiring::open);
  }

  private DesiredProperties read(Path settings) {
    file = settings;
    return SettingsFile.read(settings)
        .withModelsBelow(settings.toAbsolutePath().resolveSibling(""));
  }

  private FrameSource open(CameraSettings camera, Path state) {
    return RunSettings.source(camera, state, file)
        .open(camera.id(), ANY_SIZE, Epoch.now(InstantSource.system(), Instant.EPOCH), NOBODY);
  }
}
