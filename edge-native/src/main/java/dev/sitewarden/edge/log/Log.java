package dev.sitewarden.edge.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/** Where all loggers of the process write. */
public final class Log {
  private Log() {}

  /**
   * From here on every event is one line on standard error, and a thread that ends by a mistake
   * says so. Called once, first thing in {@code main}; wins over any logging configuration.
   */
  public static void to(LogFormat format) {
    to(format, new FileOutputStream(FileDescriptor.err));
  }

  static void to(LogFormat format, OutputStream out) {
    LogManager.getLogManager().reset();
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new Lines(format, out));
    Logger log = System.getLogger(Log.class.getName());
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) ->
            log.log(Logger.Level.ERROR, "thread %s ended".formatted(thread.getName()), thrown));
  }

  /** One write a line, straight to the kernel: lines of two threads never mix, none is lost. */
  private static final class Lines extends Handler {
    private final OutputStream out;

    Lines(LogFormat format, OutputStream out) {
      this.out = out;
      setFormatter(new LogLine(format));
    }

    @Override
    public void publish(LogRecord event) {
      try {
        byte[] line = getFormatter().format(event).getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
          out.write(line);
          out.flush();
        }
      } catch (IOException | RuntimeException e) { // logging must not break what it tells of
        reportError("an event could not be logged", e, ErrorManager.WRITE_FAILURE);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
