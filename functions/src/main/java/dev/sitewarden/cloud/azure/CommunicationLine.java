package dev.sitewarden.cloud.azure;

import com.azure.communication.common.implementation.HmacAuthenticationPolicy;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.util.Optional;

/**
 * The line to Communication Services: where they are, how we prove who we are, over which client.
 *
 * <p>The clients' pipelines are ours: their own would sign a request before a message's id is in
 * it, and would try again by themselves, which the message's row does.
 */
final class CommunicationLine {
  private static final String SCOPE = "https://communication.azure.com//.default";

  private final String endpoint;
  private final HttpPipelinePolicy proof;
  private final HttpClient http;

  private CommunicationLine(String endpoint, HttpPipelinePolicy proof, HttpClient http) {
    this.endpoint = endpoint;
    this.proof = proof;
    this.http = http;
  }

  /** The line that the settings name, or empty if they name none. */
  static Optional<CommunicationLine> of(CommunicationConfig config, HttpClient http) {
    return config
        .connectionString()
        .map(text -> byKey(ConnectionString.parse(text), http))
        .or(
            () ->
                config
                    .endpoint()
                    .map(to -> byIdentity(to, new DefaultAzureCredentialBuilder().build(), http)));
  }

  /** Each request is signed with the key. */
  static CommunicationLine byKey(ConnectionString connection, HttpClient http) {
    return new CommunicationLine(
        connection.endpoint(),
        new HmacAuthenticationPolicy(new AzureKeyCredential(connection.accessKey())),
        http);
  }

  /** Each request carries a token of the identity, which is fetched ahead of its end. */
  static CommunicationLine byIdentity(String endpoint, TokenCredential identity, HttpClient http) {
    return new CommunicationLine(
        endpoint, new BearerTokenAuthenticationPolicy(identity, SCOPE), http);
  }

  String endpoint() {
    return endpoint;
  }

  /** What requests go through: {@code marking}, which says what message it is, then the proof. */
  HttpPipeline pipeline(HttpPipelinePolicy marking) {
    return new HttpPipelineBuilder()
        .policies(new RequestIdPolicy(), marking, proof)
        .httpClient(http)
        .build();
  }
}
