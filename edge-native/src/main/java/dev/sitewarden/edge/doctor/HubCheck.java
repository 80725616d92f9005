package dev.sitewarden.edge.doctor;

import dev.sitewarden.edge.hub.HubProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** How far the device gets on its way to the hub. */
record HubCheck(HubProbe probe, String host, InstantSource clock) implements Check {
  private static final Duration SOON = Duration.ofDays(14);

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        switch (probe.reached()) {
          case NOTHING ->
              fail("check --hub-host, and the device's DNS server: getent hosts " + host);
          case ADDRESS ->
              fail("let ports 8883 and 443 (or those you named) out of the site's firewall");
          case CONNECTION ->
              fail("name the hub's authority as --hub-ca and the host its certificate is for");
          case TLS ->
              fail(
                  "check the connection string: device, key, and that the hub has the device enabled");
          case ACCEPTED -> Finding.ok("hub", host + " knows this device");
        });
    probe.certificateEnds().filter(this::isSoon).ifPresent(ends -> findings.add(ending(ends)));
    return findings;
  }

  private Finding fail(String remedy) {
    return Finding.fail("hub", "%s: %s".formatted(host, probe.detail()), remedy);
  }

  private boolean isSoon(Instant ends) {
    return ends.isBefore(clock.instant().plus(SOON));
  }

  private static Finding ending(Instant ends) {
    return Finding.warn(
        "hub certificate", "it holds until " + ends, "have the hub's certificate renewed");
  }
}
