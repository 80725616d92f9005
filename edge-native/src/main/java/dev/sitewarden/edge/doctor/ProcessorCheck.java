package dev.sitewarden.edge.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the processor can do and whether it is held back.
 *
 * @param architecture as Java names it: {@code amd64}, {@code aarch64}, ..
 * @param cores that this process may use
 * @param root where {@code proc} and {@code sys} lie
 */
record ProcessorCheck(String architecture, int cores, Path root) implements Check {
  private static final double HOT_CELSIUS = 80;

  /** Bits of the Raspberry Pi firmware's get_throttled (raspberrypi.com, vcgencmd). */
  private static final int UNDER_VOLTAGE_NOW = 1;

  private static final int THROTTLED_NOW = 1 << 2;
  private static final int UNDER_VOLTAGE_ONCE = 1 << 16;
  private static final int THROTTLED_ONCE = 1 << 18;

  /** This machine's. */
  static ProcessorCheck here() {
    return new ProcessorCheck(
        System.getProperty("os.arch", ""),
        Runtime.getRuntime().availableProcessors(),
        Path.of("/"));
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(features());
    findings.add(
        cores > 1
            ? Finding.ok("cores", String.valueOf(cores))
            : Finding.warn(
                "cores", "only one", "give the process another: detection and decoding share it"));
    throttling().ifPresent(findings::add);
    temperature().ifPresent(findings::add);
    return findings;
  }

  private Finding features() {
    List<String> wanted =
        switch (architecture) {
          case "amd64", "x86_64" -> List.of("avx2", "fma");
          case "aarch64" -> List.of("asimd");
          default -> List.of();
        };
    if (wanted.isEmpty()) {
      return Finding.fail(
          "processor",
          architecture + " is not supported",
          "take a 64-bit x86 or Arm machine and a 64-bit system, such as Raspberry Pi OS 64-bit");
    }
    Set<String> flags = flags();
    List<String> missing = wanted.stream().filter(flag -> !flags.contains(flag)).toList();
    return missing.isEmpty()
        ? Finding.ok("processor", "%s with %s".formatted(architecture, String.join(", ", wanted)))
        : Finding.warn(
            "processor",
            "%s without %s: models run several times slower"
                .formatted(architecture, String.join(", ", missing)),
            "let the virtual machine pass the host's processor through, or take a newer one");
  }

  /** {@code flags} on x86, {@code Features} on Arm. */
  private Set<String> flags() {
    Set<String> flags = new HashSet<>();
    for (String line : text("proc/cpuinfo").orElse("").split("\n", -1)) {
      if (line.startsWith("flags") || line.startsWith("Features")) {
        flags.addAll(Arrays.asList(line.replaceFirst("^[^:]*:", "").strip().split(" ", -1)));
      }
    }
    return flags;
  }

  private Optional<Finding> throttling() {
    return text("sys/devices/platform/soc/soc:firmware/get_throttled")
        .map(bits -> throttling(Integer.parseInt(bits.replace("0x", ""), 16)));
  }

  private static Finding throttling(int bits) {
    if ((bits & (UNDER_VOLTAGE_NOW | UNDER_VOLTAGE_ONCE)) != 0) {
      return Finding.warn(
          "power",
          (bits & UNDER_VOLTAGE_NOW) != 0 ? "voltage is too low now" : "voltage was too low",
          "take the Pi's own power supply and a short cable; low voltage slows it down and wears the card");
    }
    if ((bits & (THROTTLED_NOW | THROTTLED_ONCE)) != 0) {
      return Finding.warn(
          "throttling",
          (bits & THROTTLED_NOW) != 0 ? "held back now" : "was held back since the start",
          "cool it: heat sink, fan, shade");
    }
    return Finding.ok("power", "neither low voltage nor throttling since the start");
  }

  private Optional<Finding> temperature() {
    double hottest = -1;
    try (Stream<Path> zones = Files.list(root.resolve("sys/class/thermal"))) {
      for (Path zone : zones.toList()) {
        hottest = Math.max(hottest, celsius(zone.resolve("temp")));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    if (hottest <= 0) {
      return Optional.empty();
    }
    String text = "%.0f °C".formatted(hottest);
    return Optional.of(
        hottest < HOT_CELSIUS
            ? Finding.ok("temperature", text)
            : Finding.warn("temperature", text, "cool it: a Pi slows down from 80 °C"));
  }

  private static double celsius(Path file) {
    try {
      return Double.parseDouble(Files.readString(file).strip()) / 1000;
    } catch (IOException | NumberFormatException e) {
      return -1; // a zone that is switched off
    }
  }

  private Optional<String> text(String file) {
    try {
      return Optional.of(Files.readString(root.resolve(file)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
