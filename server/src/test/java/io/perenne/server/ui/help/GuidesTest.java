// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guides of the project, as files and as pages. */
class GuidesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]*)\\)");

  static String file(Language language, String name) throws IOException {
    return Files.readString(Path.of("..", "docs", language.code(), name + ".md"));
  }

  private static Set<String> files(Language language) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "docs", language.code()))) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(Guides.NAMES);
    names.add(Guides.INDEX);
    return names;
  }

  static Guide guide(Language language, String name) throws IOException {
    return new GuideWriter("").write(name, file(language, name));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void folder_holdsTheGuidesAndNothingElse(Language language) throws IOException {
    assertThat(files(language))
        .containsExactlyInAnyOrderElementsOf(names().stream().map(name -> name + ".md").toList());
  }

  @Test
  void bothLanguages_haveTheSameSections() throws IOException {
    for (String name : names()) {
      assertThat(levels(guide(Language.ES, name)))
          .as(name)
          .isEqualTo(levels(guide(Language.EN, name)));
    }
  }

  private static List<Integer> levels(Guide guide) {
    return guide.sections().stream().map(Guide.Section::level).toList();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyLink_leadsToAHeadingOfAGuide(Language language) throws IOException {
    int links = 0;
    for (String name : names()) {
      Matcher link = LINK.matcher(file(language, name));
      while (link.find()) {
        assertThat(leadsSomewhere(language, link.group(1))).as(name + ": " + link.group()).isTrue();
        links++;
      }
    }
    assertThat(links).isGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyPage_isExplainedByASection(Language language) throws IOException {
    MessageBundle texts = MessageBundle.beside(Frame.class);
    List<String> pages =
        texts.keys().stream().filter(key -> key.startsWith("help.")).sorted().toList();

    assertThat(pages).hasSizeGreaterThan(10);
    for (String page : pages) {
      String section = texts.in(language).text(page);
      assertThat(section).as(page).contains("#");
      assertThat(leadsSomewhere(language, section.replace("#", ".md#"))).as(section).isTrue();
    }
  }

  private static boolean leadsSomewhere(Language language, String link) throws IOException {
    String[] parts = link.split("#", 2);
    String name = parts[0].replace(".md", "");
    return names().contains(name)
        && parts[0].equals(name + ".md")
        && (parts.length == 1
            || guide(language, name).sections().stream()
                .anyMatch(section -> section.id().equals(parts[1])));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void packedGuides_areTheFilesOfTheProject(Language language) throws IOException {
    for (String name : names()) {
      assertThat(new Guides("").find(name, language)).contains(guide(language, name));
    }
    assertThat(new Guides("").find("../accuracy", language)).isEmpty();
  }

  @Test
  void linksBetweenGuides_leadToPagesUnderTheBasePath() {
    String html =
        new GuideWriter("/clv")
            .write(
                "some", "# T\n\n[a](columns.md#ltv_value) [b](README.md) [c](https://x.example/y)")
            .html();

    assertThat(html)
        .contains(
            "href=\"/clv/help/columns#ltv_value\"",
            "href=\"/clv/help\"",
            "href=\"https://x.example/y\"");
  }

  @Test
  void html_isShownAndNotObeyed() {
    String html =
        new GuideWriter("")
            .write("some", "# T\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b>y</b>")
            .html();

    assertThat(html)
        .contains("&lt;script&gt;", "&lt;b&gt;")
        .doesNotContain("<script", "javascript:");
  }

  @Test
  void headings_haveTheIdsThatGitHubGives() {
    Guide guide =
        new GuideWriter("")
            .write(
                "some", "# T\n\n## ¿Qué es `LTV_VALUE`?\n\n### 01 Outlier\n\n## Same\n\n## Same\n");

    assertThat(guide.title()).isEqualTo("T");
    assertThat(guide.sections())
        .extracting(Guide.Section::id)
        .containsExactly("qué-es-ltv_value", "01-outlier", "same", "same-1");
    assertThat(guide.html()).contains("<h2 id=\"qué-es-ltv_value\">");
  }

  @Test
  void figuresOfTrust_areThoseMeasured() throws IOException {
    String measured = Files.readString(Path.of("..", "docs", "accuracy.md"));
    String guide = file(Language.EN, "trust");

    for (String figure : List.of("7.2 %", "32.9 %", "66 of 80", "87.8 %", "88.9 %", "17 %")) {
      assertThat(guide).contains(figure);
    }
    assertThat(measured)
        .contains("7.2 % in the median", "32.9 % at worst")
        .contains("66 of 80", "8 of 9", "87.8 to 88.9 %", "17 % in the median")
        .contains("a third too much", "about a tenth too little");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void guides_nameNobody(Language language) throws IOException {
    for (String name : names()) {
      Matcher addresses = Pattern.compile("[\\w.]+@[\\w.-]+\\.\\w+").matcher(file(language, name));
      while (addresses.find()) {
        assertThat(addresses.group()).as(name).endsWith(".example");
      }
    }
  }
}
