package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.capture.EncodedPacket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingFootageTest {
  private static final int PACKET_BYTES = 10;

  @Test
  void clipsOfTheSameMomentAreCountedOnce() {
    WaitingFootage waiting = new WaitingFootage(5 * PACKET_BYTES);
    List<EncodedPacket> moment = packets(3);

    assertThat(waiting.add(moment)).isTrue();
    assertThat(waiting.add(moment)).isTrue();
    assertThat(waiting.add(moment.subList(1, 3))).isTrue();

    assertThat(waiting.bytes()).isEqualTo(3 * PACKET_BYTES);
  }

  @Test
  void whatWouldNotFitIsRefusedAsAWhole() {
    WaitingFootage waiting = new WaitingFootage(5 * PACKET_BYTES);
    waiting.add(packets(3));

    assertThat(waiting.add(packets(3))).isFalse();

    assertThat(waiting.bytes()).isEqualTo(3 * PACKET_BYTES);
    assertThat(waiting.add(packets(2))).isTrue();
  }

  @Test
  void roomComesBackWithTheLastClipOfAMoment() {
    WaitingFootage waiting = new WaitingFootage(5 * PACKET_BYTES);
    List<EncodedPacket> clip = packets(5);
    waiting.add(clip);
    waiting.add(clip);

    waiting.remove(clip);
    assertThat(waiting.bytes()).isEqualTo(5 * PACKET_BYTES);
    waiting.remove(clip);

    assertThat(waiting.bytes()).isZero();
    assertThat(waiting.add(packets(5))).isTrue();
  }

  private static List<EncodedPacket> packets(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new EncodedPacket(i, new byte[PACKET_BYTES], i, i, i == 0))
        .toList();
  }
}
