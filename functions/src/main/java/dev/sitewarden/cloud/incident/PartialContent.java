package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.media.Blob;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.PathPart;

/** A file, or the part of it that a player asks for. */
public final class PartialContent {
  private PartialContent() {}

  /** 200 with all of it, 206 with the one part that {@code range} names, or 416. */
  public static Response.ResponseBuilder of(Blob.InFolder blob, Optional<String> range) {
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
