package dev.sitewarden.edge.capture;

/** A copy of one encoded video packet. Times are microseconds since the stream's first packet. */
public final class EncodedPacket {
  private final long sequence;
  private final byte[] data;
  private final long ptsUs;
  private final long dtsUs;
  private final boolean keyFrame;

  /** A packet whose bytes belong to it from now on. */
  public EncodedPacket(long sequence, byte[] data, long ptsUs, long dtsUs, boolean keyFrame) {
    this.sequence = sequence;
    this.data = data;
    this.ptsUs = ptsUs;
    this.dtsUs = dtsUs;
    this.keyFrame = keyFrame;
  }

  /** Position in the stream, in decoding order, counted from 0. */
  public long sequence() {
    return sequence;
  }

  /** The encoded bytes; not a copy, to be read only. */
  public byte[] data() {
    return data;
  }

  /** When its picture is shown. */
  public long ptsUs() {
    return ptsUs;
  }

  /** When it is decoded, not after it is shown; may be negative. */
  public long dtsUs() {
    return dtsUs;
  }

  /** Whether decoding can start here. */
  public boolean keyFrame() {
    return keyFrame;
  }
}
