package dev.sitewarden.hub.upload;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.hub.identity.PrivateFile;
import dev.sitewarden.hub.identity.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The blocks of blobs that are sent in pieces, as Azure Storage's Put Block keeps them: they wait,
 * uncommitted, until a list says in which order they make the blob. They survive a restart. Blocks
 * its caller.
 */
final class BlobBlocks {
  private static final Pattern LISTED =
      Pattern.compile("<(?:Latest|Uncommitted)>([^<]{1,128})</(?:Latest|Uncommitted)>");

  private final Path folder;

  /** Keeps them below the folder. */
  BlobBlocks(Path folder) {
    this.folder = folder;
    PrivateFile.createFolder(folder);
  }

  /** The ids that a block list names, in their order. */
  static List<String> listed(String xml) {
    return LISTED.matcher(xml).results().map(found -> found.group(1)).toList();
  }

  /** Takes over a file as a block, in place of one with the same id. */
  void keep(Path part, BlobName blob, String id) throws IOException {
    Path target = folder(blob).resolve(hex(id));
    Files.createDirectories(folder(blob));
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(folder(blob))) {
      names.force(true);
    }
  }

  /** Sizes by id. */
  Map<String, Long> of(BlobName blob) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    if (Files.isDirectory(folder(blob))) {
      try (Stream<Path> files = Files.list(folder(blob))) {
        for (Path file : files.toList()) {
          sizes.put(id(file), Files.size(file));
        }
      }
    }
    return sizes;
  }

  /** Writes the blocks one after another. */
  void join(BlobName blob, List<String> ids, Path to, long mostBytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (String id : ids) {
        Path block = folder(blob).resolve(hex(id));
        if (!Files.isRegularFile(block)) {
          throw new RefusedException(
              400, "InvalidBlockList", "blob '%s' has no block '%s'".formatted(blob, id));
        }
        try (FileChannel in = FileChannel.open(block)) {
          in.transferTo(0, in.size(), out);
        }
        if (out.position() > mostBytes) {
          throw new RefusedException(
              413,
              "RequestBodyTooLarge",
              "the blocks have more than %d bytes together".formatted(mostBytes));
        }
      }
      out.force(true);
    }
  }

  /** Forgets a blob's blocks, which are committed. */
  void remove(BlobName blob) throws IOException {
    for (String id : of(blob).keySet()) {
      Files.deleteIfExists(folder(blob).resolve(hex(id)));
    }
    Files.deleteIfExists(folder(blob));
  }

  /** The XML that Azure answers with. */
  static String xml(Map<String, Long> blocks) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    xml.append("<BlockList><CommittedBlocks/><UncommittedBlocks>");
    blocks.forEach(
        (id, size) ->
            xml.append("<Block><Name>%s</Name><Size>%d</Size></Block>".formatted(id, size)));
    return xml.append("</UncommittedBlocks></BlockList>").toString();
  }

  private Path folder(BlobName blob) {
    byte[] name = blob.toString().getBytes(StandardCharsets.UTF_8);
    return folder.resolve(
        Digest.of(name).sha256()); // file systems take no name as long as a blob's
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String id(Path file) {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    return new String(HexFormat.of().parseHex(name), StandardCharsets.UTF_8);
  }

  /** What a request for {@code comp=block} names, base64 of at most 64 bytes. */
  static String requireId(Map<String, String> query) {
    String id = query.getOrDefault("blockid", "");
    Matcher base64 = Pattern.compile("[A-Za-z0-9+/=]{1,88}").matcher(id);
    if (!base64.matches()) {
      throw new RefusedException(
          400, "InvalidQueryParameterValue", "blockid must be base64, got '%s'".formatted(id));
    }
    return id;
  }
}
