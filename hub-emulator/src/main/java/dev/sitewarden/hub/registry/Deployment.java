package dev.sitewarden.hub.registry;

import dev.sitewarden.hub.identity.ModuleId;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The modules' desired properties that deployments make for one device. Source: azure-docs,
 * "Understand IoT Edge automatic deployments for single devices or at scale".
 *
 * <p>The base is the deployment with the highest priority among those that match and are whole
 * ({@code $edgeAgent} has {@code properties.desired}); of two with the same priority the one made
 * later. On it lie the layered ones of a higher priority, lowest first: {@code properties.desired}
 * of a module overwrites, {@code properties.desired.sub} sets what is below.
 */
final class Deployment {
  private static final String DESIRED = "properties.desired";
  private static final String AGENT = "$edgeAgent";

  private final Map<String, JsonObject> desired = new LinkedHashMap<>();

  /** Content as {@code applyConfigurationContent} sends it, {@code modulesContent} alone. */
  static Deployment of(JsonObject modulesContent) {
    Deployment deployment = new Deployment();
    deployment.lay(modulesContent);
    return deployment;
  }

  /** What the configurations make for the device with that twin, if one of them is a base. */
  static Optional<Deployment> of(JsonObject twin, List<JsonObject> configurations) {
    List<JsonObject> matching =
        configurations.stream()
            .filter(c -> matches(c, twin))
            .sorted(
                Comparator.<JsonObject>comparingInt(c -> c.getInteger("priority"))
                    .thenComparing(c -> c.getString("createdTimeUtc")))
            .toList();
    return matching.stream()
        .filter(c -> !isLayered(c))
        .reduce((lower, higher) -> higher)
        .map(
            base -> {
              Deployment deployment = of(modules(base));
              matching.stream()
                  .filter(Deployment::isLayered)
                  .filter(c -> c.getInteger("priority") > base.getInteger("priority"))
                  .forEach(layer -> deployment.lay(modules(layer)));
              return deployment;
            });
  }

  private static boolean matches(JsonObject configuration, JsonObject twin) {
    String condition = configuration.getString("targetCondition");
    return configuration.getJsonObject("content").containsKey("modulesContent")
        && !condition.isBlank()
        && ConditionParser.parse(condition).holds(twin);
  }

  private static boolean isLayered(JsonObject configuration) {
    JsonObject agent = modules(configuration).getJsonObject(AGENT, new JsonObject());
    return !agent.containsKey(DESIRED);
  }

  private static JsonObject modules(JsonObject configuration) {
    return configuration.getJsonObject("content").getJsonObject("modulesContent");
  }

  private void lay(JsonObject modulesContent) {
    for (String module : modulesContent.fieldNames()) {
      new ModuleId(module); // refuses what is no name
      JsonObject content = modulesContent.getJsonObject(module);
      for (String key : new TreeSet<>(content.fieldNames())) { // the whole before its parts
        lay(module, key, content.getJsonObject(key).copy());
      }
    }
  }

  private void lay(String module, String key, JsonObject value) {
    if (key.equals(DESIRED)) {
      desired.put(module, value);
      return;
    }
    if (!key.startsWith(DESIRED + ".")) {
      throw new IllegalArgumentException(
          "a module's content has %s and %s.{sub}, got '%s' of module '%s'"
              .formatted(DESIRED, DESIRED, key, module));
    }
    JsonObject at = desired.computeIfAbsent(module, m -> new JsonObject());
    String[] names = key.substring(DESIRED.length() + 1).split("\\.", -1);
    for (String name : Arrays.copyOf(names, names.length - 1)) {
      JsonObject below = at.getJsonObject(name, new JsonObject());
      at.put(name, below);
      at = below;
    }
    at.put(names[names.length - 1], value);
  }

  /** The modules that must have an identity: those with properties, and those that shall run. */
  Set<ModuleId> modules() {
    Set<String> names = new TreeSet<>(desired.keySet());
    JsonObject agent = desired.getOrDefault(AGENT, new JsonObject());
    names.addAll(agent.getJsonObject("modules", new JsonObject()).fieldNames());
    return names.stream().map(ModuleId::new).collect(Collectors.toSet());
  }

  /** The desired properties of each module that has some. */
  Map<ModuleId, JsonObject> desired() {
    Map<ModuleId, JsonObject> result = new LinkedHashMap<>();
    desired.forEach((module, properties) -> result.put(new ModuleId(module), properties.copy()));
    return result;
  }
}
