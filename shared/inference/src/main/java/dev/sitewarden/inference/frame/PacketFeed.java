package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import java.io.UncheckedIOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/** Carries packets from the reader past the tap into the decoder, and notes what was wrong. */
final class PacketFeed {
  /** How far a file's last picture may be from its stated end before it counts as cut off. */
  private static final long END_TOLERANCE_US = 2_000_000;

  private final VideoReader reader;
  private final VideoDecoder decoder;
  private final StreamClock clock;
  private final PacketTap tap;
  private long packets;
  private long lastShownUs;
  private boolean cutOff;
  private Optional<UncheckedIOException> failure = Optional.empty();

  PacketFeed(VideoReader reader, VideoDecoder decoder, StreamClock clock, PacketTap tap) {
    this.reader = reader;
    this.decoder = decoder;
    this.clock = clock;
    this.tap = tap;
  }

  /** Feeds the decoder one packet, or tells it that none is left. */
  void feed() {
    if (!read()) {
      decoder.drain();
      return;
    }
    AVPacket packet = reader.packet();
    if (reader.isLive()) {
      clock.straighten(packet, reader.arrivedUs()).ifPresent(tap::clockJumped);
    } else {
      clock.straighten(packet);
    }
    long shown = clock.shownUs(packet, packets);
    long decoded = clock.decodedUs(packet, packets);
    packets++;
    lastShownUs = Math.max(lastShownUs, shown);
    cutOff |= reader.isCutOff();
    BytePointer data = packet.data();
    boolean keyFrame = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    tap.packet(data.capacity(packet.size()).asByteBuffer(), shown, decoded, keyFrame);
    decoder.send(packet);
  }

  /** False at the end and where the source fails; what the decoder holds back comes out first. */
  private boolean read() {
    try {
      return reader.read();
    } catch (UncheckedIOException e) {
      failure = Optional.of(e);
      return false;
    }
  }

  /** What stopped the source, if it did not just end. */
  Optional<UncheckedIOException> failure() {
    return failure;
  }

  /** Whether something of what the container promised is missing. */
  boolean isDamaged() {
    boolean tooShort = lastShownUs + END_TOLERANCE_US < reader.statedDurationUs();
    double tolerated = END_TOLERANCE_US / 1e6 * clock.framesPerSecond();
    boolean tooFew = packets + tolerated < reader.statedPackets();
    return cutOff || tooShort || tooFew || decoder.damagedPackets() > 0;
  }
}
