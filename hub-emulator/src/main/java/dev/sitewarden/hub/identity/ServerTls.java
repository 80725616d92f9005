package dev.sitewarden.hub.identity;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How both ports speak TLS. A client may show a certificate and need not. Every certificate passes
 * the handshake, which proves that the client has its key; whom it stands for is judged by the
 * {@link Authenticator}, because a self-signed one is as good as its thumbprint.
 */
public final class ServerTls {
  private ServerTls() {}

  /** Sets the server's certificate, and asks for the client's. */
  public static void configure(NetServerOptions options, TlsFiles tls) {
    options
        .setSsl(true)
        .setClientAuth(ClientAuth.REQUEST)
        .setTrustOptions(TrustOptions.wrap(new Anybody()))
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(tls.certificate().toString())
                .setKeyPath(tls.key().toString()));
  }

  /** The client's certificate first, then its issuers; empty if it showed none. */
  public static List<X509Certificate> clientChain(@Nullable SSLSession session) {
    if (session == null) {
      return List.of();
    }
    try {
      return Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) {
      throw new IllegalStateException("the hub connects to nobody with this");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0]; // names no authority, so that clients show what they have
    }
  }
}
