package dev.sitewarden.edge.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic of the form {@code prefix/word/?$rid=..&$version=..}.
 *
 * @param word a status or a method's name
 */
record RequestTopic(String word, Optional<String> requestId, Optional<Long> version) {
  private static final Pattern RID = Pattern.compile("[?&]\\$rid=([^&]*)");
  private static final Pattern VERSION = Pattern.compile("[?&]\\$version=([0-9]{1,18})");

  /** The topic's parts; empty if it begins otherwise. */
  static Optional<RequestTopic> parse(String prefix, String topic) {
    if (!topic.startsWith(prefix)) {
      return Optional.empty();
    }
    String rest = topic.substring(prefix.length());
    int slash = rest.indexOf('/');
    String word = slash < 0 ? "" : rest.substring(0, slash);
    return Optional.of(
        new RequestTopic(word, group(RID, rest), group(VERSION, rest).map(Long::valueOf)));
  }

  private static Optional<String> group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
