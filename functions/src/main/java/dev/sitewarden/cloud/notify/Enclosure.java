package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.media.AnnouncedPicture;
import dev.sitewarden.cloud.media.BlobStore;
import dev.sitewarden.domain.incident.Evidence;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The picture that may go along with one attempt, if it is as its device announced it; knows
 * whether it was taken. A message without its picture is worth more than none.
 */
final class Enclosure implements Picture {
  private static final Logger LOG = Logger.getLogger(Enclosure.class);

  private final Optional<AnnouncedPicture> announced;
  private final BlobStore blobs;
  private boolean isTaken;

  /**
   * @param announced empty if there is none, or none that the recipient may see
   */
  Enclosure(Optional<AnnouncedPicture> announced, BlobStore blobs) {
    this.announced = announced;
    this.blobs = blobs;
  }

  @Override
  public Optional<byte[]> read() {
    Optional<byte[]> jpeg = announced.flatMap(this::sound);
    isTaken = jpeg.isPresent();
    return jpeg;
  }

  /** The file that went along, if one did. */
  Optional<Evidence> taken() {
    return announced.filter(picture -> isTaken).map(AnnouncedPicture::file);
  }

  private Optional<byte[]> sound(AnnouncedPicture picture) {
    String path = picture.file().path();
    try {
      Optional<byte[]> jpeg = blobs.read(path, LARGEST);
      Optional<String> fault = jpeg.flatMap(picture::fault);
      fault.ifPresent(why -> LOG.warnf("the picture %s is left out: %s", path, why));
      return jpeg.filter(bytes -> fault.isEmpty());
    } catch (RuntimeException failure) {
      LOG.warnf("the picture %s is left out: %s", path, failure.getMessage());
      return Optional.empty();
    }
  }
}
