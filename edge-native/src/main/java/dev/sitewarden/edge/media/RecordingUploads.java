package dev.sitewarden.edge.media;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.RecordingStored;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageIds;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.incident.Handover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Hands recorded segments over for storing, as far as the day's quota goes. A segment waits under a
 * second name of the same file, so that the ring may drop it meanwhile and no byte is written
 * twice. One that is asked for again is announced by the same message. One thread at a time.
 */
public final class RecordingUploads {
  private static final Logger LOG = System.getLogger(RecordingUploads.class.getName());
  private static final String KIND = "recording";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final EventSource source;
  private final RecordingRing ring;
  private final Quota quota;
  private final EvidenceSink sink;

  /**
   * @param folder where segments wait, on the ring's file system
   * @param quota bytes a day of the kind {@code recording}
   */
  public RecordingUploads(
      Path folder, EventSource source, RecordingRing ring, Quota quota, EvidenceSink sink) {
    this.folder = folder;
    this.source = source;
    this.ring = ring;
    this.quota = quota;
    this.sink = sink;
  }

  /**
   * Hands over the finished segments that show something of a time, oldest first.
   *
   * @return how many were taken; the first that finds no quota or no room ends it
   */
  public int upload(Instant from, Instant to) {
    int taken = 0;
    for (Segment segment : ring.segments()) {
      if (segment.overlaps(from, to) && segment.length().isPositive()) {
        Optional<String> refusal = hand(segment);
        if (refusal.isPresent()) {
          LOG.log(
              Level.WARNING, "recordings from {0} on wait: {1}", segment.begin(), refusal.get());
          return taken;
        }
        taken++;
      }
    }
    return taken;
  }

  /** Hands one over; why it was not taken, if so. */
  Optional<String> hand(Segment segment) {
    if (!quota.take(KIND, segment.bytes())) {
      return Optional.of("the day's quota is used up");
    }
    try {
      Path waiting = link(segment);
      return switch (sink.put(waiting.toAbsolutePath(), event(segment, waiting))) {
        case Handover.Kept kept -> Optional.empty();
        case Handover.Refused(String reason) -> {
          quota.giveBack(KIND, segment.bytes());
          DurableFile.remove(waiting);
          yield Optional.of(reason);
        }
      };
    } catch (UncheckedIOException e) {
      quota.giveBack(KIND, segment.bytes());
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Segments that were handed over and are not stored yet. */
  int waiting() {
    String[] names = folder.toFile().list((any, name) -> name.endsWith(".mp4"));
    return names == null ? 0 : names.length;
  }

  private Path link(Segment segment) {
    Path waiting = DurableFile.folder(folder).resolve(String.valueOf(segment.file().getFileName()));
    try {
      Files.createLink(waiting, segment.file());
      DurableFile.forceFolder(folder);
    } catch (FileAlreadyExistsException e) {
      LOG.log(Level.DEBUG, "{0} waits already", waiting);
    } catch (IOException e) {
      throw DurableFile.failed("hand over", segment.file(), e);
    }
    return waiting;
  }

  private CloudEvent event(Segment segment, Path file) {
    String path =
        "%s/%s/recordings/%s/%s"
            .formatted(
                source.device(), source.camera(), DAY.format(segment.begin()), file.getFileName());
    var stored =
        new RecordingStored(path, segment.bytes(), digest(file), segment.begin(), segment.end());
    var ids = new MessageIds(segment::begin, new SplittableRandom(segment.number()));
    return new CloudEvent(ids.next(), source, segment.end(), stored);
  }

  private static Digest digest(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      ByteBuffer some = ByteBuffer.allocate(1 << 16);
      while (channel.read(some) >= 0) {
        sha256.update(some.flip());
        some.clear();
      }
      return new Digest(HexFormat.of().formatHex(sha256.digest()));
    } catch (IOException e) {
      throw DurableFile.failed("read", file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
