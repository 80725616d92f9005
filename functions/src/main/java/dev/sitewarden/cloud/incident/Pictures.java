package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.chore.Blocking;
import dev.sitewarden.cloud.media.AnnouncedPicture;
import dev.sitewarden.cloud.media.BlobStore;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.domain.incident.Evidence;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Looks through a picture before a browser decodes it: a device is believed what it measured, not
 * what it has others do. Once in each process for each file.
 */
@Singleton
class Pictures {
  private static final Logger LOG = Logger.getLogger(Pictures.class);

  /** As many as some weeks of a busy site; then all of them are looked through anew. */
  private static final int MOST_KNOWN = 20_000;

  private final Set<Evidence> sound = ConcurrentHashMap.newKeySet();
  private final BlobStore blobs;

  Pictures(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * Refuses, with a problem, a picture that is not as its device announced it, or not there; other
   * files, and what nobody announced, it lets pass. Outside every transaction.
   */
  Uni<Void> require(IncidentEntity incident, Evidence.Kind kind) {
    return incident
        .picture(kind)
        .filter(picture -> !sound.contains(picture.file()))
        .map(picture -> Blocking.call(() -> look(incident, picture)).replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Evidence look(IncidentEntity incident, AnnouncedPicture picture) {
    Evidence file = picture.file();
    byte[] content = read(file).orElseThrow(() -> EvidenceResource.missing(incident));
    Optional<String> fault = picture.fault(content);
    if (fault.isPresent()) {
      LOG.warnf("evidence %s is not shown: %s", file.path(), fault.get());
      throw ProblemException.notFound(
          "evidence-not-shown", "This picture is not shown: %s.".formatted(fault.get()));
    }
    if (sound.size() >= MOST_KNOWN) {
      sound.clear();
    }
    sound.add(file);
    return file;
  }

  private Optional<byte[]> read(Evidence file) {
    try {
      return blobs.read(file.path(), AnnouncedPicture.LARGEST);
    } catch (RuntimeException failure) {
      LOG.warnf(failure, "evidence %s cannot be read, answering 503", file.path());
      throw EvidenceResource.unreadable();
    }
  }
}
