package dev.sitewarden.edge.doctor;

import dev.sitewarden.edge.hub.HubConfig;
import dev.sitewarden.edge.hub.HubProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** How far the device or module gets on its way to the hub. */
record HubCheck(HubProbe probe, HubConfig config, InstantSource clock) implements Check {
  private static final Duration SOON = Duration.ofDays(14);

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        switch (probe.reached()) {
          case NOTHING ->
              fail("check --hub-host, and the device's DNS server: getent hosts " + config.host());
          case ADDRESS ->
              fail("let ports 8883 and 443 (or those you named) out of the site's firewall");
          case CONNECTION ->
              fail("name the hub's authority as --hub-ca and the host its certificate is for");
          case TLS -> fail(config.identity().remedy() + ", and that the hub has it enabled");
          case ACCEPTED -> Finding.ok("hub", config.host() + " " + probe.detail());
        });
    probe.certificateEnds().filter(this::isSoon).ifPresent(ends -> findings.add(ending(ends)));
    return findings;
  }

  private Finding fail(String remedy) {
    return Finding.fail("hub", "%s: %s".formatted(config.host(), probe.detail()), remedy);
  }

  private boolean isSoon(Instant ends) {
    return ends.isBefore(clock.instant().plus(SOON));
  }

  private static Finding ending(Instant ends) {
    return Finding.warn(
        "hub certificate", "it holds until " + ends, "have the hub's certificate renewed");
  }
}
