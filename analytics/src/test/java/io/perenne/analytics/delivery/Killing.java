// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A delivery of a file that is killed at one step after the other and started again each time. */
final class Killing {
  private static final String OLD = "yesterday's";

  private static final int BYTES = 1_000_000;

  /** Otherwise the destinations that are slow to reach are killed at every other step. */
  static final boolean EVERY_STEP = Integer.getInteger("perenne.kills", 20) > 20;

  /** More steps than any delivery has. */
  private static final int PAST_THE_LAST = 1_000;

  private final Path folder;

  private final Path file;

  private Killing(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
  }

  static Killing in(Path folder) throws IOException {
    return new Killing(folder, Shipments.random(folder, "clv.csv", BYTES, 3).file());
  }

  static String[] settings(Path target, String... more) {
    List<String> all =
        new ArrayList<>(List.of("folder=" + target, "file-name=clv.csv", "trigger=.ready"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @FunctionalInterface
  interface Settings {
    String[] into(Path target) throws Exception;
  }

  /** Kills at every step, one delivery after the other; returns the names of the steps. */
  Set<String> everywhere(Settings settings, boolean neverHalf) throws Exception {
    return everyNth(1, 0, settings, neverHalf);
  }

  /** Kills at each of the steps {@code first}, {@code first + n}, ...; returns the names of all. */
  Set<String> everyNth(int n, int first, Settings settings, boolean neverHalf) throws Exception {
    List<String> steps = deliver(PAST_THE_LAST, settings, neverHalf, 0);
    int tried = 0;
    for (int step = 0; step < steps.size(); step++) {
      if (!isMomentBefore(steps, step) && tried++ % n == first) {
        List<String> reached = deliver(step, settings, neverHalf, 128 + 9);
        assertThat(reached).isEqualTo(steps.subList(0, step + 1));
      }
    }
    return new LinkedHashSet<>(steps);
  }

  /** Whether nothing is done between the end of one request and the begin of the next. */
  private static boolean isMomentBefore(List<String> steps, int step) {
    return step > 0
        && steps.get(step).startsWith("before ")
        && steps.get(step - 1).startsWith("after ");
  }

  /** Kills one delivery, delivers again, and returns the steps that the first one reached. */
  private List<String> deliver(int step, Settings settings, boolean neverHalf, int exitCode)
      throws Exception {
    Path home = Files.createDirectories(folder.resolve("home-" + step));
    Path target = Files.createDirectories(folder.resolve("target-" + step));
    Path arrived = Files.writeString(target.resolve("clv.csv"), OLD);
    Path trigger = Files.writeString(target.resolve("clv.csv.ready"), OLD);
    Process process = DeliverOnce.start(home, file, step, settings.into(target));
    List<String> said = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(said.toString()).isEqualTo(exitCode);
    String where = "killed " + said.get(said.size() - 1);
    boolean whole = Files.mismatch(arrived, file) < 0;
    if (neverHalf && !whole) {
      assertThat(arrived).as(where).hasContent(OLD);
    }
    if (Files.exists(trigger) && Files.size(trigger) == 0) {
      assertThat(whole).as("a new trigger file tells of a whole file, " + where).isTrue();
    }
    DeliveryRecord record = DeliverOnce.deliver(home, file, settings.into(target));
    assertThat(record.state())
        .as(where + ": " + record.lastMessage())
        .isEqualTo(DeliveryState.DELIVERED);
    assertThat(arrived).as(where).hasSameBinaryContentAs(file);
    assertThat(trigger).as(where).isEmptyFile();
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files).as(where).containsExactlyInAnyOrder(arrived, trigger);
    }
    return exitCode == 0 ? said.subList(0, said.size() - 1) : said;
  }
}
