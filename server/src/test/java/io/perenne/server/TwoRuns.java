// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two runs of a year of real orders and a server over them, made once for all tests of pages, which
 * only read. They end with the process.
 */
final class TwoRuns {
  private static @Nullable TwoRuns made;

  private final Path home;
  private final RunDocument before;
  private final RunDocument run;
  private final ServedHome served;

  private TwoRuns() throws IOException {
    home = Files.createTempDirectory("perenne-pages");
    RunConfiguration configuration =
        RunConfiguration.defaults()
            .with("model", "mbg-nbd")
            .with("currency", "GBP")
            .with("time-zone", "Europe/London");
    before = ServedHome.run(home, configuration, "2011-11-30", ServedHome.ORDERS);
    run = ServedHome.run(home, configuration, "2011-12-09", ServedHome.ORDERS);
    served = new ServedHome(home, "");
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
  }

  static synchronized TwoRuns get() throws IOException {
    if (made == null) {
      made = new TwoRuns();
    }
    return made;
  }

  private void remove() {
    served.close();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path home() {
    return home;
  }

  /** The run up to 30 November. */
  RunDocument before() {
    return before;
  }

  /** The run up to 9 December. */
  RunDocument run() {
    return run;
  }

  ServedHome served() {
    return served;
  }

  /** Returns a page as a reader of a language sees it, with plain blanks. */
  String page(String path, Language language) throws IOException {
    HttpResponse<String> answer =
        served.get(path, Map.of("Accept-Language", language.code() + ";q=0.9"));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body().replace('\u00a0', ' ');
  }

  /** Returns the text of a page without tags, each run of blanks as one. */
  static String text(String page) {
    return page.replaceAll("(?s)<(script|style).*?</\\1>", " ")
        .replaceAll("<[^>]*>", " ")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replace("&gt;", ">")
        .replaceAll("\\s+", " ");
  }

  /** Returns what a group of a pattern matched, every time. */
  static List<String> all(String pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
