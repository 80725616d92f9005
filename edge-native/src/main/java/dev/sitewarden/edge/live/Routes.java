package dev.sitewarden.edge.live;

import dev.sitewarden.domain.site.CameraId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which request goes where. Runs on the connections' threads. */
final class Routes {
  private static final Logger LOG = System.getLogger(Routes.class.getName());
  private static final Pattern CAMERA =
      Pattern.compile("/cameras/([A-Za-z0-9][A-Za-z0-9._-]{0,63})/([a-z.]{1,16})");

  private final Gate gate;
  private final LiveView view;
  private final CameraPages cameras;
  private final ZonePages zones;
  private final Probes probes;

  Routes(Gate gate, LiveView view, ZoneStore store, Probes probes) {
    this.gate = gate;
    this.view = view;
    this.probes = probes;
    this.cameras = new CameraPages(view);
    this.zones = new ZonePages(store);
  }

  Response answer(Request request) {
    try {
      gate.check(request);
      return route(request);
    } catch (Refusal refusal) {
      return refusal.is("token") && request.isVisit() ? PageFiles.login() : refusal.response();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Response.problem(503, "closing", "the device is stopping");
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "answering %s failed".formatted(request.path()), e);
      return Response.problem(500, "mistake", "this failed by our mistake; the log says more");
    }
  }

  private Response route(Request request) throws Refusal, InterruptedException {
    Matcher camera = CAMERA.matcher(request.path());
    if (camera.matches()) {
      return camera(camera.group(1), camera.group(2), request);
    }
    if (request.path().equals("/login")) {
      return gate.login(request);
    }
    requireRead(request);
    return switch (request.path()) {
      case "/cameras" -> cameras.list();
      case "/healthz" -> probes.alive();
      case "/readyz" -> probes.ready();
      case "/metrics" -> probes.metrics();
      default -> PageFiles.at(request.path()).orElseThrow(() -> notFound(request));
    };
  }

  private Response camera(String name, String what, Request request)
      throws Refusal, InterruptedException {
    if (what.equals("zones") && view.camera(name).isPresent()) {
      return zones.answer(new CameraId(name), request);
    }
    requireRead(request);
    return switch (what) {
      case "stream" -> cameras.stream(name);
      case "snapshot.jpg" -> cameras.snapshot(name);
      case "state" -> cameras.state(name, request);
      default -> throw notFound(request);
    };
  }

  private static void requireRead(Request request) throws Refusal {
    if (!request.isRead()) {
      throw new Refusal(405, "method", "%s can only be read".formatted(request.path()));
    }
  }

  private static Refusal notFound(Request request) {
    return new Refusal(404, "not-found", "there is nothing at " + request.path());
  }
}
