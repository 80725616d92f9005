package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.media.Blob;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.PathPart;

/** A stored file, or the part of it that a player asks for. */
public final class PartialContent {
  /** Kept by whoever saw it, but asked for each time. */
  static final String CACHING = "private, no-cache";

  private PartialContent() {}

  /**
   * 200 with all of it, 206 with the one part that {@code range} names, or 416; where another store
   * has it, 307 to a link that is good for minutes, behind which the store knows ranges itself.
   */
  public static Response of(Blob blob, String type, String sha256, Optional<String> range) {
    return switch (blob) {
      case Blob.InFolder file ->
          of(file, range)
              .type(type)
              .tag(new EntityTag(sha256))
              .header("Accept-Ranges", "bytes")
              .header(HttpHeaders.CACHE_CONTROL, CACHING)
              .build();
      case Blob.Linked(var link) ->
          Response.temporaryRedirect(link).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    };
  }

  private static Response.ResponseBuilder of(Blob.InFolder blob, Optional<String> range) {
    long size = blob.bytes();
    if (range.isEmpty() || !ByteRange.isOne(range.get())) {
      return Response.ok(new PathPart(blob.file(), 0, size));
    }
    return ByteRange.of(range.get(), size)
        .map(
            part ->
                Response.status(Response.Status.PARTIAL_CONTENT)
                    .header(
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(part.first(), part.last(), size))
                    .entity(new PathPart(blob.file(), part.first(), part.length())))
        .orElseGet(
            () ->
                Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .header("Content-Range", "bytes */" + size));
  }
}
