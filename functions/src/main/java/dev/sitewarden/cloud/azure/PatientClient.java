package dev.sitewarden.cloud.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Java's own HTTP client under the Azure clients, patient for so long and no longer. It is made
 * with the first request, so that a start does not wait for what its TLS needs.
 */
@ApplicationScoped
class PatientClient implements HttpClient {
  private final HttpClient client;
  private final Duration patience;

  @Inject
  PatientClient(CommunicationConfig config) {
    this(config.patience());
  }

  PatientClient(Duration patience) {
    this.patience = patience;
    this.client =
        new JdkHttpClientBuilder()
            .connectionTimeout(patience)
            .responseTimeout(patience)
            .readTimeout(patience)
            .build();
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return client.send(request).timeout(patience);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return client.send(request, context).timeout(patience);
  }
}
