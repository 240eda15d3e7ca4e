// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is recorded is told in words. */
class AuditWordsTest {
  private static final Path MAIN = Path.of("src/main");
  private static final Pattern RECORDED =
      Pattern.compile("(?:record|note)\\([^;{]*?\"([a-z]+\\.[a-z]+)\"");

  @Test
  void everyRecordedChange_hasWordsInBothLanguages() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(MAIN.resolve("java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Matcher matcher = RECORDED.matcher(Files.readString(file));
        while (matcher.find()) {
          codes.add("audit.code." + matcher.group(1));
        }
      }
    }
    assertThat(codes).hasSizeGreaterThan(10).contains("audit.code.user.invite");
    for (String language : List.of("en", "es")) {
      Properties texts = new Properties();
      try (Reader in =
          Files.newBufferedReader(
              MAIN.resolve(
                  "resources/io/perenne/server/ui/platform/messages_"
                      + language
                      + ".properties"))) {
        texts.load(in);
      }
      assertThat(texts.stringPropertyNames()).as(language).containsAll(codes);
    }
  }
}
