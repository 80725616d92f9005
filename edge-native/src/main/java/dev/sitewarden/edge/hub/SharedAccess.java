package dev.sitewarden.edge.hub;

import java.net.http.HttpRequest;
import java.time.Instant;

/**
 * A shared access signature that somebody else made: goes with the address.
 *
 * @param token {@code sv=..&sig=..}, with or without a question mark before it
 */
record SharedAccess(String token) implements BlobAccess {
  @Override
  public HttpRequest.Builder allow(BlobRequest request, Instant now) {
    String bare = token.startsWith("?") ? token.substring(1) : token;
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.address(bare)).method(request.method(), request.body());
    request.headers().forEach(builder::header);
    return builder;
  }

  @Override
  public String toString() {
    return "a shared access signature";
  }
}
