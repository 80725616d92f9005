package dev.sitewarden.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void oneAddressDoesNotTakeTheRoomOfOthers() {
    List<InetAddress> open = Collections.nCopies(Admission.MOST_OF_ONE_OTHER, other(1));

    assertThat(Admission.admits(other(1), open)).isFalse();
    assertThat(Admission.admits(other(2), open)).isTrue();
  }

  @Test
  void manyAddressesDoNotTakeTheRoomOfThisDevice() {
    List<InetAddress> open = new ArrayList<>();
    for (int i = 0; Admission.admits(other(i), open); i++) {
      open.add(other(i));
    }

    assertThat(open).hasSize(Admission.MOST_OF_OTHERS);
    assertThat(Admission.admits(HERE, open)).isTrue();
    open.addAll(Collections.nCopies(Admission.MOST - Admission.MOST_OF_OTHERS, HERE));
    assertThat(Admission.admits(HERE, open)).isFalse();
  }

  private static InetAddress other(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
