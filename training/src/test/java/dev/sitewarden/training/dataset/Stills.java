package dev.sitewarden.training.dataset;

import dev.sitewarden.domain.model.Label;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Six stills of the synthetic worksite (CC0) with bare heads and helmets in each. */
public final class Stills {
  public static final List<Label> LABELS = List.of(new Label("head"), new Label("helmet"));

  private Stills() {}

  public static Path coco() {
    URL resource = Objects.requireNonNull(Stills.class.getResource("/stills_coco.json"));
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("test resources must be files, got " + resource, e);
    }
  }

  public static List<Example> examples() {
    return DatasetReader.read(coco(), "train", LABELS);
  }
}
