package dev.sitewarden.cloud.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sitewarden.cloud.problem.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every cursor and of every line of an export. */
final class CursorAndRowTest {
  private static final String SEED = "20261120";

  @Provide
  Arbitrary<PageCursor> cursors() {
    Arbitrary<Instant> at =
        Arbitraries.longs()
            .between(-60_000_000_000_000_000L, 60_000_000_000_000_000L)
            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    Arbitrary<UUID> ids =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
    return Combinators.combine(at, ids).as(PageCursor::new);
  }

  @Property(seed = SEED)
  void aCursorIsReadAsItWasWritten(@ForAll("cursors") PageCursor cursor) {
    assertThat(PageCursor.parse(cursor.text())).isEqualTo(cursor);
  }

  @Property(seed = SEED)
  void whatIsNoCursorIsAProblemAndNothingElse(@ForAll String text) {
    try {
      assertThat(PageCursor.parse(text).text()).isEqualTo(text.replace("=", ""));
    } catch (ProblemException refused) {
      assertThat(refused.problem().code()).isEqualTo("invalid-cursor");
    }
  }

  @Property(seed = SEED)
  void aNewsCursorIsANumberFromNought(@ForAll String text) {
    Assume.that(!text.matches("[+-]?\\p{Nd}{1,19}"));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> PageCursor.news(text))
        .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo("invalid-cursor"));
  }

  @Property(seed = SEED)
  void aLineIsReadBackCellByCellAndNoCellIsAFormula(@ForAll List<String> cells) {
    Assume.that(!cells.isEmpty());

    List<String> read = read(CsvRow.of(cells.toArray()).text());

    assertThat(read).hasSameSizeAs(cells);
    for (int i = 0; i < cells.size(); i++) {
      assertThat(read.get(i)).isIn(cells.get(i), "'" + cells.get(i));
      assertThat(read.get(i)).doesNotContainPattern("^[=+@\\-\t\r\n]");
    }
  }

  /** As RFC 4180 has it, and as a spreadsheet does it. */
  private static List<String> read(String line) {
    assertThat(line).endsWith("\r\n");
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length() - 2; i++) {
      char c = line.charAt(i);
      if (c == '"' && isQuoted && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == ',' && !isQuoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
