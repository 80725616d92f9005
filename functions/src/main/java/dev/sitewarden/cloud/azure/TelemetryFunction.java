package dev.sitewarden.cloud.azure;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.EventHubTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.sitewarden.cloud.ingest.HubEvent;
import dev.sitewarden.cloud.ingest.Ingestion;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The function {@code IngestTelemetry} as the Java worker calls it: a batch of the event hub. */
@ApplicationScoped
public class TelemetryFunction {
  private static final String DEVICE = "iothub-connection-device-id";

  private final Ingestion ingestion;

  TelemetryFunction(Ingestion ingestion) {
    this.ingestion = ingestion;
  }

  /**
   * Returns once the batch is committed. A failure makes the host try again for ever, for without a
   * retry policy it would note the batch as done whatever comes out.
   *
   * @param messages the events' texts
   * @param properties what the hub says of each event, in the same order
   */
  @FunctionName("IngestTelemetry")
  @ExponentialBackoffRetry(
      maxRetryCount = -1,
      minimumInterval = "00:00:02",
      maximumInterval = "00:01:00")
  public void run(
      @EventHubTrigger(
              name = "messages",
              eventHubName = "%EVENTHUB_NAME%",
              connection = "EventHubConnection",
              consumerGroup = "%EVENTHUB_CG%",
              cardinality = Cardinality.MANY,
              dataType = "string")
          List<String> messages,
      @BindingName("SystemPropertiesArray") Map<String, Object>[] properties)
      throws Throwable {
    List<HubEvent> events = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      // If the counts differ, nobody can say which is whose.
      Optional<String> device =
          properties.length == messages.size() ? device(properties[i]) : Optional.empty();
      events.add(new HubEvent(device, messages.get(i)));
    }
    VertxContextSupport.subscribeAndAwait(() -> ingestion.take(events));
  }

  private static Optional<String> device(Map<String, Object> properties) {
    return Optional.ofNullable(properties.get(DEVICE)).map(String::valueOf);
  }
}
