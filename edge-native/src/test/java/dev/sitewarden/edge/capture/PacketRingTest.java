package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketRingTest {
  private static final int PACKET_BYTES = 10;
  private static final long SECOND_US = 1_000_000;

  @Test
  void clipStartsAtTheLastKeyFrameBeforeTheWantedInstant() {
    PacketRing ring = new PacketRing(1000);
    feed(ring, 0, 30);

    long start = ring.startFor(17 * SECOND_US);

    assertThat(start).isEqualTo(15);
    assertThat(ring.since(start)).hasSize(15).first().returns(true, EncodedPacket::keyFrame);
  }

  @Test
  void fullRingGivesUpWholeGroupsOfPictures() {
    PacketRing ring = new PacketRing(12 * PACKET_BYTES);

    feed(ring, 0, 13);

    assertThat(sequences(ring)).containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
  }

  @Test
  void bytesSurviveTheWayRoundTheRing() {
    PacketRing ring = new PacketRing(12 * PACKET_BYTES + 3);

    feed(ring, 0, 64);

    assertThat(ring.since(0))
        .allSatisfy(
            packet ->
                assertThat(packet.data())
                    .hasSize(PACKET_BYTES)
                    .containsOnly((byte) packet.sequence()));
    assertThat(ring.usedBytes()).isEqualTo(ring.since(0).size() * PACKET_BYTES);
  }

  @Test
  void startBeforeEverythingIsTheOldestKeyFrame() {
    PacketRing ring = new PacketRing(12 * PACKET_BYTES);
    feed(ring, 0, 13);

    assertThat(ring.startFor(-SECOND_US)).isEqualTo(5);
  }

  @Test
  void packetLargerThanTheRingEmptiesItUntilTheNextKeyFrame() {
    PacketRing ring = new PacketRing(40);
    feed(ring, 0, 3);

    ring.packet(ByteBuffer.allocateDirect(41), 0, 0, true);
    feed(ring, 4, 6);

    assertThat(sequences(ring)).containsExactly(5L);
  }

  @Test
  void twoWhoHoldAPacketShareItsCopy() {
    PacketRing ring = new PacketRing(1000);
    feed(ring, 0, 10);

    List<EncodedPacket> first = ring.since(0);
    List<EncodedPacket> second = ring.since(5);

    assertThat(second).usingElementComparator(identity()).isEqualTo(first.subList(5, 10));
  }

  private static Comparator<EncodedPacket> identity() {
    return (a, b) -> a == b ? 0 : 1;
  }

  /** One packet a second, every fifth a key frame, filled with its position. */
  private static void feed(PacketRing ring, int from, int to) {
    for (int i = from; i < to; i++) {
      ByteBuffer data = ByteBuffer.allocateDirect(PACKET_BYTES);
      while (data.hasRemaining()) {
        data.put((byte) i);
      }
      ring.packet(data.flip(), i * SECOND_US, i * SECOND_US, i % 5 == 0);
    }
  }

  private static List<Long> sequences(PacketRing ring) {
    return ring.since(0).stream().map(EncodedPacket::sequence).toList();
  }
}
