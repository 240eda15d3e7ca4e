// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import io.perenne.server.ui.frame.Menu;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides, read inside the application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HelpPageTest {
  private TwoRuns runs;

  @BeforeAll
  void publishTwoRuns() throws IOException {
    runs = TwoRuns.get();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/help",
        "/help/first-steps",
        "/help/marketing-cloud",
        "/help/segments",
        "/help/columns",
        "/help/trust",
        "/help/measuring",
        "/help/glossary"
      })
  void everyGuide_isAPageInTheReadersLanguage(String path) throws IOException {
    String spanish = runs.page(path, Language.ES);
    String english = runs.page(path, Language.EN);

    assertThat(spanish).contains("<html lang=\"es\">").isNotEqualTo(english);
    assertThat(english)
        .contains("<html lang=\"en\">")
        .doesNotContain("style=", "onclick", "javascript:")
        .doesNotContainPattern("<script(?![^>]* src=)")
        .containsOnlyOnce("<h1");
    assertThat(TwoRuns.all(" id=\"([^\"]+)\"", english)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void index_leadsToEveryGuide_andTheirContentsToEverySection(Language language)
      throws IOException {
    List<String> guides =
        TwoRuns.all("<td><a href=\"(/help/[^\"]+)\"", runs.page("/help", language));

    assertThat(guides).hasSize(8);
    for (String guide : guides) {
      String page = runs.page(guide, language);
      List<String> ids = TwoRuns.all(" id=\"([^\"]+)\"", page);
      List<String> contents = TwoRuns.all(" href=\"#([^\"]+)\"", page);
      assertThat(contents).as(guide).contains("content");
      if (!guide.endsWith("glossary")) {
        assertThat(contents).as(guide).hasSizeGreaterThan(5);
      }
      assertThat(ids).as(guide).containsAll(contents);
      for (String link : TwoRuns.all(" href=\"(/help/[^\"]*#[^\"]+)\"", page)) {
        if (!link.startsWith("/help/first-steps#")) {
          assertThat(runs.page(link.substring(0, link.indexOf('#')), language))
              .as(link)
              .contains(" id=\"" + link.substring(link.indexOf('#') + 1) + "\"");
        }
      }
    }
  }

  @Test
  void everyPage_leadsToTheSectionThatExplainsIt() throws IOException {
    List<Menu.Entry> entries = new ArrayList<>(Menu.FIRST);
    entries.addAll(Menu.VALUE);
    for (Menu.Entry entry : entries) {
      String page = runs.page(entry.path(), Language.ES);
      List<String> about = TwoRuns.all("class=\"about\" href=\"([^\"]+)\"", page);

      assertThat(about).as(entry.path()).isNotEmpty();
      String[] parts = about.get(0).split("#", 2);
      String help = runs.page(parts[0], Language.ES);
      assertThat(help).contains("href=\"/help\"");
      if (parts.length == 2) {
        assertThat(help).contains(" id=\"" + parts[1] + "\"");
      }
    }
    assertThat(runs.page("/segments/04", Language.ES)).contains("\"/help/segments#los-once\"");
    assertThat(runs.page("/customers/16029", Language.EN))
        .contains("\"/help/columns#the-25-columns\"");
  }

  @Test
  void guideThatIsNotThere_isNotFound() throws IOException {
    HttpResponse<String> answer =
        runs.served().get("/help/accuracy", Map.of("Accept-Language", "en"));

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void stranger_isSentToTheDoor() throws IOException {
    HttpResponse<String> answer =
        new Browser(runs.served().server().address()).get("/help/segments");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/sign-in");
  }
}
