package dev.sitewarden.edge.media;

/** A copy of an encoded packet on its way to the recorder. Times are microseconds. */
final class QueuedPacket {
  private final byte[] data;
  private final long ptsUs;
  private final long dtsUs;
  private final boolean keyFrame;

  QueuedPacket(byte[] data, long ptsUs, long dtsUs, boolean keyFrame) {
    this.data = data;
    this.ptsUs = ptsUs;
    this.dtsUs = dtsUs;
    this.keyFrame = keyFrame;
  }

  byte[] data() {
    return data;
  }

  long ptsUs() {
    return ptsUs;
  }

  long dtsUs() {
    return dtsUs;
  }

  boolean keyFrame() {
    return keyFrame;
  }
}
