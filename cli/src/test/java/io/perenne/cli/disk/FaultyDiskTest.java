// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every change of the disk that a command asks for fails, one after the other: short writes, no
 * room, no flush, no rename. Whatever fails, what was there is there, or what is new, whole; and
 * the same command works as soon as the disk does. The system property {@code perenne.faults} is
 * the distance between the points that are tried: 1 tries all.
 */
class FaultyDiskTest {
  private static final int DISTANCE = Integer.getInteger("perenne.faults", 14);

  @TempDir Path folder;

  @Test
  void everyCommand_atEveryFault_leavesTheOldOrTheNew() throws Exception {
    List<String> points = sweep();
    System.out.println(points.size() + " faults of the disk");
    assertThat(points).filteredOn(point -> point.startsWith("RUN ")).isNotEmpty();
    assertThat(points).filteredOn(point -> point.startsWith("DELIVER ")).isNotEmpty();
    if (DISTANCE == 1) {
      points.stream()
          .collect(Collectors.groupingBy(point -> point, TreeMap::new, Collectors.counting()))
          .forEach((point, times) -> System.out.println(times + " " + point));
      assertThat(points)
          .contains(
              "RUN BROKEN force .tmp-RUN/customers.parquet -> 3",
              "RUN BROKEN rename runs/RUN -> 3",
              "RUN BROKEN rename control-group/epochs.json -> 3",
              "RUN FULL write .tmp-RUN/run.json -> 3",
              "REFUSED_RUN FULL write refused/.RUN-rejects.csv.gz.HEX.tmp -> 3",
              "FIT BROKEN force out/.model.json.HEX.tmp -> 3",
              "DELIVER BROKEN rename target/clv.csv.gz -> 5",
              "DELIVER_DIRECTLY BROKEN write target/clv.csv.gz -> 4");
    }
  }

  private List<String> sweep() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> process =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx384m",
            "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyDisk.class.getName(),
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            FaultySweep.class.getName(),
            folder.toString(),
            Integer.toString(DISTANCE));
    Process sweep = new ProcessBuilder(process).redirectErrorStream(true).start();
    String said = new String(sweep.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(sweep.waitFor()).as(said).isZero();
    return said.lines().filter(line -> line.contains(" -> ")).toList();
  }
}
