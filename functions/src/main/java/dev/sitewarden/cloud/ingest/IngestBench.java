package dev.sitewarden.cloud.ingest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How fast messages become rows, beside the very same rows written without any thought: by inserts
 * of many rows through the same client, and by COPY. One batch after the other, each one
 * transaction; the three ways take turns, medians are printed. A round is to be long, or it
 * measures how the code is compiled, on the same core: 10,000 messages are not enough.
 *
 * <p>Arguments: messages a round, messages a batch, rounds. The database is emptied after each way;
 * one that holds something at the start is left alone.
 */
public final class IngestBench implements QuarkusApplication {
  private final Ingestion ingestion;
  private final Pool pool;
  private final AgroalDataSource jdbc;
  private final InstantSource clock;
  private final PrintStream out = System.out;

  IngestBench(Ingestion ingestion, Pool pool, AgroalDataSource jdbc, InstantSource clock) {
    this.ingestion = ingestion;
    this.pool = pool;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Work(String name, Function<BenchMessages, HubEvent> message) {}

  /** Rows a second of one round; messages a second of ours. */
  private record Rates(double ours, double inserts, double copy, double messages) {}

  @Override
  public int run(String... arguments) throws Exception {
    int messages = Integer.parseInt(arguments[0]);
    int batch = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    BenchTables.requireEmpty(pool);
    out.printf(
        "%d messages a round in batches of %d, one transaction each; medians of %d rounds%n",
        messages, batch, rounds);
    out.println(
        "ours: envelope to commit; inserts: many rows a statement, same client; copy: pgjdbc");
    for (Work work :
        List.of(
            new Work("occupancy.counted", BenchMessages::count),
            new Work("incident.opened", BenchMessages::incident))) {
      measure(work, messages / batch, batch, rounds);
    }
    return 0;
  }

  private void measure(Work work, int batches, int batch, int rounds) throws Exception {
    round(work, batches, batch); // compiles what is hot, in all three ways
    round(work, batches, batch);
    List<Rates> rates = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      rates.add(round(work, batches, batch));
    }
    double ours = median(rates.stream().map(Rates::ours));
    double inserts = median(rates.stream().map(Rates::inserts));
    double copy = median(rates.stream().map(Rates::copy));
    out.printf(
        Locale.ROOT,
        "{\"work\":\"%s\",\"ours_rows_s\":%.0f,\"inserts_rows_s\":%.0f,\"copy_rows_s\":%.0f,"
            + "\"ours_messages_s\":%.0f,\"ours_to_inserts\":%.2f,\"ours_to_copy\":%.2f}%n",
        work.name(),
        ours,
        inserts,
        copy,
        median(rates.stream().map(Rates::messages)),
        median(rates.stream().map(rate -> rate.ours() / rate.inserts())),
        median(rates.stream().map(rate -> rate.ours() / rate.copy())));
    out.flush();
  }

  private Rates round(Work work, int batches, int batch) throws Exception {
    List<byte[]> envelopes = envelopes(work, batches, batch);
    try (Connection connection = jdbc.getConnection()) {
      double ours = seconds(() -> ingest(envelopes));
      BenchTables tables = BenchTables.filled(pool, connection);
      tables.empty();
      double inserts = seconds(() -> tables.insert(batches));
      tables.empty();
      double copy = seconds(() -> tables.copy(connection, batches));
      tables.empty();
      double rows = tables.rows();
      return new Rates(rows / ours, rows / inserts, rows / copy, batches * batch / ours);
    }
  }

  private List<byte[]> envelopes(Work work, int batches, int batch) {
    BenchMessages fleet = new BenchMessages(clock);
    return IntStream.range(0, batches)
        .mapToObj(
            any ->
                BenchMessages.envelope(
                    Stream.generate(() -> work.message().apply(fleet)).limit(batch).toList()))
        .toList();
  }

  /** Everything between the host's request and the commit; nobody is notified. */
  private void ingest(List<byte[]> envelopes) {
    for (byte[] envelope : envelopes) {
      try {
        VertxContextSupport.subscribeAndAwait(
            () -> {
              Instant now = clock.instant();
              List<Reading> readings =
                  TriggerEnvelope.read(envelope).stream()
                      .map(event -> Reading.of(event, now))
                      .toList();
              return ingestion.store(readings, now);
            });
      } catch (Throwable failure) {
        throw new IllegalStateException("a batch of the bench was not taken in", failure);
      }
    }
  }

  private interface Step {
    void run() throws SQLException, IOException;
  }

  private static double seconds(Step step) throws SQLException, IOException {
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(Stream<Double> values) {
    List<Double> sorted = new ArrayList<>(values.toList());
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
