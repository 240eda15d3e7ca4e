// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever comes in, nobody is told that Perenne is at fault, and nobody sees a stack trace. The
 * system property {@code perenne.badinputs} says how many are tried, spread evenly over all doors.
 */
class BadInputsTest {
  private static final int INPUTS = Integer.getInteger("perenne.badinputs", 40);
  private static final int FIRST = Integer.getInteger("perenne.badinputs.first", 0);
  private static final long LONGEST_MILLIS = 120_000;

  private static final List<Door> DOORS = List.of(Door.values());

  @TempDir Path folder;

  @Test
  void badInput_isRefusedInWordsOrUsed() throws IOException {
    BadGround ground = new BadGround(folder);
    ground.layOut();
    List<String> faults = new ArrayList<>();
    Map<Door, Map<Integer, Integer>> exits = new EnumMap<>(Door.class);
    for (int seed = FIRST; seed < FIRST + INPUTS; seed++) {
      Door door = DOORS.get(seed % DOORS.size());
      Terminal terminal = tryOne(ground, door, seed, faults);
      exits
          .computeIfAbsent(door, each -> new TreeMap<>())
          .merge(terminal.exitCode(), 1, Integer::sum);
    }
    System.out.println(INPUTS + " bad inputs, and how often each door ended how: " + exits);
    assertThat(faults).as(String.join("\n", faults)).isEmpty();
    assertThat(exits.values().stream().mapToInt(door -> door.getOrDefault(2, 0)).sum())
        .as("they are bad")
        .isGreaterThan(INPUTS / 3);
  }

  private Terminal tryOne(BadGround ground, Door door, int seed, List<String> faults)
      throws IOException {
    Path home = ground.freshHome();
    List<String> arguments = new ArrayList<>(door.open(ground, home, new Random(seed)));
    if (!List.of("simulate", "schema", "config").contains(arguments.get(0))) {
      arguments.add("--home=" + home);
    }
    long start = System.nanoTime();
    Terminal terminal = Terminal.run(arguments.toArray(String[]::new));
    long millis = (System.nanoTime() - start) / 1_000_000;
    String told = terminal.out() + terminal.err();
    boolean known = List.of(0, 2, 3, 4, 5).contains(terminal.exitCode());
    boolean trace = told.contains("\tat ") || told.contains("Exception");
    boolean wordless = terminal.exitCode() != 0 && terminal.err().isBlank();
    if (!known || trace || wordless || millis > LONGEST_MILLIS) {
      System.out.println("fault " + seed + " " + told.lines().limit(3).toList());
      faults.add(
          "seed %d, %s, exit %d after %d ms: %s%n%s"
              .formatted(
                  seed,
                  door,
                  terminal.exitCode(),
                  millis,
                  shortened("" + arguments),
                  shortened(told)));
    }
    return terminal;
  }

  private static String shortened(String text) {
    return text.length() > 900 ? text.substring(0, 900) + "…" : text;
  }
}
