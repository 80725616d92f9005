package dev.sitewarden.edge.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request to Azure Storage before anybody has said who sends it.
 *
 * @param address without a query
 * @param query names in small letters, values as they are
 * @param headers names in small letters
 */
record BlobRequest(
    String method,
    URI address,
    SortedMap<String, String> query,
    SortedMap<String, String> headers,
    BodyPublisher body) {
  /** Asks for something. */
  static BlobRequest get(URI address, Map<String, String> query) {
    return new BlobRequest(
        "GET", address, new TreeMap<>(query), new TreeMap<>(), BodyPublishers.noBody());
  }

  /** Brings something. */
  static BlobRequest put(
      URI address, Map<String, String> query, Map<String, String> headers, BodyPublisher body) {
    return new BlobRequest("PUT", address, new TreeMap<>(query), new TreeMap<>(headers), body);
  }

  /** Its address with its query, and with more that is encoded already. */
  URI address(String more) {
    String own =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String both = own + (own.isEmpty() || more.isEmpty() ? "" : "&") + more;
    return both.isEmpty() ? address : URI.create(address + "?" + both);
  }
}
