package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.identity.DeviceKey;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The key of an account of Azure Storage: each request is signed with it, HMAC-SHA256 over method,
 * length, {@code x-ms-} headers, path and query (Microsoft: "Authorize with Shared Key").
 *
 * @param key base64; it appears in no message
 */
record SharedKey(String account, String key) implements BlobAccess {
  /** The newest that the Blob Storage on IoT Edge module knows. */
  static final String VERSION = "2017-04-17";

  /** RFC 1123 with two digits for the day, which the signature is over. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  SharedKey {
    try {
      Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the key of storage account '%s' is not base64".formatted(account), e);
    }
  }

  @Override
  public HttpRequest.Builder allow(BlobRequest request, Instant now) {
    SortedMap<String, String> headers = new TreeMap<>(request.headers());
    headers.put("x-ms-date", DATE.format(now));
    headers.put("x-ms-version", VERSION);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.address("")).method(request.method(), request.body());
    headers.forEach(builder::header);
    byte[] text = stringToSign(request, headers).getBytes(StandardCharsets.UTF_8);
    byte[] signature = DeviceKey.hmac(Base64.getDecoder().decode(key), text);
    return builder.header(
        "Authorization",
        "SharedKey %s:%s".formatted(account, Base64.getEncoder().encodeToString(signature)));
  }

  /**
   * Method, eleven standard headers of which only the length is ever sent, the {@code x-ms-}
   * headers in order, and what is asked for.
   */
  String stringToSign(BlobRequest request, SortedMap<String, String> headers) {
    long length = request.body().contentLength();
    var text = new StringBuilder(request.method()).append("\n\n\n");
    text.append(length > 0 ? length : "").append("\n\n\n\n\n\n\n\n\n");
    headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    text.append('/').append(account).append(request.address().getRawPath());
    request
        .query()
        .forEach((name, value) -> text.append('\n').append(name).append(':').append(value));
    return text.toString();
  }

  @Override
  public String toString() {
    return "the key of storage account " + account;
  }
}
