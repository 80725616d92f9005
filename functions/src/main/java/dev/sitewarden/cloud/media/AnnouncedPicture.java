package dev.sitewarden.cloud.media;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.model.Digest;
import java.util.Optional;

/**
 * A JPEG as its device announced it.
 *
 * @param widthPx of the frame that it shows: the picture has as many pixels, or fewer
 * @param heightPx the same
 */
public record AnnouncedPicture(Evidence file, int widthPx, int heightPx) {
  /** The most bytes that are looked through; a frame of 4K takes a third. */
  public static final int LARGEST = 8 * 1024 * 1024;

  /** Devices announce the frame, too: more than a site's camera has is not believed. */
  private static final long MOST_PIXELS = 64_000_000;

  /** Why these bytes must not be shown: they are others, or claim more pixels than announced. */
  public Optional<String> fault(byte[] content) {
    if (!Digest.of(content).equals(file.digest())) {
      return Optional.of("it is not the file that the device announced");
    }
    Optional<JpegSize> size = JpegSize.of(content);
    if (size.isEmpty()) {
      return Optional.of("it is no JPEG");
    }
    int wide = size.get().widthPx();
    int high = size.get().heightPx();
    return wide > widthPx || high > heightPx || (long) wide * high > MOST_PIXELS
        ? Optional.of(
            "it has %d x %d pixels, its frame had %d x %d, and at most %d are shown"
                .formatted(wide, high, widthPx, heightPx, MOST_PIXELS))
        : Optional.empty();
  }
}
