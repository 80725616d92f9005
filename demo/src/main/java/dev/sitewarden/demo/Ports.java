package dev.sitewarden.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Loopback ports of one run; the usual ones where they are free, others where not. */
record Ports(int cloud, int mqtt, int https) {

  static Ports free() {
    return new Ports(freeOr(8080), freeOr(18883), freeOr(18443));
  }

  private static int freeOr(int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      return any();
    }
  }

  private static int any() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("finding a free loopback port failed", e);
    }
  }
}
