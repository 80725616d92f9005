package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled.Opinion;
import dev.sitewarden.edge.hub.HubDownloads;
import dev.sitewarden.edge.models.ChallengerConfig;
import dev.sitewarden.edge.models.ChallengerKeeper;
import dev.sitewarden.edge.models.DisagreementReport;
import dev.sitewarden.edge.models.DisagreementSink;
import dev.sitewarden.edge.models.KeyFile;
import dev.sitewarden.edge.models.ModelObserver;
import dev.sitewarden.edge.models.ModelStatus;
import dev.sitewarden.inference.DetectorSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The challenger that the settings want, beside the champion that serves; frames about which they
 * disagree go to the camera's collector. Any thread. Close it before the models.
 */
final class Challengers implements DisagreementSink, AutoCloseable {
  private final RunSettings settings;
  private final Supplier<Optional<OpenCameras>> cameras;
  private final ChallengerKeeper keeper;

  private Challengers(
      RunSettings settings,
      Models models,
      StateFolder state,
      Supplier<Optional<OpenCameras>> cameras,
      InstantSource clock,
      Consumer<ModelStatus> told) {
    this.settings = settings;
    this.cameras = cameras;
    this.keeper =
        new ChallengerKeeper(
            ChallengerConfig.of(
                state.challengers(),
                settings.modelKey().map(KeyFile::verification),
                model -> DetectorSettings.ofThreads(1)),
            models.serving(),
            HubDownloads.client(settings.hub()),
            clock,
            this,
            observer(told));
  }

  /** Looks for what is wanted now, and follows what the settings say from now on. */
  static Challengers open(
      RunSettings settings,
      CurrentSettings wanted,
      Models models,
      StateFolder state,
      Supplier<Optional<OpenCameras>> cameras,
      InstantSource clock) {
    var opened = new Challengers(settings, models, state, cameras, clock, wanted::challengerStatus);
    wanted.challengedBy(opened);
    return opened;
  }

  private static ModelObserver observer(Consumer<ModelStatus> told) {
    return new ModelObserver() {
      @Override
      public void status(ModelStatus status) {
        told.accept(status);
      }

      @Override
      public void rolledBack(ModelVersion from, ModelVersion to, String reason) {
        throw new IllegalStateException("a challenger never serves, so none is taken back");
      }
    };
  }

  /**
   * Wants that one, or none; returns at once.
   *
   * @param version {@code $version} of the desired properties; 0 if the file says so
   */
  void follow(Optional<ModelSource> wanted, long version) {
    if (wanted.isEmpty()) {
      keeper.dismiss();
      return;
    }
    switch (wanted.get()) {
      case ModelSource.Local(String path) -> keeper.use(settings.resolve(path), version);
      case ModelSource.Ordered(ModelOrder order) -> keeper.order(order, version);
    }
  }

  /** How it compares with the champion; empty while there is none. */
  Optional<DisagreementReport> report() {
    return keeper.report();
  }

  @Override
  public void disagreed(
      Frame frame,
      List<Detection> challenged,
      List<Detection> challenging,
      ModelVersion champion,
      ModelVersion challenger) {
    cameras
        .get()
        .map(open -> open.byId().get(frame.camera()))
        .ifPresent(
            camera ->
                camera
                    .collector()
                    .disagree(frame, champion, challenged, new Opinion(challenger, challenging)));
  }

  @Override
  public void close() {
    keeper.close();
  }
}
