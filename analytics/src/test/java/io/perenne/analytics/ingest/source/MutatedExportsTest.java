// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports that something has damaged: lines dropped, doubled, cut and joined, fields blanked,
 * doubled and swapped, bytes of another encoding. Each is refused in words or read so that every
 * line is either in the money or among the rejects. The system property {@code perenne.mutations}
 * says how many are tried, {@code perenne.mutations.from} with which seed they begin.
 */
class MutatedExportsTest {

  private static final int USUAL = 10;
  private static final int MUTATIONS = Integer.getInteger("perenne.mutations", USUAL);
  private static final int FIRST = Integer.getInteger("perenne.mutations.from", 0);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Pattern ROW =
      Pattern.compile(
          "(o\\d+),(c\\d+),(\\d{4}-\\d\\d-\\d\\d),(-?\\d+\\.\\d\\d),([^,\"\\ufdd0\\ufffd]*)");

  private TestEngine engine = TestEngine.NONE;

  @BeforeEach
  void openEngine(@TempDir Path folder) throws SQLException {
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @Test
  void damagedExport_losesNoLineInSilence() throws SQLException {
    for (int seed = FIRST; seed < FIRST + MUTATIONS; seed++) {
      Duration took = timed(seed);
      if (MUTATIONS > USUAL && took.compareTo(LONGEST) >= 0) {
        // once more: the machine may have been busy
        assertThat(timed(seed)).as("seed %d", seed).isLessThan(LONGEST);
      }
    }
  }

  private Duration timed(int seed) throws SQLException {
    long start = System.nanoTime();
    check(seed);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void check(int seed) throws SQLException {
    Random random = new Random(seed);
    List<String> lines = lines(random);
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      mutate(lines, random);
    }
    Charset encoding =
        random.nextInt(8) == 0 ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
    String end = random.nextInt(6) == 0 ? "\r\n" : "\n";
    Path file =
        engine.file("m" + seed + ".csv", (String.join(end, lines) + end).getBytes(encoding));
    try (TransactionFiles source = engine.open(file)) {
      compare(seed, lines, source);
    } catch (InputException e) {
      assertThat(e.getMessage()).as("seed %d", seed).startsWith(file.toString());
    }
  }

  /** Compares money and rejects with a reading that knows one kind of line only. */
  private void compare(int seed, List<String> lines, TransactionFiles source) throws SQLException {
    Set<Integer> rejected = new HashSet<>();
    for (String reject : engine.rejects(source)) {
      Matcher line = Pattern.compile("\\.csv,(\\d+),").matcher(reject);
      assertThat(line.find()).as("seed %d: %s", seed, reject).isTrue();
      rejected.add(Integer.parseInt(line.group(1)));
    }
    BigDecimal expected = BigDecimal.ZERO;
    List<String> unsure = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      Matcher row = ROW.matcher(lines.get(i));
      if (rejected.contains(i + 1) || lines.get(i).isEmpty()) {
        continue;
      }
      if (row.matches()) {
        expected = expected.add(new BigDecimal(row.group(4)));
      } else {
        unsure.add(lines.get(i));
      }
    }
    if (unsure.isEmpty()) {
      List<String> read = engine.read(source, "CASE WHEN bad = 0 THEN amount ELSE 0 END AS amount");
      BigDecimal money =
          read.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(money).as("seed %d", seed).isEqualByComparingTo(expected);
    }
  }

  private static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>(List.of("order_id,customer_id,date,amount,note"));
    int rows = 20 + random.nextInt(2000);
    for (int i = 0; i < rows; i++) {
      lines.add(
          "o%d,c%d,2024-%02d-%02d,%d.%02d,%s"
              .formatted(
                  i,
                  random.nextInt(rows / 3),
                  1 + random.nextInt(12),
                  1 + random.nextInt(28),
                  random.nextInt(200),
                  random.nextInt(100),
                  random.nextInt(5) == 0 ? "sea\u00f1al" : ""));
    }
    return lines;
  }

  private static void mutate(List<String> lines, Random random) {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(9)) {
      case 0 -> lines.remove(at == 0 ? lines.size() - 1 : at);
      case 1 -> lines.add(at, line);
      case 2 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
      case 3 -> lines.set(at, line + (at + 1 < lines.size() ? lines.remove(at + 1) : ""));
      case 4 -> lines.set(at, withField(line, random, ""));
      case 5 -> lines.set(at, withField(line, random, "x,y"));
      case 6 -> lines.set(at, withField(line, random, "\"open"));
      case 7 -> lines.set(at, withField(line, random, "1,5"));
      default -> lines.add(at, "");
    }
  }

  private static String withField(String line, Random random, String value) {
    String[] fields = line.split(",", -1);
    fields[random.nextInt(fields.length)] = value;
    return String.join(",", fields);
  }
}
