// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentFileTest {
  private static final Variables VARIABLES = Contents.shipped().variables();

  @TempDir Path home;

  private static List<String> problems(String text) {
    return catchThrowableOfType(
            InputException.class, () -> ContentFile.read("X1.yaml", "X1", text, VARIABLES))
        .problems()
        .stream()
        .map(Problem::toLine)
        .toList();
  }

  private static String mail(String body) {
    return """
        offer:
          email:
            es: {subject: Hola, preview: Breve, body: '%1$s'}
            en: {subject: Hello, preview: Short, body: '<p>Text</p>'}
        """
        .formatted(body);
  }

  private static String sms(String text) {
    return """
        offer:
          sms: {es: {text: '%s'}, en: {text: Text}}
        """
        .formatted(text);
  }

  @Test
  void everyField_isRead() {
    Content content =
        Objects.requireNonNull(
            ContentFile.read(
                    "X1.yaml",
                    "X1",
                    """
                offer:
                  email:
                    es:
                      subject: "{{offer.benefit}} para ti"
                      preview: Hasta el {{offer.until}}
                      body: |
                        <p>{{#person.first_name}}Hola, {{person.first_name}}{{/person.first_name}}</p>
                        {{#products}}<a href="{{web}}">{{name}}</a>{{/products}}
                      call-to-action: {text: Verlo, link: "{{offer.web}}"}
                    en: {subject: A, preview: B, body: "<p>C</p>"}
                  sms: {es: {text: Hola}, en: {text: Hello}}
                """,
                    VARIABLES)
                .get("offer"));
    assertThat(content.name()).isEqualTo("X1/offer");
    assertThat(content.channels()).containsExactlyInAnyOrder(Channel.EMAIL, Channel.SMS);
    assertThat(content.texts(Channel.EMAIL, Language.ES))
        .containsEntry("subject", "{{offer.benefit}} para ti")
        .containsEntry("call-to-action.link", "{{offer.web}}");
    assertThat(content.texts(Channel.EMAIL, Language.EN)).containsEntry("body", "<p>C</p>");
    assertThat(content.texts(Channel.CALL, Language.ES)).isEmpty();
  }

  @Test
  void aVariableThatIsNot_isRefusedWithTheNearest() {
    assertThat(problems(sms("{{offer.benefits}}")))
        .singleElement()
        .asString()
        .contains("offer.sms.es.text", "offer.benefits", "offer.benefit");
    assertThat(problems(sms("{{#ofer.minimum}}x{{/ofer.minimum}}")).get(0))
        .contains("ofer.minimum");
    // a field of a list has no meaning outside it
    assertThat(problems(sms("{{price}}"))).hasSize(1);
  }

  @Test
  void whatMayBeMissing_standsOnlyInItsOwnSection() {
    assertThat(problems(sms("Hola, {{person.first_name}}")).get(0)).contains("person.first_name");
    assertThat(problems(sms("{{^person.first_name}}{{person.first_name}}{{/person.first_name}}")))
        .hasSize(1);
    assertThat(problems(sms("{{#products}}{{name}}{{/products}}{{products}}"))).hasSize(1);
    assertThat(problems(sms("{{#shop.name}}a{{/shop.name}}"))).hasSize(1);
  }

  @Test
  void aListHasEdges_butNothingElseHas() {
    String list = "{{#ideas}}{{#-first}}a{{/-first}}{{name}}{{#-last}}b{{/-last}}{{/ideas}}";
    assertThat(ContentFile.read("X1.yaml", "X1", sms(list), VARIABLES)).hasSize(1);
    assertThat(problems(sms("{{#-first}}a{{/-first}}"))).isNotEmpty();
    assertThat(problems(sms("{{#person.first_name}}{{#-last}}a{{/-last}}{{/person.first_name}}")))
        .isNotEmpty();
  }

  @Test
  void whatATextNeeds_isMissingUntilItIsGiven() {
    List<String> texts =
        List.of(
            "{{#person.first_name}}{{person.first_name}}{{/person.first_name}}{{shop.name}}",
            "{{#products}}{{name}}{{/products}}{{#ideas}}{{name}}{{/ideas}}{{offer.until}}");
    assertThat(VARIABLES.missing(texts, Map.of()))
        .containsExactly("shop.name", "offer.until", "products");
    assertThat(
            VARIABLES.missing(
                texts,
                Map.of("shop", Map.of("name", " "), "offer", Map.of(), "products", List.of())))
        .containsExactly("shop.name", "offer.until", "products");
    assertThat(VARIABLES.missing(texts, VARIABLES.samples(Language.ES))).isEmpty();
  }

  @Test
  void sectionsThatDoNotFit_areRefused() {
    assertThat(problems(sms("{{#products}}a"))).hasSize(1);
    assertThat(problems(sms("a{{/products}}"))).hasSize(1);
    assertThat(problems(sms("{{shop.name"))).hasSize(1);
    for (String tag : List.of("{{{shop.name}}}", "{{&shop.name}}", "{{>footer}}", "{{=<% %>=}}")) {
      assertThat(problems(sms(tag))).as(tag).isNotEmpty();
    }
  }

  @Test
  void aBody_hasFewTags() {
    assertThat(problems(mail("<p>a</p><script>alert(1)</script>"))).hasSize(1);
    assertThat(problems(mail("<p onclick=\"x()\">a</p>"))).hasSize(1);
    assertThat(problems(mail("<img src=\"https://shop.example/a.png\">"))).hasSize(1);
    assertThat(problems(mail("<a href=\"javascript:alert(1)\">a</a>"))).hasSize(1);
    assertThat(problems(mail("<p>1 < 2</p>"))).hasSize(1);
  }

  @Test
  void allThatIsWrong_isToldAtOnce() {
    assertThat(
            problems(
                """
                offer:
                  email:
                    es: {subject: "{{nothing}}", preview: "", subjet: x, body: <p>a</p>}
                  letter: {}
                other: {}
                """))
        .hasSize(6)
        .anyMatch(line -> line.contains("offer.email.es.subject") && line.contains("nothing"))
        .anyMatch(line -> line.contains("offer.email.es.preview"))
        .anyMatch(line -> line.contains("subjet") && line.contains("subject"))
        .anyMatch(line -> line.contains("offer.email.en"))
        .anyMatch(line -> line.contains("letter"))
        .anyMatch(line -> line.contains("other"));
    assertThat(problems("{}")).hasSize(1);
  }

  @Test
  void aFileOfTheHome_takesThePlaceOfTheShippedOne() throws IOException {
    Path folder = Files.createDirectories(Contents.folder(home));
    Files.writeString(
        folder.resolve("variables.yaml"),
        """
        shop.slogan:
          from: shop
          what: {es: lema, en: slogan}
          sample: {es: Dura más, en: Lasts longer}
        """);
    Files.writeString(folder.resolve("J04.1.yaml"), sms("{{shop.slogan}}"));
    Contents contents = Contents.of(home);
    assertThat(contents.find("J04.1/offer").orElseThrow().texts(Channel.SMS, Language.ES))
        .containsEntry("text", "{{shop.slogan}}");
    assertThat(contents.find("J04.1/call")).isEmpty();
    assertThat(contents.find("J04.2/article")).isPresent();

    Files.writeString(folder.resolve("J04.1.yaml"), sms("{{shop.motto}}"));
    Files.writeString(folder.resolve("J04.2.yaml"), "article: {}");
    assertThat(catchThrowableOfType(InputException.class, () -> Contents.of(home)).problems())
        .hasSize(2);
  }

  @Test
  void variablesThatCannotBeUsed_areRefused() {
    InputException refused =
        catchThrowableOfType(
            InputException.class,
            () ->
                Variables.read(
                    "variables.yaml",
                    """
                    Shop.Name: {from: shop, what: {es: a, en: a}, sample: {es: a, en: a}}
                    offer: {from: shop, what: {es: a, en: a}, sample: {es: a, en: a}}
                    offer.until: {from: moon, what: {es: a, en: a}, sample: {es: a}}
                    rows: {from: shop, what: {es: a, en: a}, list: {x: {what: {es: a, en: a}}}, sample: []}
                    """));
    assertThat(refused.problems().stream().map(Problem::toLine))
        .hasSize(5)
        .anyMatch(line -> line.contains("Shop.Name"))
        .anyMatch(line -> line.contains("moon"))
        .anyMatch(line -> line.contains("offer.until.sample"))
        .anyMatch(line -> line.contains("offer.until") && line.contains("first part"))
        .anyMatch(line -> line.contains("rows.sample"));
  }

  @Test
  void theExamplesOfTheDocumentation_areRead() throws IOException {
    String[] parts =
        Files.readString(Path.of("..", "docs", "journeys-content.md")).split("```", -1);
    List<String> examples =
        Arrays.stream(parts)
            .filter(part -> part.startsWith("yaml\n"))
            .map(part -> part.substring("yaml\n".length()))
            .toList();
    assertThat(examples).hasSize(3);
    assertThat(ContentFile.read("doc", "J04.1", examples.get(0), VARIABLES)).hasSize(1);
    assertThat(
            ShopValues.read("doc", examples.get(1), VARIABLES)
                .values("win-back", Language.EN, LocalDate.of(2026, 6, 16)))
        .containsKeys("shop", "benefits", "offer");
    assertThat(VARIABLES.and("doc", examples.get(2)).find("shop.slogan")).isPresent();
  }
}
