package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Microsoft's exporter against a server that takes what Application Insights takes. */
final class AzureMonitorTest {
  private Insights insights;

  @BeforeEach
  void start() throws IOException {
    insights = new Insights();
  }

  @AfterEach
  void stop() {
    insights.close();
  }

  @Test
  void spansArriveWithTheirTraceAndTheirParent() {
    SdkTracerProvider sdk =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        AzureMonitor.exporter(
                            insights.connectionString(), new PatientClient(Duration.ofSeconds(20))))
                    .build())
            .build();
    Tracer tracer = sdk.get("test");

    Span ingest =
        tracer.spanBuilder("process incident.opened").setSpanKind(SpanKind.CONSUMER).startSpan();
    Span send =
        tracer
            .spanBuilder("send sms")
            .setParent(Context.root().with(ingest))
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("incidentId", "i-1")
            .startSpan();
    send.end();
    ingest.end();
    sdk.shutdown().join(20, TimeUnit.SECONDS);

    assertThat(insights.paths()).contains("/v2.1/track");
    JsonNode request = insights.item("process incident.opened").orElseThrow();
    JsonNode dependency = insights.item("send sms").orElseThrow();
    assertThat(request.path("iKey").asText()).isEqualTo(Insights.KEY);
    assertThat(request.path("data").path("baseType").asText()).isEqualTo("RequestData");
    assertThat(dependency.path("data").path("baseType").asText()).isEqualTo("RemoteDependencyData");
    for (JsonNode item : List.of(request, dependency)) {
      assertThat(item.path("tags").path("ai.operation.id").asText())
          .isEqualTo(ingest.getSpanContext().getTraceId());
    }
    assertThat(dependency.path("tags").path("ai.operation.parentId").asText())
        .isEqualTo(ingest.getSpanContext().getSpanId());
    assertThat(dependency.findValue("properties").path("incidentId").asText()).isEqualTo("i-1");
  }
}
