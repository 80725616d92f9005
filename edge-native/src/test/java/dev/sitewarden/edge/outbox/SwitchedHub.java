package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Refuses everything until it is switched on; notes what it took. */
final class SwitchedHub implements Uplink {
  private final List<CloudEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final List<String> files = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean isUp;

  void switchOn() {
    isUp = true;
  }

  List<CloudEvent> events() {
    return List.copyOf(events);
  }

  /** Their paths in the cloud. */
  List<String> files() {
    return List.copyOf(files);
  }

  @Override
  public CompletableFuture<Delivery> send(CloudEvent event, byte[] json) {
    return CompletableFuture.completedFuture(take(events, event));
  }

  @Override
  public Delivery upload(Path file, FileStored stored) {
    return take(files, stored.path());
  }

  private <T> Delivery take(List<T> taken, T what) {
    if (!isUp) {
      return new Delivery.Retry("no network");
    }
    taken.add(what);
    return new Delivery.Sent();
  }
}
