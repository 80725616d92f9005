package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.http.WholeAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts a file at an address in Azure Storage: a small one at once, a larger one in blocks (Put
 * Block, Put Block List). What arrived before a connection broke is not sent again, even by another
 * process: a block is named after its place and its content, and the storage says which it has.
 * Azure keeps uncommitted blocks for a week. Blocks its caller.
 */
final class BlobPut {
  /** Sent again if a connection breaks; at 1 Mbit/s it takes half a minute. */
  static final int BLOCK_BYTES = 4 << 20;

  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
  private static final String TYPE = "x-ms-blob-content-type";
  private static final Pattern LISTED =
      Pattern.compile("<Block>\\s*<Name>([^<]+)</Name>\\s*<Size>(\\d+)</Size>\\s*</Block>");

  private final HttpClient client;
  private final InstantSource clock;
  private final int blockBytes;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong resumed = new AtomicLong();

  BlobPut(HttpClient client, InstantSource clock, int blockBytes) {
    this.client = client;
    this.clock = clock;
    this.blockBytes = blockBytes;
  }

  /**
   * Puts the file.
   *
   * @param address without a query
   * @return the answer that says what came of it: that to the whole, or the first that was no 2xx
   * @throws IOException if the connection breaks; the next attempt goes on where this one ended
   */
  WholeAnswer put(Path file, URI address, BlobAccess access, String contentType)
      throws IOException, InterruptedException {
    if (Files.size(file) <= blockBytes) {
      sent.addAndGet(Files.size(file));
      return send(
          access,
          BlobRequest.put(
              address,
              Map.of(),
              Map.of("x-ms-blob-type", "BlockBlob", TYPE, contentType),
              BodyPublishers.ofFile(file)));
    }
    return putBlocks(file, address, access, contentType);
  }

  /** Makes the container at that address. */
  WholeAnswer makeContainer(URI address, BlobAccess access)
      throws IOException, InterruptedException {
    return send(
        access,
        BlobRequest.put(
            address, Map.of("restype", "container"), Map.of(), BodyPublishers.noBody()));
  }

  /** A blob's name as it stands in an address. */
  static String path(String blobName) {
    return Arrays.stream(blobName.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private WholeAnswer putBlocks(Path file, URI address, BlobAccess access, String contentType)
      throws IOException, InterruptedException {
    Map<String, Long> there = there(address, access);
    List<String> ids = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      for (long at = 0; at < channel.size(); at += blockBytes) {
        byte[] block = read(channel, at, (int) Math.min(blockBytes, channel.size() - at));
        String id = id(ids.size(), block);
        ids.add(id);
        if (there.getOrDefault(id, -1L) == block.length) {
          resumed.incrementAndGet();
        } else {
          WholeAnswer answer = putBlock(address, access, id, block);
          if (!answer.isSuccess()) {
            return answer;
          }
        }
      }
    }
    return commit(address, access, ids, contentType);
  }

  private static byte[] read(FileChannel channel, long at, int size) throws IOException {
    byte[] block = new byte[size];
    ByteBuffer rest = ByteBuffer.wrap(block);
    while (rest.hasRemaining()) {
      if (channel.read(rest, at + rest.position()) < 0) {
        throw new EOFException("the file became shorter while it was sent");
      }
    }
    return block;
  }

  private WholeAnswer putBlock(URI address, BlobAccess access, String id, byte[] block)
      throws IOException, InterruptedException {
    sent.addAndGet(block.length);
    return send(
        access,
        BlobRequest.put(
            address,
            Map.of("comp", "block", "blockid", id),
            Map.of(),
            BodyPublishers.ofByteArray(block)));
  }

  private WholeAnswer commit(URI address, BlobAccess access, List<String> ids, String contentType)
      throws IOException, InterruptedException {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
    ids.forEach(id -> xml.append("<Latest>").append(id).append("</Latest>"));
    xml.append("</BlockList>");
    return send(
        access,
        BlobRequest.put(
            address,
            Map.of("comp", "blocklist"),
            Map.of(TYPE, contentType),
            BodyPublishers.ofString(xml.toString())));
  }

  /** Sizes by id of what arrived before; nothing if the storage does not say. */
  private Map<String, Long> there(URI address, BlobAccess access)
      throws IOException, InterruptedException {
    WholeAnswer answer =
        send(
            access,
            BlobRequest.get(address, Map.of("comp", "blocklist", "blocklisttype", "uncommitted")));
    Map<String, Long> blocks = new HashMap<>();
    if (answer.isSuccess()) {
      LISTED
          .matcher(answer.body())
          .results()
          .forEach(block -> blocks.put(block.group(1), Long.valueOf(block.group(2))));
    }
    return blocks;
  }

  /** All ids of a blob have the same length, as Azure wants it. */
  private static String id(int index, byte[] block) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String name =
          "%08d-%s".formatted(index, HexFormat.of().formatHex(sha256.digest(block), 0, 16));
      return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private WholeAnswer send(BlobAccess access, BlobRequest request)
      throws IOException, InterruptedException {
    return WholeAnswer.of(client, access.allow(request, clock.instant()), ANSWER_LIMIT);
  }

  /** Bytes of content sent since the start. */
  long sent() {
    return sent.get();
  }

  /** Blocks that had arrived before and were not sent again. */
  long resumed() {
    return resumed.get();
  }
}
