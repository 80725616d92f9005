package dev.sitewarden.edge.capture;

import dev.sitewarden.inference.frame.PacketTap;
import dev.sitewarden.inference.frame.VideoStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The latest encoded packets of a camera, so that a clip can begin before the moment that caused
 * it. The capture thread writes, any thread reads.
 *
 * <p>One block of bytes, allocated once, written round and round. Invariants: packets lie in
 * decoding order and the oldest is a key frame, so when room is needed the oldest key frame goes
 * with all packets that need it. 16 MB hold half a minute at 4 Mbit/s.
 */
public final class PacketRing implements PacketTap {
  /** Where a packet lies, and its copy while somebody holds that. */
  private static final class Place {
    private final long sequence;
    private final int offset;
    private final int size;
    private final long ptsUs;
    private final long dtsUs;
    private final boolean keyFrame;
    private WeakReference<EncodedPacket> copy = new WeakReference<>(null);

    Place(long sequence, int offset, int size, long ptsUs, long dtsUs, boolean keyFrame) {
      this.sequence = sequence;
      this.offset = offset;
      this.size = size;
      this.ptsUs = ptsUs;
      this.dtsUs = dtsUs;
      this.keyFrame = keyFrame;
    }
  }

  /** Ten minutes of a usual camera: what is known of packets takes memory beside their bytes. */
  private static final int MOST_PACKETS = 16_384;

  private final byte[] ring;
  private final Deque<Place> places = new ArrayDeque<>();
  private Instant epoch = Instant.EPOCH;
  private Optional<VideoStream> stream = Optional.empty();
  private long nextSequence;
  private int head;
  private int used;

  /** A ring that holds {@code capacityBytes} of packets and never more. */
  public PacketRing(int capacityBytes) {
    this.ring = new byte[capacityBytes];
  }

  /** {@inheritDoc} What is there is of another clock and goes. */
  @Override
  public synchronized void begin(Instant begin) {
    epoch = begin;
    clear();
  }

  /** Capture instant of the stream's first packet; another one after a break. */
  public synchronized Instant epoch() {
    return epoch;
  }

  @Override
  public synchronized void opened(VideoStream opened) {
    stream = Optional.of(opened);
    clear();
  }

  @Override
  public synchronized void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {
    int size = data.remaining();
    long sequence = nextSequence++;
    makeRoom(size);
    if (size > ring.length || (places.isEmpty() && !keyFrame)) {
      clear(); // nothing can be decoded until the next key frame
      return;
    }
    places.add(new Place(sequence, head, size, ptsUs, dtsUs, keyFrame));
    write(data.duplicate(), size);
  }

  private void clear() {
    places.clear();
    used = 0;
  }

  private void makeRoom(int size) {
    boolean tooMany = places.size() == MOST_PACKETS;
    while ((used + size > ring.length || tooMany) && !places.isEmpty()) {
      tooMany = false;
      used -= places.removeFirst().size;
      while (!places.isEmpty() && !places.getFirst().keyFrame) {
        used -= places.removeFirst().size;
      }
    }
  }

  private void write(ByteBuffer data, int size) {
    int beforeEnd = Math.min(size, ring.length - head);
    data.get(ring, head, beforeEnd);
    data.get(ring, 0, size - beforeEnd);
    head = (head + size) % ring.length;
    used += size;
  }

  private EncodedPacket read(Place place) {
    EncodedPacket held = place.copy.get();
    if (held != null) {
      return held;
    }
    byte[] data = new byte[place.size];
    int beforeEnd = Math.min(place.size, ring.length - place.offset);
    System.arraycopy(ring, place.offset, data, 0, beforeEnd);
    System.arraycopy(ring, 0, data, beforeEnd, place.size - beforeEnd);
    var packet = new EncodedPacket(place.sequence, data, place.ptsUs, place.dtsUs, place.keyFrame);
    place.copy = new WeakReference<>(packet);
    return packet;
  }

  /** What the packets are made of; empty until the source is open. */
  public synchronized Optional<VideoStream> stream() {
    return stream;
  }

  /**
   * Where a clip that should begin at {@code ptsUs} can begin: the sequence of the last key frame
   * not after it, or of the oldest one there is.
   */
  public synchronized long startFor(long ptsUs) {
    long start = places.isEmpty() ? nextSequence : places.getFirst().sequence;
    for (Place place : places) {
      if (place.keyFrame && place.ptsUs <= ptsUs) {
        start = place.sequence;
      }
    }
    return start;
  }

  /**
   * Copies of all packets from {@code sequence} on, as far as they are still there. Whoever asks
   * while another still holds a packet's copy gets the same one.
   */
  public synchronized List<EncodedPacket> since(long sequence) {
    List<EncodedPacket> packets = new ArrayList<>();
    for (Place place : places) {
      if (place.sequence >= sequence) {
        packets.add(read(place));
      }
    }
    return packets;
  }

  /** How many bytes of packets it holds. */
  public synchronized int usedBytes() {
    return used;
  }
}
