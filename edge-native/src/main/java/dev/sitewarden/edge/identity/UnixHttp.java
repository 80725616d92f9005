package dev.sitewarden.edge.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP/1.1 exchange over a Unix socket, which Java's HTTP client does not do: the connection is
 * for that exchange only, so that an answer ends with it.
 */
final class UnixHttp {
  private static final int MOST_ANSWER_BYTES = 1 << 20;
  private static final String END_OF_HEAD = "\r\n\r\n";

  private UnixHttp() {}

  /** An answer. */
  record Answer(int status, String body) {}

  /**
   * Asks and waits.
   *
   * @param limit for all of it
   */
  static Answer exchange(Path socket, String method, String target, String body, Duration limit)
      throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      CompletableFuture<Void> closing = // whoever waits there then gets an exception
          new CompletableFuture<Void>()
              .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
              .thenRun(() -> closeQuietly(channel));
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        write(channel, request(method, target, body));
        return parse(read(Channels.newInputStream(channel)));
      } finally {
        closing.cancel(false);
      }
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // it is given up anyway
    }
  }

  private static byte[] request(String method, String target, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        %s %s HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: %d
        Connection: close

        """
            .formatted(method, target, content.length)
            .replace("\n", "\r\n");
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(content);
    return request.toByteArray();
  }

  private static void write(SocketChannel channel, byte[] request) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(request);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readNBytes(MOST_ANSWER_BYTES), StandardCharsets.ISO_8859_1);
  }

  private static Answer parse(String answer) throws IOException {
    int end = answer.indexOf(END_OF_HEAD);
    String[] first = answer.split(" ", 3);
    if (end < 0 || !first[0].startsWith("HTTP/1.") || !first[1].matches("[0-9]{3}")) {
      throw new IOException("it did not answer in HTTP");
    }
    String head = answer.substring(0, end).toLowerCase(Locale.ROOT);
    String content = answer.substring(end + END_OF_HEAD.length());
    boolean isChunked = head.contains("\r\ntransfer-encoding: chunked");
    byte[] body = (isChunked ? joined(content) : content).getBytes(StandardCharsets.ISO_8859_1);
    return new Answer(Integer.parseInt(first[1]), new String(body, StandardCharsets.UTF_8));
  }

  /** The chunks' content: each begins with a line that holds its size in hexadecimal digits. */
  private static String joined(String chunks) throws IOException {
    var joined = new StringBuilder();
    int at = 0;
    while (true) {
      int line = chunks.indexOf("\r\n", at);
      if (line < 0) {
        throw new IOException("its answer ended early");
      }
      int size = Integer.parseInt(chunks.substring(at, line).replaceAll(";.*", "").strip(), 16);
      int start = line + 2;
      if (size == 0) {
        return joined.toString();
      }
      if (start + size > chunks.length()) {
        throw new IOException("its answer ended early");
      }
      joined.append(chunks, start, start + size);
      at = start + size + 2;
    }
  }
}
