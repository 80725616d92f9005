package dev.sitewarden.edge.live;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A device that finds heads and helmets, goes by its file and can do whatever that says. */
record EditedDevice(Path file, List<DesiredProperties> applied) implements DeviceSettings {
  @Override
  public List<Label> labels() {
    return List.of(new Label("head"), new Label("helmet"));
  }

  @Override
  public Map<String, Object> ordered() {
    return Map.of();
  }

  @Override
  public void check(DesiredProperties desired) {}

  @Override
  public void reread() {
    try {
      applied.add(DesiredPropertiesCodec.read(LiveScene.parse(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
