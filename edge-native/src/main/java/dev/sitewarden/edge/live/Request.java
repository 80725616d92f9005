package dev.sitewarden.edge.live;

import java.util.Map;
import java.util.Optional;

/**
 * What a browser asks.
 *
 * @param path starts with '/', without the query
 * @param headers names in lower case
 * @param body text; empty if there is none
 */
record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {
  Request {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Whether a person opens a page: links from other sites may lead here. */
  boolean isVisit() {
    return isRead() && header("sec-fetch-mode").filter("navigate"::equals).isPresent();
  }

  boolean asksToClose() {
    return header("connection").filter(value -> value.equalsIgnoreCase("close")).isPresent();
  }
}
