package dev.sitewarden.edge.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which request goes where. Runs on the connections' threads. */
final class Routes {
  private static final Logger LOG = System.getLogger(Routes.class.getName());
  private static final Pattern CAMERA =
      Pattern.compile("/cameras/([A-Za-z0-9._-]{1,64})/([a-z.]{1,16})");

  private final Gate gate;
  private final CameraPages cameras;

  Routes(Gate gate, LiveView view) {
    this.gate = gate;
    this.cameras = new CameraPages(view);
  }

  Response answer(Request request) {
    try {
      gate.check(request);
      return route(request);
    } catch (Refusal refusal) {
      return refusal.response();
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
    return switch (request.path()) {
      case "/cameras" -> cameras.list();
      default -> throw notFound(request);
    };
  }

  private Response camera(String name, String what, Request request)
      throws Refusal, InterruptedException {
    return switch (what) {
      case "stream" -> cameras.stream(name);
      case "snapshot.jpg" -> cameras.snapshot(name);
      case "state" -> cameras.state(name, request);
      default -> throw notFound(request);
    };
  }

  private static Refusal notFound(Request request) {
    return new Refusal(404, "not-found", "there is nothing at " + request.path());
  }
}
