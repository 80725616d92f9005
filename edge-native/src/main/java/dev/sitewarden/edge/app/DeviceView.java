package dev.sitewarden.edge.app;

import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.hub.HubUplink;
import dev.sitewarden.edge.live.LiveConfig;
import dev.sitewarden.edge.live.LiveServer;
import dev.sitewarden.edge.live.LiveView;
import dev.sitewarden.edge.live.SettingsZones;
import dev.sitewarden.edge.outbox.Outbox;
import java.time.InstantSource;
import java.util.Optional;

/** Where people and monitoring look at the device, if somebody asked for it. */
final class DeviceView implements AutoCloseable {
  private final LiveView view;
  private final DeviceMetrics numbers;
  private final Optional<LiveServer> server;

  private DeviceView(LiveView view, DeviceMetrics numbers, Optional<LiveServer> server) {
    this.view = view;
    this.numbers = numbers;
    this.server = server;
  }

  /**
   * Opens it.
   *
   * @throws java.io.UncheckedIOException if the port is taken, in one sentence
   */
  static DeviceView open(
      RunSettings settings,
      CurrentSettings wanted,
      Outbox outbox,
      WriteMeter meter,
      HubUplink uplink,
      StageClocks clocks,
      InstantSource clock) {
    var view = new LiveView(settings.live().orElseGet(LiveConfig::defaults));
    var numbers = new DeviceMetrics(settings.state(), outbox, meter, uplink, view, clocks, clock);
    var zones = new SettingsZones(settings.file(), SettingsFile::parse, wanted);
    try {
      return new DeviceView(
          view,
          numbers,
          settings.live().map(door -> LiveServer.open(door, view, zones, numbers, numbers::all)));
    } catch (RuntimeException e) {
      view.close();
      throw e;
    }
  }

  /** What the detection thread shows frames to. */
  LiveView view() {
    return view;
  }

  /** This disk is written to. */
  void watch(DeviceDisk disk) {
    numbers.watch(disk);
  }

  /** These cameras are watched from now on. */
  void watch(Watched watched) {
    view.watch(watched.cameras().privacy());
    numbers.watch(watched);
  }

  @Override
  public void close() {
    server.ifPresent(LiveServer::close);
    view.close();
  }
}
