package dev.sitewarden.cloud.azure;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.sitewarden.cloud.chore.Chore.Rhythm;
import dev.sitewarden.cloud.chore.Chores;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** The clock where processes come and go: the host calls, one process at a time. */
@ApplicationScoped
public class TimerFunctions {
  private final Chores chores;

  TimerFunctions(Chores chores) {
    this.chores = chores;
  }

  /** Leftover notifications, escalation: what people wait for. */
  @FunctionName("FrequentChores")
  public void frequent(@TimerTrigger(name = "timer", schedule = "*/15 * * * * *") String timer)
      throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> chores.run(Rhythm.OFTEN));
  }

  /** The archive, retention, anchors: what moves files. */
  @FunctionName("FileChores")
  public void files(@TimerTrigger(name = "timer", schedule = "5,20,35,50 * * * * *") String timer)
      throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> chores.run(Rhythm.FILES));
  }

  /** What ingest and others may forget. */
  @FunctionName("HourlyChores")
  public void hourly(@TimerTrigger(name = "timer", schedule = "0 7 * * * *") String timer)
      throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> chores.run(Rhythm.HOURLY));
  }
}
