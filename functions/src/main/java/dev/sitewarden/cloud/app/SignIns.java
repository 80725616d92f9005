package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.oidc.SecurityEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes into the audit log who signed in, and which name was refused. A database that is away
 * keeps nobody out: he could do nothing anyway.
 */
@Singleton
class SignIns {
  private static final Logger LOG = Logger.getLogger(SignIns.class);
  private static final int LONGEST_NAME = 128;

  private final AuditLog audit;
  private final InstantSource clock;

  SignIns(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  Uni<Void> note(String name, boolean isLetIn) {
    String shown = shown(name);
    AuditEvent event =
        isLetIn
            ? AuditEvent.of(clock.instant(), shown, AuditAction.SIGNED_IN, shown, "")
            : AuditEvent.of(clock.instant(), "", AuditAction.SIGN_IN_REFUSED, shown, "");
    return apart(() -> Panache.withTransaction(() -> audit.append(List.of(event))))
        .onFailure()
        .invoke(failure -> LOG.warnf("a sign-in is not in the audit log: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** In a context of its own: the request's may hold a session already, which is not shared. */
  private static Uni<Void> apart(Supplier<Uni<Void>> work) {
    Context context = VertxContext.createNewDuplicatedContext(Vertx.currentContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    return Uni.createFrom()
        .emitter(
            done ->
                context.runOnContext(
                    now -> work.get().subscribe().with(done::complete, done::fail)));
  }

  /** Whoever is not known may call himself anything. */
  private static String shown(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.substring(0, Math.min(LONGEST_NAME, printable.length()));
  }

  /** The same for who comes back from Entra ID, which tells of refusals in its own log. */
  void signedIn(@Observes SecurityEvent event) {
    if (event.getEventType() == SecurityEvent.Type.OIDC_LOGIN) {
      String name = event.getSecurityIdentity().getPrincipal().getName();
      note(name, true).subscribe().with(done -> {});
    }
  }
}
