// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.datamodel.ColumnType;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.clv.segment.Journey;
import io.perenne.clv.segment.RuleInWords;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import io.perenne.clv.words.MessageBundle;
import io.perenne.clv.words.Messages;
import io.perenne.server.ui.datamodel.DatamodelPages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the guides say of segments and columns is what the product does. */
class GuideWordsTest {
  /** One, two and three stand for the thresholds Medium, High and Outlier. */
  private static final Thresholds NAMED =
      new Thresholds(60, 2, 3, 2, 1, 4, 60, 2, 2.5, 2.5, 5, 5, 0.75, 365);

  private static String part(String text, String heading) {
    String from = text.substring(text.indexOf("\n### " + heading + "\n") + 1);
    Matcher end = Pattern.compile("\n##+ ").matcher(from);
    return end.find(1) ? from.substring(0, end.start()) : from;
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    Matcher heading = Pattern.compile("\n### (.*)").matcher(text);
    while (heading.find()) {
      parts.add(heading.group(1));
    }
    return parts;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void columns_areThoseOfTheFile_withTheirMeaningAndType(Language language) throws IOException {
    String guide = GuidesTest.file(language, "columns");

    assertThat(parts(guide))
        .containsExactlyElementsOf(
            DatamodelColumn.contract().stream().map(DatamodelColumn::name).toList());
    for (DatamodelColumn column : DatamodelColumn.contract()) {
      assertThat(part(guide, column.name()))
          .contains("\n" + column.description(language) + ".\n")
          .contains("**: " + type(column, language) + "\n");
    }
  }

  private static String type(DatamodelColumn column, Language language) {
    boolean spanish = language == Language.ES;
    ColumnType type = column.type();
    String size =
        switch (type.kind()) {
          case TEXT, EMAIL -> " (" + type.length() + ")";
          case DECIMAL -> " (" + type.length() + "," + type.scale() + ")";
          case INTEGER, DATE, TIMESTAMP, BOOLEAN -> "";
        };
    String empty =
        column.nullable()
            ? (spanish ? "puede estar vacío" : "may be empty")
            : (spanish ? "nunca vacío" : "never empty");
    return MessageBundle.beside(DatamodelPages.class)
            .in(language)
            .text("type." + type.kind().name().toLowerCase(Locale.ROOT))
        + size
        + "; "
        + empty;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void segments_areTheEleven_withTheirGoalAndJourneys(Language language) throws IOException {
    String guide = GuidesTest.file(language, "segments");

    assertThat(parts(guide))
        .containsExactlyElementsOf(
            List.of(Segment.values()).stream().map(each -> heading(each, language)).toList());
    for (Segment segment : Segment.values()) {
      String part = part(guide, heading(segment, language));
      assertThat(part)
          .contains("\n" + segment.description(language) + ".\n")
          .contains("**: " + segment.marketingGoal(language) + ".\n");
      for (Journey journey : Journey.of(segment)) {
        assertThat(part)
            .containsIgnoringCase(
                "- **%s %s**: %s. %s. "
                    .formatted(
                        journey.id(),
                        journey.label(language),
                        journey.when(language),
                        journey.content(language)))
            .contains(": " + journey.goal(language) + ". ")
            .contains(": " + channels(journey, language) + ".\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void journeys_areThoseOfTheSegments(Language language) throws IOException {
    String guide = GuidesTest.file(language, "journeys");

    assertThat(parts(guide))
        .containsExactlyElementsOf(
            List.of(Segment.values()).stream().map(each -> heading(each, language)).toList());
    for (Segment segment : Segment.values()) {
      List<String> rows =
          part(guide, heading(segment, language))
              .lines()
              .filter(line -> line.startsWith("| **"))
              .toList();
      assertThat(rows).hasSameSizeAs(Journey.of(segment));
      for (int i = 0; i < rows.size(); i++) {
        Journey journey = Journey.of(segment).get(i);
        assertThat(rows.get(i))
            .startsWith("| **%s %s** |".formatted(journey.id(), journey.label(language)));
      }
    }
  }

  private static String heading(Segment segment, Language language) {
    return segment.id() + " " + segment.label(language);
  }

  private static String channels(Journey journey, Language language) {
    return journey.channels().stream()
        .map((Labelled channel) -> channel.label(language))
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void rulesOfSegments_areThoseThatDecide(Language language) throws IOException {
    String guide = GuidesTest.file(language, "segments");
    for (Segment segment : Segment.values()) {
      String part = part(guide, heading(segment, language));
      List<String> listed =
          part.substring(0, part.indexOf("\n**", part.indexOf(":\n\n- ")))
              .lines()
              .filter(line -> line.startsWith("- "))
              .map(line -> line.substring(2))
              .toList();

      assertThat(listed).as("%s", segment).isEqualTo(ways(segment, language));
    }
  }

  private static List<String> ways(Segment segment, Language language) {
    return RuleInWords.of(segment, NAMED, value -> threshold(value, language)).stream()
        .map(
            way ->
                way.stream()
                    .map(condition -> word(condition, language))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(", ")))
        .toList();
  }

  private static String threshold(double value, Language language) {
    return value == 3
        ? "Outlier"
        : Messages.of(language).text(value == 2 ? "band.high" : "band.medium");
  }

  private static String word(Message condition, Language language) {
    List<Object> given = condition.arguments();
    boolean spanish = language == Language.ES;
    return switch (condition.key()) {
      case "rule.new" -> spanish ? "nuevo" : "new";
      case "rule.not-new" -> "";
      case "rule.on-rhythm" -> spanish ? "a su ritmo" : "on rhythm";
      case "rule.at-risk" -> spanish ? "ha roto su ritmo" : "off rhythm";
      case "rule.dormant" -> spanish ? "dormido" : "dormant";
      case "rule.one" -> spanish ? "un solo día de compra" : "a single purchase day";
      case "rule.repeats" -> spanish ? "repite" : "repeats";
      case "rule.loyal" -> spanish ? "leal" : "loyal";
      case "rule.not-loyal" -> spanish ? "repite sin ser leal" : "repeats without being loyal";
      case "rule.never" -> spanish ? "nunca ha comprado" : "never bought";
      case "rule.lapsed" ->
          spanish ? "compró, pero no en el intervalo" : "bought, but not within the interval";
      case "rule.value-above" -> (spanish ? "valor por encima de " : "value above ") + given.get(0);
      case "rule.value-up-to" -> (spanish ? "valor hasta " : "value up to ") + given.get(0);
      case "rule.value-between" ->
          spanish
              ? "valor entre " + given.get(0) + " y " + given.get(1)
              : "value between " + given.get(0) + " and " + given.get(1);
      default ->
          throw new AssertionError("a condition that the guide has no word for: " + condition);
    };
  }
}
