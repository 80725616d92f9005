package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubConflictException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubPreconditionFailedException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubUnauthorizedException;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.query.QueryPageOptions;
import com.microsoft.azure.sdk.iot.service.query.TwinQueryResponse;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.DeviceStatus;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import dev.sitewarden.hub.RawDevice.Received;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service side with Microsoft's own service client. */
final class MicrosoftServiceTest extends HubTest {
  private String host = "";

  @BeforeEach
  void trustTheHub() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(hub.trust().getSocketFactory());
    host = "localhost:" + hub.httpsPort();
  }

  @Test
  void deviceIsAddedChangedAndRemoved() throws Exception {
    RegistryClient registry = new RegistryClient(host, credential("registryReadWrite"));

    Device added = registry.addDevice(new Device("pi-7"));
    RawDevice connected = new RawDevice(hub.connect("pi-7"));
    Device found = registry.getDevice("pi-7");
    found.setStatus(DeviceStatus.Disabled);
    registry.updateDevice(found);

    assertThat(added.getPrimaryKey()).isEqualTo(found.getPrimaryKey()).isNotEmpty();
    assertThat(added.getGenerationId()).isEqualTo(found.getGenerationId()).isNotEmpty();
    assertThat(connected.isDropped()).isTrue();
    assertThat(registry.getDevice("pi-7").getStatus()).isEqualTo(DeviceStatus.Disabled);
    assertThat(registry.getStatistics().getTotalDeviceCount()).isEqualTo(4);
    assertThatThrownBy(() -> registry.addDevice(new Device("pi-7")))
        .isInstanceOf(IotHubConflictException.class);
    registry.removeDevice("pi-7");
    assertThatThrownBy(() -> registry.getDevice("pi-7"))
        .isInstanceOf(IotHubNotFoundException.class);
    assertThat(data.resolve("hub/connections/pi-7.txt")).doesNotExist();
  }

  @Test
  void moduleHasAnIdentityAndATwinOfItsOwn() throws Exception {
    RegistryClient registry = new RegistryClient(host, credential("iothubowner"));
    TwinClient twins = new TwinClient(host, credential("service"));
    registry.addModule(new Module("pi-1", "edge"));
    RawDevice module = device("pi-1/edge");
    module.subscribe("$iothub/twin/PATCH/properties/desired/#");

    Twin change = new Twin("pi-1", "edge");
    change.getDesiredProperties().put("mode", "collect");
    twins.patch(change);

    assertThat(module.next().json())
        .isEqualTo(new JsonObject().put("mode", "collect").put("$version", 2));
    assertThat(twins.get("pi-1").getDesiredProperties()).isEmpty();
    assertThat(registry.getModulesOnDevice("pi-1"))
        .extracting(Module::getId)
        .containsExactly("edge");
    registry.removeDevice("pi-1");
    assertThat(module.isDropped()).isTrue();
    assertThatThrownBy(() -> registry.getModule("pi-1", "edge"))
        .isInstanceOf(IotHubNotFoundException.class);
  }

  @Test
  void desiredPropertiesReachTheDevice() throws Exception {
    TwinClient twins = new TwinClient(host, credential("service"));
    RawDevice device = device("pi-1");
    device.subscribe("$iothub/twin/PATCH/properties/desired/#");
    device.subscribe("$iothub/twin/res/#");

    Twin change = new Twin("pi-1");
    change.getTags().put("site", "north");
    change.getDesiredProperties().put("model", Map.of("version", "6"));
    Twin patched = twins.patch(change);
    Received push = device.next();
    Received read = device.ask("$iothub/twin/GET/?$rid=1", "");

    assertThat(patched.getTags().get("site")).isEqualTo("north");
    assertThat(patched.getDesiredProperties().getVersion()).isEqualTo(2);
    assertThat(push.topic()).isEqualTo("$iothub/twin/PATCH/properties/desired/?$version=2");
    assertThat(push.json())
        .isEqualTo(new JsonObject("{\"model\":{\"version\":\"6\"},\"$version\":2}"));
    assertThat(read.json().getJsonObject("desired")).isEqualTo(push.json());
  }

  @Test
  void deviceThatWasAwayIsNotToldLater() throws Exception {
    TwinClient twins = new TwinClient(host, credential("service"));
    Twin change = new Twin("pi-1");
    change.getDesiredProperties().put("mode", "collect");
    twins.patch(change);
    RawDevice device = device("pi-1");
    device.subscribe("$iothub/twin/PATCH/properties/desired/#");
    device.subscribe("$iothub/twin/res/#");

    Received first = device.ask("$iothub/twin/GET/?$rid=1", "");

    assertThat(first.topic()).isEqualTo("$iothub/twin/res/200/?$rid=1");
    assertThat(first.json().getJsonObject("desired").getInteger("$version")).isEqualTo(2);
  }

  @Test
  void changeOfAStaleTwinIsRefused() throws Exception {
    TwinClient twins = new TwinClient(host, credential("service"));
    Twin read = twins.get("pi-1");
    Twin first = new Twin("pi-1");
    first.getDesiredProperties().put("mode", "collect");
    twins.patch(first, read.getETag());

    assertThatThrownBy(() -> twins.patch(first, read.getETag()))
        .isInstanceOf(IotHubPreconditionFailedException.class);
    assertThat(twins.get("pi-1").getDesiredProperties().getVersion()).isEqualTo(2);
  }

  @Test
  void replacementDropsWhatItDoesNotName() throws Exception {
    TwinClient twins = new TwinClient(host, credential("service"));
    Twin first = new Twin("pi-1");
    first.getTags().put("site", "north");
    first.getDesiredProperties().put("mode", "collect");
    twins.patch(first);
    Twin second = new Twin("pi-1");
    second.getDesiredProperties().put("zones", 3);

    Twin replaced = twins.replace(second);

    assertThat(replaced.getTags()).isEmpty();
    assertThat(replaced.getDesiredProperties().keySet()).containsExactly("zones");
    assertThat(replaced.getDesiredProperties().getVersion()).isEqualTo(3);
  }

  @Test
  void queryFindsTwinsPageByPage() throws Exception {
    TwinClient twins = new TwinClient(host, credential("service"));
    for (String id : List.of("pi-1", "pi-2")) {
      Twin change = new Twin(id);
      change.getTags().put("site", "north");
      twins.patch(change);
    }
    QueryClient query = new QueryClient(host, credential("service"));

    TwinQueryResponse answer =
        query.queryTwins(
            "SELECT * FROM devices WHERE tags.site = 'north' AND NOT is_defined(tags.gone)",
            QueryPageOptions.builder().pageSize(1).build());
    List<String> found = new ArrayList<>();
    while (answer.hasNext()) {
      found.add(answer.next().getDeviceId());
    }

    assertThat(found).containsExactly("pi-1", "pi-2");
    assertThat(query.queryTwins("SELECT * FROM devices WHERE tags.site = 'south'").hasNext())
        .isFalse();
  }

  @Test
  void policyGrantsItsRightsOnly() throws Exception {
    RegistryClient registry = new RegistryClient(host, credential("service"));
    TwinClient twins = new TwinClient(host, credential("registryRead"));
    TwinClient stranger = new TwinClient(host, new AzureSasCredential("SharedAccessSignature x=1"));

    assertThatThrownBy(() -> registry.addDevice(new Device("pi-7")))
        .isInstanceOf(IotHubUnauthorizedException.class);
    assertThatThrownBy(() -> twins.get("pi-1")).isInstanceOf(IotHubUnauthorizedException.class);
    assertThatThrownBy(() -> stranger.get("pi-1")).isInstanceOf(IotHubUnauthorizedException.class);
  }

  private AzureSasCredential credential(String policy) throws Exception {
    return new AzureSasCredential(hub.serviceToken(policy));
  }
}
