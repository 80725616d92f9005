package dev.sitewarden.hub;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a hub of its own and the cloud behind it. */
abstract class HubTest {
  static final String EVENTS = "devices/pi-1/messages/events/";

  @TempDir Path data = Path.of("");
  RecordingCloud cloud;
  RunningHub hub;
  final SetClock clock = new SetClock();

  @BeforeEach
  void startHub() throws Exception {
    cloud = new RecordingCloud();
    hub = new RunningHub(data, cloud, clock);
  }

  @AfterEach
  void stopHub() {
    hub.close();
    cloud.close();
  }

  RawDevice device(String id) throws Exception {
    return new RawDevice(hub.connect(id));
  }
}
