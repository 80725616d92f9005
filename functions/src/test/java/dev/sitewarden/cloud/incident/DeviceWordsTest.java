package dev.sitewarden.cloud.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.incident.Verdict;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.site.SiteId;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What devices say of an incident has one end, in whichever order and however often it is said. */
final class DeviceWordsTest {
  private static final String SEED = "20261120";
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final DeviceId PI = new DeviceId("pi-1");
  private static final CameraId GATE = new CameraId("gate");
  private static final Detection HEAD =
      new Detection(new Label("head"), 0.75, new BoundingBox(0.4, 0.4, 0.5, 0.5));

  /** What can be told apart of an incident. */
  private record End(
      Object state, Severity severity, Optional<Instant> endedAt, List<Optional<Evidence>> files) {
    static End of(IncidentEntity incident) {
      return new End(
          incident.state,
          incident.severity,
          Optional.ofNullable(incident.endedAt),
          Arrays.stream(Evidence.Kind.values()).map(incident::evidence).toList());
    }
  }

  @Property(seed = SEED)
  void theOrderDoesNotMatterNorHowOftenItIsSaid(
      @ForAll("words") List<IncidentChange> words, @ForAll Random random) {
    List<IncidentChange> shuffled = new ArrayList<>(words);
    shuffled.addAll(words.subList(0, words.size() / 2));
    Collections.shuffle(shuffled, random);

    assertThat(endOf(shuffled)).isEqualTo(endOf(words));
  }

  @Property(seed = SEED)
  void onlyPeopleDecide(@ForAll("words") List<IncidentChange> words) {
    IncidentEntity incident = opened();
    words.forEach(incident::apply);
    incident.apply(new IncidentChange.Escalated(NOON, 1, Duration.ofMinutes(5)));
    incident.apply(new IncidentChange.Commented(NOON, "smith", "on my way"));
    assertThat(incident.decisions).isZero();

    incident.apply(new IncidentChange.Acknowledged(NOON, "smith"));
    incident.apply(new IncidentChange.Resolved(NOON, "smith", Verdict.CONFIRMED, ""));
    incident.apply(new IncidentChange.Resolved(NOON, "jones", Verdict.REJECTED, ""));

    assertThat(incident.decisions).isEqualTo(2);
    assertThat(incident.verdict).isEqualTo(Verdict.CONFIRMED);
  }

  @Property(seed = SEED)
  void whatAPersonSaysOfTheSeverityStaysWhateverTheDeviceSays(
      @ForAll("words") List<IncidentChange> before, @ForAll("words") List<IncidentChange> after) {
    IncidentEntity incident = opened();
    before.forEach(incident::apply);

    incident.apply(new IncidentChange.Reclassified(NOON, "smith", Severity.INFO, "a drill"));
    after.forEach(incident::apply);

    assertThat(incident.severity).isEqualTo(Severity.INFO);
  }

  @Provide
  Arbitrary<List<IncidentChange>> words() {
    Arbitrary<Instant> at = Arbitraries.integers().between(-60, 60).map(NOON::plusSeconds);
    Arbitrary<IncidentChange> ends = at.map(IncidentChange.Ended::new);
    Arbitrary<IncidentChange> updates =
        Combinators.combine(at, Arbitraries.of(Severity.values()))
            .as((when, severity) -> new IncidentChange.Updated(when, severity, HEAD, 2));
    Arbitrary<IncidentChange> files =
        Combinators.combine(at, Arbitraries.of(Evidence.Kind.values()))
            .as((when, kind) -> new IncidentChange.EvidenceStored(when, file(kind)));
    return Arbitraries.oneOf(List.of(ends, updates, files)).list().ofMaxSize(12);
  }

  private static Evidence file(Evidence.Kind kind) {
    return new Evidence(kind, "pi-1/" + kind.fileName(), 1, Digest.of(new byte[1]));
  }

  private static End endOf(List<IncidentChange> words) {
    IncidentEntity incident = opened();
    words.forEach(incident::apply);
    return End.of(incident);
  }

  private static IncidentEntity opened() {
    ZoneId dock = new ZoneId("dock");
    RuleId rule = new RuleId("missing-ppe");
    Polygon corner = new Polygon(Stream.of(0.0, 0.5, 1.0).map(x -> new Point(x, x * x)).toList());
    IncidentOpened opened =
        new IncidentOpened(
            IncidentId.of(PI, GATE, dock, rule, NOON),
            new Zone(dock, "Dock", corner, Anchor.CENTRE, List.of()),
            rule,
            Severity.WARNING,
            NOON,
            new ModelVersion("ppe", "1", Digest.of(new byte[1])),
            640,
            360,
            HEAD,
            List.of());
    MessageIds ids = new MessageIds(InstantSource.system(), new Random(7));
    CloudEvent event = new CloudEvent(ids.next(), new EventSource(PI, GATE), NOON, opened);
    return new IncidentEntity(new DeviceEvent(PI, event, NOON), opened, new SiteId("main"));
  }
}
