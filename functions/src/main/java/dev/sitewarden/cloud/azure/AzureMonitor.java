package dev.sitewarden.cloud.azure;

import com.azure.core.http.HttpClient;
import com.azure.monitor.opentelemetry.autoconfigure.AzureMonitorAutoConfigure;
import com.azure.monitor.opentelemetry.autoconfigure.AzureMonitorAutoConfigureOptions;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes spans to Azure Monitor (Application Insights), in batches, on a thread of its own. If it is
 * not reached, batches wait in a folder for temporary files, and the oldest go first; nobody here
 * waits for it.
 */
final class AzureMonitor {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private AzureMonitor() {}

  @Produces
  @Singleton
  static SpanProcessor processor(MonitorConfig config) {
    return config
        .connectionString()
        .map(connection -> exporter(connection, new PatientClient(PATIENCE)))
        .<SpanProcessor>map(exporter -> BatchSpanProcessor.builder(exporter).build())
        .orElseGet(SpanProcessor::composite);
  }

  /**
   * Microsoft offers its exporter as a change to an OpenTelemetry that it sets up itself, and
   * Quarkus sets up its own. So one is set up that nobody uses, and its exporter is taken.
   */
  static SpanExporter exporter(String connection, HttpClient http) {
    List<SpanExporter> made = new ArrayList<>();
    AutoConfiguredOpenTelemetrySdkBuilder unused =
        AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook();
    AzureMonitorAutoConfigure.customize(
        unused,
        new AzureMonitorAutoConfigureOptions().connectionString(connection).httpClient(http));
    unused.addPropertiesCustomizer(
        settings ->
            Map.of(
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none",
                "applicationinsights.live.metrics.enabled", "false"));
    unused.addSpanExporterCustomizer(
        (exporter, settings) -> {
          made.add(exporter);
          return exporter;
        });
    unused.build();
    if (made.isEmpty()) {
      throw new IllegalStateException("Azure Monitor's SDK made no exporter of spans");
    }
    return made.getLast();
  }
}
