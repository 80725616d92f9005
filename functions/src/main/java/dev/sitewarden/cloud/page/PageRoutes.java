package dev.sitewarden.cloud.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The addresses of the pages and of their files. Everything is read at the first request, so that a
 * process that only takes messages in does not pay for it.
 */
@Singleton
class PageRoutes {
  /** Every page; a page that is missing here is served, but slowly, and fails a test. */
  static final List<String> PAGES =
      List.of(
          "/index.html",
          "/login.html",
          "/incident/view.html",
          "/notify/index.html",
          "/notify/on-call.html",
          "/notify/acknowledge.html",
          "/archive/index.html",
          "/device/index.html",
          "/ingest/index.html",
          "/people/index.html",
          "/audit/index.html");

  /** The page behind one-tap links, at an address that leaves a text message room for words. */
  private static final Map<String, String> SHORT = Map.of("/a", "/notify/acknowledge.html");

  private static final String ROOT = "META-INF/resources";
  private static final String INDEX = "index.html";
  private static final String ALWAYS_ASK = "no-cache";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final int NOT_MODIFIED = 304;

  /** Read once, by whoever comes first. */
  private static final class Read {
    static final PageGraph GRAPH = new PageGraph(PAGES, PageRoutes::read);
    static final Map<String, PageFile> PAGE_AT = GRAPH.pages();
    static final Map<String, PageFile> FILE_AT = GRAPH.files();

    private Read() {}
  }

  void register(@Observes Router router) {
    router.routeWithRegex(".*(/|\\.html)").handler(PageRoutes::page);
    SHORT.keySet().forEach(path -> router.route(path).handler(PageRoutes::page));
    router.route(PageGraph.PREFIX + ":version/*").handler(PageRoutes::file);
  }

  private static byte[] read(String path) {
    try (InputStream in =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IllegalStateException("a page needs %s, which is not there".formatted(path));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the page's file %s failed".formatted(path), e);
    }
  }

  private static void page(RoutingContext context) {
    String asked = context.normalizedPath();
    String path = SHORT.getOrDefault(asked, asked);
    PageFile page = Read.PAGE_AT.get(path.endsWith("/") ? path + INDEX : path);
    if (page == null) {
      context.next();
    } else {
      answer(context, page, ALWAYS_ASK);
    }
  }

  /**
   * A file of another version is handed out as it is now, but not to be kept as if it were that.
   */
  private static void file(RoutingContext context) {
    String version = context.pathParam("version");
    String path = context.normalizedPath().substring((PageGraph.PREFIX + version).length());
    PageFile file = Read.FILE_AT.get(path);
    if (file == null) {
      context.next();
    } else {
      answer(context, file, version.equals(Read.GRAPH.version()) ? FOR_EVER : ALWAYS_ASK);
    }
  }

  private static void answer(RoutingContext context, PageFile file, String caching) {
    HttpMethod method = context.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      context.next();
      return;
    }
    HttpServerResponse response = context.response();
    response.putHeader(HttpHeaders.ETAG, file.tag()).putHeader(HttpHeaders.CACHE_CONTROL, caching);
    if (file.tag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(NOT_MODIFIED).end();
      return;
    }
    response.headers().remove(HttpHeaders.CONTENT_ENCODING); // "identity" keeps it uncompressed
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.type()).end(file.content());
  }
}
