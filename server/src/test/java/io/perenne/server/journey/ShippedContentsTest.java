// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Treatment;
import io.perenne.engage.journey.Journey;
import io.perenne.engage.journey.Step;
import io.perenne.server.action.CatalogueFile;
import io.perenne.server.content.Content;
import io.perenne.server.content.Contents;
import io.perenne.server.content.ShopValues;
import io.perenne.server.content.Source;
import io.perenne.server.content.Variable;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The journeys that are shipped, with what they say and the actions that they name. */
class ShippedContentsTest {
  private static final Contents CONTENTS = Contents.shipped();
  private static final List<Journey> JOURNEYS = ShippedJourneys.all();
  private static final Catalogue CATALOGUE = catalogue();

  private static final Pattern SECTION =
      Pattern.compile("\\{\\{([#^])([a-z_.]+)}}(.*?)\\{\\{/\\2}}", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\\{\\{([a-z_.]+)}}");

  /** One character of the alphabet of text messages, 3GPP TS 23.038; those after it count twice. */
  private static final String GSM =
      "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
          + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String GSM_TWICE = "^{}\\[~]|€";

  /** What filters of spam and readers take for spam. */
  private static final Pattern SPAM =
      Pattern.compile(
          "[!¡]|\\b(gratis|urgente|haz clic|clic aquí|aprovecha ya|no te lo pierdas|100 ?%|oferta"
              + " irrepetible|free|click here|act now|hurry up|guaranteed|risk-free|winner|don't miss)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** A message or task of a journey: what it says, and by which action and channels. */
  private record Said(Journey journey, String content, String action, List<Channel> channels) {
    Content text() {
      return CONTENTS.find(journey.id() + "/" + content).orElseThrow();
    }
  }

  private static Catalogue catalogue() {
    try {
      return CatalogueFile.read(
          Path.of(
              Objects.requireNonNull(ShippedJourneys.class.getResource("shipped/actions.yaml"))
                  .toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Said> said() {
    List<Said> all = new ArrayList<>();
    for (Journey journey : JOURNEYS) {
      for (Step step : journey.steps()) {
        if (step.act() instanceof Step.Message message) {
          all.add(new Said(journey, message.content(), message.action(), message.channels()));
        } else if (step.act() instanceof Step.Task task) {
          all.add(new Said(journey, task.content(), task.action(), List.of(task.list())));
        }
      }
    }
    return all;
  }

  /** Puts the samples in; what may be missing is there or not. */
  private static String filled(String text, Language language, boolean all) {
    String filled =
        SECTION
            .matcher(text)
            .replaceAll(
                match -> {
                  Variable variable = CONTENTS.variables().find(match.group(2)).orElseThrow();
                  boolean isThere = all || !variable.isOptional();
                  String inner = match.group(3);
                  if (isThere != match.group(1).equals("#")) {
                    return "";
                  }
                  String rows = variable.isList() ? rows(inner, variable, language) : inner;
                  return Matcher.quoteReplacement(rows);
                });
    return NAME.matcher(filled)
        .replaceAll(
            match -> {
              Variable variable = CONTENTS.variables().find(match.group(1)).orElseThrow();
              return Matcher.quoteReplacement(
                  Objects.requireNonNull(variable.samples().get(language)));
            });
  }

  private static String rows(String text, Variable list, Language language) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < list.rows().size(); i++) {
      boolean isLast = i == list.rows().size() - 1;
      rows.append(
          row(
              text.replaceAll("\\{\\{#-first}}(.*?)\\{\\{/-first}}", i == 0 ? "$1" : "")
                  .replaceAll("\\{\\{#-last}}(.*?)\\{\\{/-last}}", isLast ? "$1" : ""),
              list.rows().get(i),
              language));
    }
    return rows.toString();
  }

  private static String row(
      String text, Map<String, Map<Language, String>> row, Language language) {
    String filled = text;
    for (Map.Entry<String, Map<Language, String>> field : row.entrySet()) {
      filled =
          filled.replace(
              "{{" + field.getKey() + "}}", Objects.requireNonNull(field.getValue().get(language)));
    }
    return filled;
  }

  @Test
  void the33Journeys_areThoseOfTheSegments() {
    List<io.perenne.clv.segment.Journey> meant = new ArrayList<>();
    for (Segment segment : Segment.values()) {
      meant.addAll(io.perenne.clv.segment.Journey.of(segment));
    }
    assertThat(JOURNEYS).hasSize(33);
    for (int i = 0; i < meant.size(); i++) {
      Journey journey = JOURNEYS.get(i);
      assertThat(journey.id()).isEqualTo(meant.get(i).id());
      assertThat(journey.segment()).contains(meant.get(i).segment());
      for (Language language : Language.values()) {
        assertThat(journey.label(language)).isEqualTo(meant.get(i).label(language));
        assertThat(journey.about()).containsKey(language);
      }
      assertThat(journey.goal()).as(journey.id()).isPresent();
    }
  }

  @Test
  void whatJourneysSay_isThereByEveryChannel_andNothingElse() {
    Map<String, Set<Channel>> used = new HashMap<>();
    for (Said said : said()) {
      assertThat(said.text().channels()).as(said.toString()).containsAll(said.channels());
      used.computeIfAbsent(said.text().name(), any -> new HashSet<>()).addAll(said.channels());
    }
    Map<String, Set<Channel>> written = new HashMap<>();
    CONTENTS.all().forEach(content -> written.put(content.name(), content.channels()));
    assertThat(written).isEqualTo(used);
  }

  @Test
  void everyAction_isInTheCatalogue_forTheSegmentAndByTheChannels() {
    Map<String, Action> actions =
        CATALOGUE.actions().stream().collect(Collectors.toMap(Action::id, each -> each));
    Set<String> used = new HashSet<>();
    for (Said said : said()) {
      Action action = Objects.requireNonNull(actions.get(said.action()), said.toString());
      used.add(action.id());
      assertThat(action.treatments().stream().map(Treatment::channel))
          .as(said.toString())
          .containsAll(said.channels());
      // an offer is written about if and only if money is given
      boolean offers =
          said.channels().stream()
              .anyMatch(
                  channel ->
                      said.text().texts(channel, Language.ES).values().stream()
                          .anyMatch(text -> text.contains("{{offer.benefit}}")));
      assertThat(action.terms().discount() > 0).as(said.toString()).isEqualTo(offers);
    }
    assertThat(actions.keySet()).isEqualTo(used);
  }

  @Test
  void whoBuysAnyway_isGivenNoDiscount() {
    for (Said said : said()) {
      boolean onRhythm =
          switch (said.journey().segment().orElseThrow().number()) {
            case 1, 2, 3, 5, 7 -> true;
            default -> false;
          };
      if (onRhythm) {
        for (Channel channel : said.channels()) {
          for (Language language : Language.values()) {
            String withoutMinimum =
                said.text().texts(channel, language).values().stream()
                    .map(
                        text -> filled(text.replace("{{offer.benefit}}", "OFFER"), language, false))
                    .collect(Collectors.joining());
            assertThat(withoutMinimum).as(said.toString()).doesNotContain("OFFER");
          }
        }
      }
    }
  }

  @Test
  void texts_areShortEnough_andHaveNothingOfSpam() {
    for (Content content : CONTENTS.all()) {
      for (Channel channel : content.channels()) {
        for (Language language : Language.values()) {
          for (boolean all : new boolean[] {true, false}) {
            content
                .texts(channel, language)
                .forEach(
                    (field, text) -> {
                      String filled = filled(text, language, all);
                      String place = content.name() + " " + channel + " " + language + " " + field;
                      assertThat(filled).as(place).isNotBlank().doesNotContain("{{");
                      assertThat(SPAM.matcher(filled).find()).as(place + ": " + filled).isFalse();
                      switch (channel.code() + " " + field) {
                        case "email subject" ->
                            assertThat(filled).as(place).hasSizeLessThanOrEqualTo(60);
                        case "email preview" ->
                            assertThat(filled).as(place).hasSizeLessThanOrEqualTo(100);
                        case "push title" ->
                            assertThat(filled).as(place).hasSizeLessThanOrEqualTo(40);
                        case "push text" ->
                            assertThat(filled).as(place).hasSizeLessThanOrEqualTo(120);
                        case "sms text" ->
                            assertThat(septets(filled)).as(place).isLessThanOrEqualTo(160);
                        default -> assertThat(filled.length()).as(place).isLessThan(1500);
                      }
                    });
          }
        }
      }
    }
  }

  /** Counts as a telephone does; a character outside the alphabet would halve the message. */
  private static int septets(String text) {
    int septets = 0;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      assertThat(GSM + GSM_TWICE).as(text).contains(String.valueOf(each));
      septets += GSM_TWICE.indexOf(each) >= 0 ? 2 : 1;
    }
    return septets;
  }

  @Test
  void noTwoMessages_sayTheSame() {
    Map<String, String> seen = new HashMap<>();
    for (Content content : CONTENTS.all()) {
      for (Channel channel : content.channels()) {
        for (Language language : Language.values()) {
          Map<String, String> texts = content.texts(channel, language);
          for (String field : List.of("subject", "preview", "body", "text", "say", "why")) {
            String text = texts.get(field);
            if (text != null && !(channel == Channel.PUSH && text.equals("{{article.title}}"))) {
              String plain =
                  filled(text, language, true).toLowerCase(Locale.ROOT).replaceAll("\\W", "");
              assertThat(seen.put(language + field + plain, content.name()))
                  .as(content.name() + " " + field)
                  .isNull();
            }
          }
          assertThat(texts)
              .as(content.name())
              .isNotEqualTo(
                  content.texts(channel, language == Language.ES ? Language.EN : Language.ES));
        }
      }
    }
  }

  @Test
  void commercialSms_sayHowToStopThem() {
    for (Content content : CONTENTS.all()) {
      for (Language language : Language.values()) {
        String text = content.texts(Channel.SMS, language).get("text");
        assertThat(text == null || text.endsWith("{{shop.sms_stop}}")).as(content.name()).isTrue();
      }
    }
  }

  @Test
  void everyVariable_isUsed() {
    String all =
        CONTENTS.all().stream()
            .flatMap(
                content ->
                    content.channels().stream().map(each -> content.texts(each, Language.ES)))
            .flatMap(texts -> texts.values().stream())
            .collect(Collectors.joining());
    for (Variable variable : CONTENTS.variables().all()) {
      assertThat(all).containsPattern("\\{\\{#?" + Pattern.quote(variable.name()) + "}}");
    }
  }

  @Test
  void theExampleOfAShop_givesEverythingThatAShopHasToGive() {
    ShopValues example = ShopValues.example(CONTENTS.variables());
    for (Said said : said()) {
      for (Language language : Language.values()) {
        Map<String, Object> values =
            example.values(said.action(), language, LocalDate.of(2026, 6, 16));
        for (Channel channel : said.channels()) {
          String all = String.join("", said.text().texts(channel, language).values());
          for (Variable variable : CONTENTS.variables().all()) {
            boolean isGiven =
                variable.source() == Source.SHOP || variable.source() == Source.ACTION;
            if (isGiven && !variable.isOptional() && all.contains(variable.name() + "}}")) {
              assertThat(given(values, variable.name()))
                  .as(said + ": " + variable.name())
                  .isNotNull();
            }
          }
        }
      }
    }
  }

  private static @Nullable Object given(Map<String, Object> values, String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return values.get(name);
    }
    return values.get(name.substring(0, dot)) instanceof Map<?, ?> inner
        ? inner.get(name.substring(dot + 1))
        : null;
  }

  @Test
  void theExampleOfAShop_offersWhatTheCatalogueCosts() {
    ShopValues example = ShopValues.example(CONTENTS.variables());
    for (Action action : CATALOGUE.actions()) {
      Object benefit =
          given(
              example.values(action.id(), Language.ES, LocalDate.of(2026, 6, 16)), "offer.benefit");
      // of the one that asks for a larger purchase not everybody gets it
      if (action.terms().discount() > 0 && !action.id().equals("notable-stretch")) {
        assertThat(benefit)
            .as(action.id())
            .isEqualTo(Math.round(action.terms().discount()) + " € de descuento");
      } else {
        assertThat(benefit == null || action.id().equals("notable-stretch")).isTrue();
      }
    }
  }
}
