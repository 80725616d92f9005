package dev.sitewarden.cloud.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import reactor.core.publisher.Mono;

/** The application's real client, led to {@link CommunicationServices} where a test has some. */
@Alternative
@Priority(1)
@Singleton
public class LedHere implements HttpClient {
  private final HttpClient real;
  private final Optional<Integer> port;

  LedHere(
      CommunicationConfig config,
      @ConfigProperty(name = "test.communication-port") Optional<Integer> port) {
    this.real = new PatientClient(config);
    this.port = port;
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return real.send(port.map(to -> CommunicationServices.led(request, to)).orElse(request));
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return send(request);
  }
}
