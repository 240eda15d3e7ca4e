// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.account.Permission;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide for programs do what it says. */
class ApiGuideTest {
  private static final Path GUIDE = Path.of("../docs/api.md");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private @TempDir Path home;

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }

  private static HttpResponse<String> run(String command, Program program) throws IOException {
    List<String> words = words(command);
    Map<String, String> headers = new LinkedHashMap<>();
    String body = "";
    String path = "";
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-H" -> {
          String[] header = words.get(++i).split(": ", 2);
          if (!header[0].equals("Authorization")) {
            headers.put(header[0], header[1]);
          }
        }
        case "-d" -> body = words.get(++i);
        case "-o" -> i++;
        default -> path = words.get(i).replace("$PERENNE", "");
      }
    }
    return program.send(body.isEmpty() ? "GET" : "POST", path, body, headers);
  }

  @Test
  void everyCommand_isAnswered() throws IOException {
    ServedHome.run(
        home, RunConfiguration.defaults().with("model", "none"), "2011-11-30", ServedHome.ORDERS);
    ServedHome.run(
        home, RunConfiguration.defaults().with("model", "none"), "2011-12-09", ServedHome.ORDERS);
    ServerOptions options =
        new ServerOptions(
            ServedHome.context(home),
            "127.0.0.1",
            0,
            "",
            DatabaseAddress.inHome(home),
            List.of(),
            false);
    try (PerenneServer server = PerenneServer.start(options)) {
      Program program =
          new Program(
              server.address(),
              Program.key(
                  home,
                  Permission.READ,
                  Permission.CUSTOMERS,
                  Permission.RUN,
                  Permission.CONFIGURE,
                  Permission.CONNECT));
      List<String> commands =
          Files.readAllLines(GUIDE).stream().filter(line -> line.startsWith("curl ")).toList();
      assertThat(commands).hasSizeGreaterThan(10);
      for (String command : commands) {
        assertThat(command).contains("Authorization: Bearer $PERENNE_KEY");
        assertThat(run(command, program).statusCode())
            .as(command)
            .isEqualTo(command.contains(" -d ") ? 202 : 200);
      }
    }
  }

  @Test
  void jsonOfTheGuide_isJson() throws IOException {
    Matcher block = Pattern.compile("(?s)```json\\n(.*?)```").matcher(Files.readString(GUIDE));
    assertThat(block.find()).isTrue();
    assertThat(new ObjectMapper().readTree(block.group(1)).path("status").asInt()).isEqualTo(400);
  }
}
