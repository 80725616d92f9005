package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.configurations.Configuration;
import com.microsoft.azure.sdk.iot.service.configurations.ConfigurationContent;
import com.microsoft.azure.sdk.iot.service.configurations.ConfigurationsClient;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubBadFormatException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubConflictException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.DeviceCapabilities;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Configurations and deployments with Microsoft's service client, on the edge device "site-1". */
final class ConfigurationTest extends HubTest {
  private ConfigurationsClient configurations = new ConfigurationsClient("none", credential(""));
  private TwinClient twins = new TwinClient("none", credential(""));
  private RegistryClient registry = new RegistryClient("none", credential(""));

  @BeforeEach
  void addEdgeDevice() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(hub.trust().getSocketFactory());
    String host = "localhost:" + hub.httpsPort();
    AzureSasCredential owner = credential(hub.serviceToken("iothubowner"));
    configurations = new ConfigurationsClient(host, owner);
    twins = new TwinClient(host, owner);
    registry = new RegistryClient(host, owner);
    Device device = new Device("site-1");
    DeviceCapabilities capabilities = new DeviceCapabilities();
    capabilities.setIotEdge(true);
    device.setCapabilities(capabilities);
    registry.addDevice(device);
    Twin tags = new Twin("site-1");
    tags.getTags().put("site", "north");
    twins.patch(tags);
  }

  @Test
  void configurationIsMadeChangedListedAndDeleted() throws Exception {
    configurations.create(base("base", 10, "tags.site='north'", "1"));

    Configuration found = configurations.get("base");
    found.setPriority(11);
    Configuration replaced = configurations.replace(found);

    assertThat(replaced.getPriority()).isEqualTo(11);
    assertThat(replaced.getTargetCondition()).isEqualTo("tags.site='north'");
    assertThat(configurations.get(20)).extracting(Configuration::getId).containsExactly("base");
    assertThatThrownBy(() -> configurations.create(base("base", 1, "*", "1")))
        .isInstanceOf(IotHubConflictException.class);
    assertThatThrownBy(() -> configurations.replace(base("base", 11, "*", "2")))
        .isInstanceOf(IotHubBadFormatException.class)
        .hasMessageContaining("cannot be changed");
    configurations.delete("base");
    assertThatThrownBy(() -> configurations.get("base"))
        .isInstanceOf(IotHubNotFoundException.class);
  }

  @Test
  void contentIsAppliedToOneDevice() throws Exception {
    configurations.applyConfigurationContentOnDevice(
        "site-1", base("once", 1, "", "7").getContent());

    assertThat(registry.getModulesOnDevice("site-1"))
        .extracting(Module::getId)
        .containsExactlyInAnyOrder("$edgeAgent", "edge");
    assertThat(String.valueOf(twins.get("site-1", "edge").getDesiredProperties().get("version")))
        .isEqualTo("7");
  }

  @Test
  void highestPriorityThatMatchesWins() throws Exception {
    configurations.create(base("low", 1, "*", "1"));
    configurations.create(base("high", 5, "tags.site = 'north'", "5"));
    configurations.create(base("other", 9, "tags.site = 'south'", "9"));

    String chosen = version();
    configurations.delete("high");
    String left = version();
    configurations.delete("low");

    assertThat(chosen).isEqualTo("5");
    assertThat(left).isEqualTo("1");
    assertThat(version()).as("nothing matches any more, so the modules stay").isEqualTo("1");
  }

  @Test
  void layersLieOnTheBaseByPriority() throws Exception {
    configurations.create(base("base", 5, "*", "1"));
    configurations.create(layer("above", 6, Map.of("properties.desired.zones", Map.of("n", 2))));
    configurations.create(layer("below", 4, Map.of("properties.desired.mode", Map.of("m", 1))));

    Twin edge = twins.get("site-1", "edge");

    assertThat(edge.getDesiredProperties().keySet()).containsExactlyInAnyOrder("version", "zones");
  }

  private String version() throws Exception {
    return String.valueOf(twins.get("site-1", "edge").getDesiredProperties().get("version"));
  }

  private static Configuration base(String id, int priority, String condition, String version) {
    Configuration configuration = configuration(id, priority, condition);
    Map<String, Object> modules = Map.of("edge", Map.of("type", "docker", "status", "running"));
    configuration
        .getContent()
        .setModulesContent(
            Map.of(
                "$edgeAgent",
                Map.of("properties.desired", Map.of("schemaVersion", "1.1", "modules", modules)),
                "edge",
                Map.of("properties.desired", Map.of("version", version))));
    return configuration;
  }

  private static Configuration layer(String id, int priority, Map<String, Object> edge) {
    Configuration configuration = configuration(id, priority, "*");
    configuration.getContent().setModulesContent(Map.of("$edgeAgent", Map.of(), "edge", edge));
    return configuration;
  }

  private static Configuration configuration(String id, int priority, String condition) {
    Configuration configuration = new Configuration(id);
    configuration.setPriority(priority);
    configuration.setTargetCondition(condition);
    configuration.setContent(new ConfigurationContent());
    return configuration;
  }

  private static AzureSasCredential credential(String token) {
    return new AzureSasCredential(token.isEmpty() ? "none" : token);
  }
}
