package dev.sitewarden.edge.media;

import dev.sitewarden.edge.capture.EncodedPacket;
import dev.sitewarden.inference.frame.ClipReader;
import dev.sitewarden.inference.frame.VideoStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes the packets of a time out of recorded segments. Where the camera changed its codec or size,
 * what lies around {@code wanted} is taken. A segment that is gone leaves a gap.
 */
final class SegmentCutter {
  private final RecordingRing ring;
  private final Instant from;
  private final Instant to;
  private final long mostBytes;
  private final List<EncodedPacket> packets = new ArrayList<>();
  private Optional<VideoStream> stream = Optional.empty();
  private Instant epoch = Instant.EPOCH;
  private long bytes;

  private SegmentCutter(RecordingRing ring, Instant from, Instant to, long mostBytes) {
    this.ring = ring;
    this.from = from;
    this.to = to;
    this.mostBytes = mostBytes;
  }

  /**
   * What a clip needs that begins at {@code from} or at the last key frame before it; empty if
   * nothing is recorded.
   *
   * @param wanted what the clip must show
   * @param mostBytes what would be more is cut off at the end
   */
  static Optional<Footage> cut(
      RecordingRing ring, Instant from, Instant wanted, Instant to, long mostBytes) {
    var cutter = new SegmentCutter(ring, from, to, mostBytes);
    for (Segment segment : ring.covering(from, to)) {
      cutter.read(segment, wanted);
    }
    return cutter.footage();
  }

  private Optional<Footage> footage() {
    return stream
        .filter(known -> !packets.isEmpty())
        .map(known -> new Footage(known, epoch, packets));
  }

  private void read(Segment segment, Instant wanted) {
    Optional<ClipReader> opened = open(segment);
    if (opened.isEmpty()) {
      return;
    }
    try (ClipReader reader = opened.get()) {
      if (stream.filter(known -> !isSame(known, reader.stream())).isPresent()) {
        if (segment.begin().isAfter(wanted)) {
          return;
        }
        packets.clear();
        bytes = 0;
      }
      read(reader, segment.begin());
    } catch (UncheckedIOException e) {
      // what could be read of a damaged segment is taken
    }
  }

  /** A segment that was finished or dropped meanwhile has another name or none. */
  private Optional<ClipReader> open(Segment segment) {
    for (Optional<Path> file = ring.fileOf(segment); file.isPresent(); ) {
      try {
        return Optional.of(new ClipReader(file.get()));
      } catch (UncheckedIOException e) {
        Optional<Path> now = ring.fileOf(segment);
        file = now.equals(file) ? Optional.empty() : now;
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(VideoStream one, VideoStream other) {
    return one.codecId() == other.codecId()
        && one.widthPx() == other.widthPx()
        && one.heightPx() == other.heightPx()
        && Arrays.equals(one.extradata(), other.extradata());
  }

  private void read(ClipReader reader, Instant begin) {
    if (packets.isEmpty()) {
      epoch = begin;
      stream = Optional.of(reader.stream());
    }
    long offsetUs = micros(begin);
    long fromUs = micros(from);
    long toUs = micros(to);
    while (reader.next() && offsetUs + reader.dtsUs() <= toUs) {
      long ptsUs = offsetUs + reader.ptsUs();
      if (reader.isKeyFrame() && ptsUs <= fromUs) {
        packets.clear();
        bytes = 0;
      }
      bytes += reader.data().length;
      if (bytes > mostBytes) {
        return;
      }
      packets.add(
          new EncodedPacket(
              packets.size(),
              reader.data(),
              ptsUs,
              offsetUs + reader.dtsUs(),
              reader.isKeyFrame()));
    }
  }

  private long micros(Instant instant) {
    return Duration.between(epoch, instant).toNanos() / 1000;
  }
}
