package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.identity.HubTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * How far an identity gets on its way to the hub, asked once and without effect: a device connects
 * to both ports and asks for a file upload without a name, which the hub refuses only after it has
 * looked at the device's proof. A module has no upload to ask for: of it, the daemon that signs for
 * it is asked. The MQTT connection, if there is one, stays.
 *
 * @param reached the last thing that went well
 * @param detail why it ended there; of one that was accepted, what was proved
 * @param hubTime the hub's clock, if it tells
 * @param certificateEnds until when the hub's certificate holds, if it was shown
 */
public record HubProbe(
    Stage reached, String detail, Optional<Instant> hubTime, Optional<Instant> certificateEnds) {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int MOST_ANSWER_BYTES = 16 << 10;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}).*");
  private static final Pattern DATE = Pattern.compile("(?im)^date:[ \\t]*(.+?)\\s*$");

  /** In this order. */
  public enum Stage {
    NOTHING,
    /** The name has an address. */
    ADDRESS,
    /** Both ports answer. */
    CONNECTION,
    /** The hub has proved who it is. */
    TLS,
    /** The device or module has, as far as that can be asked. */
    ACCEPTED
  }

  /** Asks; takes up to some seconds. */
  public static HubProbe of(HubConfig config, InstantSource clock) {
    InetAddress address;
    try {
      address = InetAddress.getByName(config.host());
    } catch (UnknownHostException e) {
      return ended(Stage.NOTHING, "%s has no address".formatted(config.host()));
    }
    boolean isModule = config.identity().module().isPresent();
    try {
      connect(address, config.mqttPort()).close();
      if (!isModule) {
        connect(address, config.httpsPort()).close();
      }
    } catch (IOException e) {
      return ended(Stage.ADDRESS, String.valueOf(e.getMessage()));
    }
    var tls = new HubTls(config.identity(), config.authority());
    try (SSLSocket mqtt = secure(config, tls, address, config.mqttPort())) {
      if (isModule) {
        return module(config, clock, mqtt);
      }
      try (SSLSocket https = secure(config, tls, address, config.httpsPort())) {
        return ask(config, clock, https);
      }
    } catch (IOException e) {
      return ended(Stage.CONNECTION, String.valueOf(e.getMessage()));
    }
  }

  private static HubProbe module(HubConfig config, InstantSource clock, SSLSocket mqtt)
      throws IOException {
    config.identity().token(clock.instant());
    return new HubProbe(
        Stage.ACCEPTED,
        "proves who it is, and the workload API signs for " + config.identity().title(),
        Optional.empty(),
        Optional.of(certificateEnds(mqtt)));
  }

  private static Instant certificateEnds(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getNotAfter()
        .toInstant();
  }

  private static HubProbe ended(Stage reached, String why) {
    return new HubProbe(reached, why, Optional.empty(), Optional.empty());
  }

  private static Socket connect(InetAddress address, int port) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address, port), (int) LIMIT.toMillis());
      socket.setSoTimeout((int) LIMIT.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw new IOException("port %d: %s".formatted(port, e.getMessage()), e);
    }
  }

  private static SSLSocket secure(HubConfig config, HubTls tls, InetAddress address, int port)
      throws IOException {
    SSLSocketFactory factory = tls.current().getSocketFactory();
    Socket plain = connect(address, port);
    try {
      SSLSocket secure = (SSLSocket) factory.createSocket(plain, config.host(), port, true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    } catch (IOException e) {
      plain.close();
      throw new IOException("port %d: %s".formatted(port, e.getMessage()), e);
    }
  }

  private static HubProbe ask(HubConfig config, InstantSource clock, SSLSocket socket)
      throws IOException {
    Instant ends = certificateEnds(socket);
    String proof =
        config
            .identity()
            .token(clock.instant())
            .map(token -> "Authorization: " + token + "\n")
            .orElse("");
    String request =
        """
        POST /devices/%s/files?api-version=2021-04-12 HTTP/1.1
        Host: %s
        %sContent-Type: application/json
        Content-Length: 2
        Connection: close

        {}"""
            .formatted(config.device(), config.host(), proof);
    socket
        .getOutputStream()
        .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    String answer = answer(socket.getInputStream());
    Matcher status = STATUS.matcher(answer.lines().findFirst().orElse(""));
    int code = status.matches() ? Integer.parseInt(status.group(1)) : 0;
    boolean isRefused = code == 401 || code == 403 || code == 0;
    String detail =
        code == 0
            ? "the hub did not answer in HTTP"
            : isRefused ? "HTTP " + code : "knows this device";
    return new HubProbe(
        isRefused ? Stage.TLS : Stage.ACCEPTED, detail, hubTime(answer), Optional.of(ends));
  }

  private static String answer(InputStream in) throws IOException {
    return new String(in.readNBytes(MOST_ANSWER_BYTES), StandardCharsets.UTF_8);
  }

  private static Optional<Instant> hubTime(String answer) {
    Matcher date = DATE.matcher(answer);
    try {
      return date.find()
          ? Optional.of(
              ZonedDateTime.parse(date.group(1), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
