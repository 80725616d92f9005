package dev.sitewarden.edge.doctor;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.edge.doctor.Finding.Level;
import dev.sitewarden.edge.hub.HubConfig;
import dev.sitewarden.edge.hub.HubOptions;
import dev.sitewarden.edge.hub.HubProbe;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code doctor}: one line a finding; exits with 0 unless something fails. */
public final class DoctorCommand implements Callable<Integer> {
  private static final Duration WATCHED = Duration.ofSeconds(3);

  private final CommandSpec spec;
  private final Function<Path, DesiredProperties> settings;
  private final HubOptions hub = new HubOptions(HubOptions.Ports.AZURE, System.getenv());
  private final InstantSource clock = InstantSource.system();
  private boolean isWell = true;

  /**
   * @param settings reads a settings file, or says in one sentence what is wrong with it
   */
  public DoctorCommand(Function<Path, DesiredProperties> settings) {
    this.settings = settings;
    CommandOptions options =
        CommandOptions.of(this, "Say what is wrong on this device, and what to do about it.")
            .optional(
                "--settings",
                "FILE",
                "settings of edge run; its cameras and models are tried",
                Path.class)
            .optional("--state", "DIR", "state folder of edge run", Path.class)
            .optional("--threads", "N", "threads of ONNX Runtime, 1 unless given", Integer.class);
    hub.addTo(options);
    this.spec = options.spec();
  }

  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Path state = parsed.matchedOptionValue("--state", Path.of("."));
    examine(ProcessorCheck.here());
    examine(new MemoryCheck(Path.of("/proc/meminfo")));
    examine(new DiskCheck(state));
    examine(new SecretsCheck(state, HubOptions.secrets(parsed)));
    examineHub(parsed, state);
    if (parsed.hasMatchedOption("--settings")) {
      examineSettings(parsed, state);
    } else {
      say(
          Finding.warn(
              "settings",
              "none named, so no camera and no model was tried",
              "add --settings FILE"));
    }
    return isWell ? 0 : 1;
  }

  private void examine(Check check) {
    check.findings().forEach(this::say);
  }

  private void say(Finding finding) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(finding);
    out.flush(); // a camera may take its time: people see what is known by then
    isWell &= finding.level() != Level.FAIL;
  }

  private void examineHub(ParseResult parsed, Path state) {
    if (!hub.isNamed(parsed)) {
      say(
          Finding.warn(
              "hub",
              "none named, so it was not tried",
              "add --hub-connection FILE and --hub-ca FILE"));
      examine(new ClockCheck(clock, Optional.empty(), Path.of("/")));
      return;
    }
    try {
      HubConfig config = hub.forLook(parsed, state);
      config
          .identity()
          .certificate()
          .ifPresent(own -> examine(new CertificateCheck(own.begins(), own.ends(), clock)));
      HubProbe probe = HubProbe.of(config, clock);
      examine(new HubCheck(probe, config, clock));
      examine(new ClockCheck(clock, probe.hubTime(), Path.of("/")));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      say(
          Finding.fail(
              "hub", String.valueOf(e.getMessage()), "name files that edge run can use too"));
    }
  }

  private void examineSettings(ParseResult parsed, Path state) {
    Path file = parsed.matchedOptionValue("--settings", Path.of(""));
    DesiredProperties desired;
    try {
      desired = settings.apply(file);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      say(
          Finding.fail(
              "settings", String.valueOf(e.getMessage()), "docs/settings.md shows every key"));
      return;
    }
    say(Finding.ok("settings", "%s, %d cameras".formatted(file, desired.cameras().size())));
    int threads = parsed.matchedOptionValue("--threads", 1);
    models(desired, file, threads).forEach(this::examine);
    for (CameraSettings camera : desired.cameras()) {
      String source = source(camera, file);
      examine(CameraCheck.of(camera, source, state.resolve("secrets"), clock, WATCHED));
    }
  }

  /** An address as it is; a file from the settings' folder. */
  private static String source(CameraSettings camera, Path file) {
    boolean isAddress = camera.source().contains("://") || camera.source().startsWith("v4l2:");
    return isAddress ? camera.source() : file.resolveSibling(camera.source()).toString();
  }

  /** Those that lie on this device; one that is ordered is checked when it has come. */
  private static List<Check> models(DesiredProperties desired, Path file, int threads) {
    List<Check> checks = new ArrayList<>();
    add(checks, "model", desired.model(), file, threads);
    desired.personModel().ifPresent(model -> add(checks, "person-model", model, file, threads));
    desired.challenger().ifPresent(model -> add(checks, "challenger", model, file, threads));
    return checks;
  }

  private static void add(
      List<Check> checks, String role, ModelSource source, Path file, int threads) {
    switch (source) {
      case ModelSource.Local local ->
          checks.add(new ModelCheck(role, file.resolveSibling(local.path()).normalize(), threads));
      case ModelSource.Ordered(ModelOrder order) ->
          checks.add(
              () -> List.of(Finding.ok(role, "version %s is ordered".formatted(order.version()))));
    }
  }
}
