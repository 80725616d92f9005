package dev.sitewarden.edge.models;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.http.WatchedBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Brings an archive to the disk, no byte more than ordered, and goes on where an earlier attempt
 * stopped. Blocks its caller.
 */
final class ModelDownload {
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);

  /** A line that brings no byte for so long is dead: TCP itself would wait for ever. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final HttpClient client;
  private final Duration silence;

  ModelDownload(HttpClient client) {
    this(client, SILENCE);
  }

  /**
   * Downloads with that client.
   *
   * @param silence after which an answer that has begun is given up
   */
  ModelDownload(HttpClient client, Duration silence) {
    this.client = client;
    this.silence = silence;
  }

  /**
   * Downloads to a file.
   *
   * @throws UncheckedIOException if it does not arrive; what did is kept for the next attempt
   * @throws IllegalArgumentException if something else arrives
   */
  void to(Path file, ModelOrder order) {
    Path unfinished = DurableFile.unfinished(file);
    try {
      long have = Files.exists(unfinished) ? Files.size(unfinished) : 0;
      if (have > order.size()) {
        Files.delete(unfinished);
        have = 0;
      }
      if (have < order.size()) {
        fetch(order, unfinished, have);
      }
      requireOrdered(order, unfinished);
    } catch (IOException e) {
      throw failed(order, String.valueOf(e.getMessage()), e);
    }
    DurableFile.finish(unfinished, file);
  }

  private void fetch(ModelOrder order, Path unfinished, long have) throws IOException {
    if ("file".equalsIgnoreCase(order.uri().getScheme())) {
      try (InputStream in = Files.newInputStream(Path.of(order.uri()))) {
        in.skipNBytes(have);
        append(order, in, unfinished, have);
      }
      return;
    }
    try {
      fetchOverHttp(order, unfinished, have);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(order, "it was interrupted", new IOException(e));
    }
  }

  private void fetchOverHttp(ModelOrder order, Path unfinished, long have)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(order.uri()).timeout(ANSWER_LIMIT);
    if (have > 0) {
      request.header("Range", "bytes=%d-".formatted(have));
    }
    HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream in = new WatchedBody(answer.body(), silence)) {
      switch (answer.statusCode()) {
        case 200 -> {
          Files.deleteIfExists(unfinished); // all of it, whatever was asked for
          append(order, in, unfinished, 0);
        }
        case 206 -> append(order, in, unfinished, have);
        default ->
            throw failed(order, "the answer was " + answer.statusCode(), new IOException("HTTP"));
      }
    }
  }

  private static void append(ModelOrder order, InputStream in, Path unfinished, long have)
      throws IOException {
    long room = order.size() - have;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(unfinished, CREATE, WRITE, APPEND)) {
      while (room > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, room));
        if (read < 0) {
          throw new IOException("%d bytes are missing at its end".formatted(room));
        }
        out.write(buffer, 0, read);
        room -= read;
      }
      if (in.read() >= 0) {
        throw wrong(order, unfinished, "it is longer than the %d bytes that were ordered");
      }
    }
  }

  private static void requireOrdered(ModelOrder order, Path unfinished) throws IOException {
    Digest found = Digest.of(Files.readAllBytes(unfinished));
    if (!found.equals(order.sha256())) {
      throw wrong(order, unfinished, "sha256 mismatch, found " + found);
    }
  }

  private static IllegalArgumentException wrong(ModelOrder order, Path unfinished, String what)
      throws IOException {
    Files.deleteIfExists(unfinished);
    return new IllegalArgumentException(
        "model %s from %s rejected: %s"
            .formatted(order.version(), order.uri(), what.formatted(order.size())));
  }

  private static UncheckedIOException failed(ModelOrder order, String reason, IOException e) {
    return new UncheckedIOException(
        "cannot download model %s from %s: %s; it will be tried again"
            .formatted(order.version(), order.uri(), reason),
        e);
  }
}
