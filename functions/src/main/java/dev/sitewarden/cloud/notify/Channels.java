package dev.sitewarden.cloud.notify;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The channels that are set up: those to people, and each webhook. */
@Singleton
class Channels {
  private final Map<String, Channel> ready;

  Channels(@All List<Channel> toPeople, Webhooks webhooks) {
    this.ready =
        Stream.concat(toPeople.stream(), webhooks.all().stream())
            .filter(Channel::isReady)
            .collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
  }

  Set<String> names() {
    return ready.keySet();
  }

  boolean has(String name) {
    return ready.containsKey(name);
  }

  /** The channel of that name; it is a mistake of ours to ask for one that is not set up. */
  Channel get(String name) {
    Channel channel = ready.get(name);
    if (channel == null) {
      throw new IllegalStateException("channel %s is not set up".formatted(name));
    }
    return channel;
  }
}
