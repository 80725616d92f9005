package dev.sitewarden.cloud.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A process of its own that does what the Java worker of the Functions host does: it finds the
 * packaged application by its service loaders and calls the functions that function.json names. A
 * line of JSON in is an invocation, a line out that begins with {@code answer} is what came of it.
 */
final class PackagedWorker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final FunctionInstanceInjector injector;
  private final Middleware middleware;

  private PackagedWorker(Path folder) {
    this.folder = folder;
    this.injector = ServiceLoader.load(FunctionInstanceInjector.class).findFirst().orElseThrow();
    this.middleware = ServiceLoader.load(Middleware.class).findFirst().orElseThrow();
  }

  public static void main(String[] arguments) throws Exception {
    PackagedWorker worker = new PackagedWorker(Path.of(arguments[0]));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println("answer " + JSON.writeValueAsString(worker.invoke(JSON.readTree(line))));
      System.out.flush();
    }
    System.exit(0);
  }

  private Map<String, Object> invoke(JsonNode invocation) throws Exception {
    JsonNode function =
        JSON.readTree(
            folder.resolve(invocation.path("function").asText()).resolve("function.json").toFile());
    String entryPoint = function.path("entryPoint").asText();
    int dot = entryPoint.lastIndexOf('.');
    Class<?> type = Class.forName(entryPoint.substring(0, dot));
    Method method =
        Arrays.stream(type.getMethods())
            .filter(one -> one.getName().equals(entryPoint.substring(dot + 1)))
            .findFirst()
            .orElseThrow();
    Object[] values = values(function.path("bindings").path(0), invocation, method);
    Map<String, Object> outcome = new HashMap<>();
    try {
      middleware.invoke(
          context(MiddlewareContext.class),
          through -> outcome.put("value", shown(call(type, method, values))));
    } catch (IllegalStateException failed) {
      outcome.put("failure", String.valueOf(failed.getMessage()));
    }
    return outcome;
  }

  private Object call(Class<?> type, Method method, Object[] values) {
    try {
      return Optional.ofNullable(method.invoke(injector.getInstance(type), values)).orElse("");
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    } catch (Exception e) {
      throw new IllegalStateException("the function could not be called: " + e, e);
    }
  }

  private static Object shown(Object value) {
    return value instanceof HttpResponseMessage answer
        ? Map.of("status", answer.getStatusCode(), "body", String.valueOf(answer.getBody()))
        : value;
  }

  private static Object[] values(JsonNode trigger, JsonNode invocation, Method method) {
    List<Object> values = new ArrayList<>();
    switch (trigger.path("type").asText()) {
      case "eventHubTrigger" -> {
        values.add(JSON.convertValue(invocation.path("messages"), List.class));
        values.add(JSON.convertValue(invocation.path("properties"), Map[].class));
      }
      case "timerTrigger" -> values.add("{}");
      case "httpTrigger" -> {
        values.add(request(invocation));
        values.add(context(ExecutionContext.class));
      }
      default -> throw new IllegalArgumentException("no such trigger here: " + trigger);
    }
    if (values.size() != method.getParameterCount()) {
      throw new IllegalArgumentException("%s takes other values".formatted(method));
    }
    return values.toArray();
  }

  private static HttpRequestMessage<Optional<String>> request(JsonNode invocation) {
    Map<String, Object> known =
        Map.of(
            "getUri", URI.create("http://localhost" + invocation.path("path").asText()),
            "getHttpMethod", HttpMethod.value(invocation.path("method").asText("GET")),
            "getHeaders", Map.of("host", "localhost"),
            "getQueryParameters", Map.of(),
            "getBody", Optional.ofNullable(invocation.path("body").textValue()));
    Object request =
        Proxy.newProxyInstance(
            HttpRequestMessage.class.getClassLoader(),
            new Class<?>[] {HttpRequestMessage.class},
            (proxy, method, arguments) ->
                method.getName().equals("createResponseBuilder")
                    ? new ResponseBuilder((HttpStatusType) arguments[0])
                    : known.get(method.getName()));
    @SuppressWarnings("unchecked") // a proxy has no type parameters
    HttpRequestMessage<Optional<String>> typed = (HttpRequestMessage<Optional<String>>) request;
    return typed;
  }

  private static <T extends ExecutionContext> T context(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getReturnType() == String.class ? "invocation-1" : null));
  }

  /** As the worker's own. */
  private static final class ResponseBuilder implements HttpResponseMessage.Builder {
    private final Map<String, String> headers = new HashMap<>();
    private HttpStatusType status;
    private Object body = "";

    ResponseBuilder(HttpStatusType status) {
      this.status = status == null ? HttpStatus.OK : status;
    }

    @Override
    public HttpResponseMessage.Builder status(HttpStatusType wanted) {
      status = wanted;
      return this;
    }

    @Override
    public HttpResponseMessage.Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    @Override
    public HttpResponseMessage.Builder body(Object content) {
      body = content;
      return this;
    }

    @Override
    public HttpResponseMessage build() {
      HttpStatusType answered = status;
      Object content =
          body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : body;
      return new HttpResponseMessage() {
        @Override
        public HttpStatusType getStatus() {
          return answered;
        }

        @Override
        public String getHeader(String name) {
          return headers.getOrDefault(name, "");
        }

        @Override
        public Object getBody() {
          return content;
        }
      };
    }
  }
}
