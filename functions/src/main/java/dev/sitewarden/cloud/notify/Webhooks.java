package dev.sitewarden.cloud.notify;

import dev.sitewarden.domain.site.SiteId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** The other systems that are told, each a channel of its own. */
@Singleton
class Webhooks {
  private final List<Webhook> all;

  Webhooks(NotifyConfig config, InstantSource clock) {
    this.all =
        config.webhook().entrySet().stream()
            .map(hook -> new Webhook(hook.getKey(), hook.getValue(), clock, Webhook.PATIENCE))
            .toList();
  }

  List<Webhook> all() {
    return all;
  }

  /** Those that want to be told of such a message about such a site. */
  List<Webhook> wanting(NotificationKind kind, SiteId site) {
    return all.stream().filter(hook -> hook.wants(kind, site)).toList();
  }
}
