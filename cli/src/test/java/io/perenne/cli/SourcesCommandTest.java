// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources of events, and events of a file, from a terminal. */
class SourcesCommandTest {
  @TempDir Path home;

  private Terminal perenne(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.add("--home=" + home);
    return Terminal.run(all.toArray(String[]::new));
  }

  @Test
  void source_isAdded_listed_rotatedAndDisabled() {
    assertThat(perenne("sources", "list").out()).contains("perenne sources add web");
    Terminal added = perenne("sources", "add", "web", "--url=https://clv.shop.example/");
    assertThat(added.exitCode()).isZero();
    assertThat(added.out())
        .containsPattern("The write key of web: [0-9a-f]{32}\\n")
        .contains("@segment/analytics-next", "https://clv.shop.example/v1/track");
    String key = perenne("sources", "rotate", "web", "--key-only").out().strip();
    assertThat(key).matches("[0-9a-f]{32}");
    assertThat(added.out()).doesNotContain(key);

    assertThat(perenne("sources", "list").out())
        .contains("web", "in use", key.substring(0, 6))
        .doesNotContain(key);
    assertThat(perenne("sources", "disable", "web").out()).contains("sources enable web");
    assertThat(perenne("sources", "list").out()).contains("disabled");
    assertThat(perenne("sources", "enable", "web").exitCode()).isZero();
  }

  @Test
  void nameThatCannotBe_isTaken_orIsUnknown_isRefusedWithWhatToDo() {
    perenne("sources", "add", "web");

    assertThat(perenne("sources", "add", "web").exitCode()).isEqualTo(2);
    assertThat(perenne("sources", "add", "Mi Tienda").err()).contains("lower-case letters");
    assertThat(perenne("sources", "rotate", "app").err()).contains("perenne sources list");
  }

  @Test
  void eventsOfAFile_areTakenOnce_andWhatIsNoneIsWrittenWithTheReason() throws IOException {
    Path file = home.resolve("events.ndjson.gz");
    String lines =
        """
        {"type":"track","messageId":"1","userId":"7","event":"Order Completed","timestamp":"2024-05-01T10:00:00Z","sentAt":"2024-05-01T10:00:01Z","properties":{"order_id":"9","revenue":20}}
        {"type":"track","messageId":"1","userId":"7","event":"Order Completed","properties":{"order_id":"9","revenue":20}}

        {"type":"page","userId":"7"}
        {"type":"track","messageId":"2","userId":"7"}
        no json
        """;
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
    Terminal first = perenne("import", "events", file.toString());
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).startsWith("5 lines: 2 events taken, 1 known already, 2 rejected.");
    Path rejects = home.resolve("events.ndjson.gz.rejects.ndjson");
    assertThat(Files.readAllLines(rejects))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("{\"line\":5,\"reason\":\"no_event_name\""),
            line -> assertThat(line).contains("\"line\":6", "not_an_object", "no json"));

    assertThat(perenne("import", "events", file.toString()).out())
        .startsWith("5 lines: 0 events taken, 3 known already, 2 rejected.");
    assertThat(perenne("sources", "list").out()).contains("import");
    assertThat(perenne("import", "events", home.resolve("none").toString()).exitCode())
        .isEqualTo(2);
  }
}
