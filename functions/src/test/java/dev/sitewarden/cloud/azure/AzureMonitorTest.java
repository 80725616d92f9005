package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Microsoft's exporter against a server that takes what Application Insights takes. */
final class AzureMonitorTest {
  private static final String KEY = "00000000-1111-2222-3333-444444444444";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> paths = new ArrayList<>();
  private final List<JsonNode> items = new ArrayList<>();
  private HttpServer insights;

  @BeforeEach
  void start() throws IOException {
    insights = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    insights.createContext("/", this::take);
    insights.start();
  }

  @AfterEach
  void stop() {
    insights.stop(0);
  }

  @Test
  void spansArriveWithTheirTraceAndTheirParent() {
    String here = "http://127.0.0.1:%d/".formatted(insights.getAddress().getPort());
    String connection = "InstrumentationKey=%s;IngestionEndpoint=%s".formatted(KEY, here);
    SdkTracerProvider sdk =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        AzureMonitor.exporter(
                            connection, new PatientClient(Duration.ofSeconds(20))))
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

    assertThat(paths).contains("/v2.1/track");
    JsonNode request = item("process incident.opened");
    JsonNode dependency = item("send sms");
    assertThat(request.path("iKey").asText()).isEqualTo(KEY);
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

  private JsonNode item(String name) {
    return items.stream()
        .filter(item -> item.path("data").path("baseData").path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private synchronized void take(HttpExchange call) throws IOException {
    byte[] body = call.getRequestBody().readAllBytes();
    paths.add(call.getRequestURI().getPath());
    boolean isPacked = "gzip".equals(call.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream plain = new ByteArrayInputStream(body);
    try (InputStream lines = isPacked ? new GZIPInputStream(plain) : plain) {
      for (String line :
          new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        items.add(JSON.readTree(line));
      }
    }
    byte[] said =
        "{\"itemsReceived\":1,\"itemsAccepted\":1,\"errors\":[]}".getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, said.length);
    call.getResponseBody().write(said);
    call.close();
  }
}
