package dev.sitewarden.cloud.rights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * An identity provider on this machine that does what Entra ID does for us: discovery, keys, RS256
 * tokens, and the code flow, whose code it gives out only to who proves by PKCE that he asked.
 */
public final class Issuer implements AutoCloseable {
  static final String CLIENT = "sitewarden-page";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY_ID = "key-1";

  private final HttpServer server;
  private final KeyPair keys = rsa();
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

  private Issuer(HttpServer server) {
    this.server = server;
  }

  static Issuer start() {
    try {
      Issuer issuer =
          new Issuer(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      issuer.server.createContext("/", issuer::handle);
      issuer.server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
  }

  /** What a good token of a person in these roles says; tests change it. */
  Map<String, Object> claims(String person, String... roles) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", url());
    claims.put("aud", CLIENT);
    claims.put("sub", "sub-" + person);
    claims.put("oid", "oid-" + person);
    claims.put("preferred_username", person + "@site.example");
    claims.put("roles", List.of(roles));
    claims.put("iat", now);
    claims.put("exp", now + 600);
    return claims;
  }

  /** A good token of a person in these roles. */
  String token(String person, String... roles) {
    return signed(claims(person, roles), keys);
  }

  /** A token that says this, signed by the issuer. */
  String token(Map<String, Object> claims) {
    return signed(claims, keys);
  }

  /** A token that says this, signed by somebody else. */
  static String forged(Map<String, Object> claims) {
    return signed(claims, rsa());
  }

  /** A token that claims to need no signature. */
  static String unsigned(Map<String, Object> claims) {
    return base64(json(Map.of("alg", "none", "typ", "JWT"))) + "." + base64(json(claims)) + ".";
  }

  private static String signed(Map<String, Object> claims, KeyPair keys) {
    String content =
        base64(json(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID)))
            + "."
            + base64(json(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(HttpExchange call) throws IOException {
    switch (call.getRequestURI().getPath()) {
      case "/.well-known/openid-configuration" -> answer(call, 200, discovery());
      case "/keys" -> answer(call, 200, Map.of("keys", List.of(publicKey())));
      case "/authorize" -> authorize(call);
      case "/token" -> exchange(call);
      default -> answer(call, 404, Map.of());
    }
  }

  private Map<String, Object> discovery() {
    return Map.of(
        "issuer", url(),
        "authorization_endpoint", url() + "/authorize",
        "token_endpoint", url() + "/token",
        "jwks_uri", url() + "/keys",
        "response_types_supported", List.of("code"),
        "subject_types_supported", List.of("pairwise"),
        "id_token_signing_alg_values_supported", List.of("RS256"));
  }

  private Map<String, Object> publicKey() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return Map.of(
        "kty",
        "RSA",
        "use",
        "sig",
        "alg",
        "RS256",
        "kid",
        KEY_ID,
        "n",
        base64(unsignedBytes(key.getModulus())),
        "e",
        base64(unsignedBytes(key.getPublicExponent())));
  }

  /** Signs Anna in without asking, and sends the browser back with a code. */
  private void authorize(HttpExchange call) throws IOException {
    Map<String, String> query = form(call.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    codes.put(code, query);
    call.getResponseHeaders()
        .add(
            "Location",
            "%s?code=%s&state=%s".formatted(query.get("redirect_uri"), code, query.get("state")));
    call.sendResponseHeaders(302, -1);
    call.close();
  }

  private void exchange(HttpExchange call) throws IOException {
    Map<String, String> form =
        form(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
    String verifier = form.getOrDefault("code_verifier", "");
    if (asked == null || !challenge(verifier).equals(asked.get("code_challenge"))) {
      answer(call, 400, Map.of("error", "invalid_grant"));
      return;
    }
    Map<String, Object> claims = claims("anna", "auditor");
    claims.put("nonce", asked.getOrDefault("nonce", ""));
    answer(
        call,
        200,
        Map.of(
            "token_type",
            "Bearer",
            "expires_in",
            600,
            "access_token",
            token(claims),
            "id_token",
            token(claims)));
  }

  private static String challenge(String verifier) {
    try {
      byte[] bytes = verifier.getBytes(StandardCharsets.US_ASCII);
      return base64(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String text) {
    return Arrays.stream(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void answer(HttpExchange call, int status, Object body) throws IOException {
    byte[] bytes = json(body);
    call.getResponseHeaders().add("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] unsignedBytes(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
