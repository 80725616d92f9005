package dev.sitewarden.cloud.observe;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** The lines that our loggers write to the console, as they stand there. */
final class ConsoleLines extends Handler {
  private static final Logger OURS = Logger.getLogger("dev.sitewarden");

  private final List<String> lines = new ArrayList<>();
  private final Formatter console =
      Arrays.stream(InitialConfigurator.DELAYED_HANDLER.getHandlers())
          .filter(ConsoleHandler.class::isInstance)
          .map(Handler::getFormatter)
          .findFirst()
          .orElseThrow();

  static ConsoleLines read() {
    ConsoleLines lines = new ConsoleLines();
    OURS.addHandler(lines);
    return lines;
  }

  @Override
  public synchronized void publish(LogRecord line) {
    lines.add(console.format(line));
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    OURS.removeHandler(this);
  }
}
