package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** The pictures of a folder that can be read; each of the others is told of once and left out. */
record ReadablePictures(FrameSource pictures) implements FrameSource {
  private static final Logger LOG = System.getLogger(ReadablePictures.class.getName());

  @Override
  public Optional<Frame> next() {
    while (true) {
      try {
        return pictures.next();
      } catch (UncheckedIOException e) {
        LOG.log(Level.WARNING, "{0}; going on with the next one", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
