// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.journey.Entry;
import io.perenne.engage.journey.Goal;
import io.perenne.engage.journey.Journey;
import io.perenne.engage.journey.ReEntry;
import io.perenne.engage.journey.Span;
import io.perenne.engage.journey.Step;
import io.perenne.engage.journey.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JourneyFileTest {
  private static final String EVERYTHING =
      """
      id: X1
      name: {es: Todo, en: Everything}
      about: {es: Una frase., en: A sentence.}
      segment: "04"
      goal: {metric: purchase, within: 30 days}
      enter:
        when: segment-entered
        segment: "04"
        if:
          bands: ["1", high]
          columns: {DIFF_TBP_RECENCY: {at-least: 0, less-than: 7}, LAST_TICKET_DATE: {known: false}}
          rule: {field: purchases, at_least: 2}
      re-enter: {after: 90 days}
      leave: [purchase, segment-left, Order Returned]
      steps:
        - step: offer
          message: {action: win-back, channels: [email, sms], expires-after: 3 días, failed: call}
        - delay: {days: 5, at: "09:00", on: [monday, tuesday]}
        - delay: {share-of-rhythm: 0.5, at-most: 2 weeks, paused: runs}
        - wait: {for: purchase, at-most: 10 days, then: end, else: next}
        - wait: {if: {segments: ["01"]}, at-most: 12 horas, then: call}
        - split: {if: {bands: ["1", "2"]}, then: call}
        - split: {branches: [{if: {segments: ["01"]}, then: call}], else: end}
        - split: {random: {call: 50, next: 50}}
        - holdout: {share: 0.1}
        - update: {trait: tried, value: yes}
        - update: {points: 50}
        - webhook: {to: crm, expires-after: 1 day, failed: end}
        - step: call
          task: {list: call, action: win-back-call, content: sheet, expires-after: 7 days}
        - goto: {step: offer, at-most: 2}
        - end: {}
      """;

  @TempDir Path folder;

  private static List<String> problems(String file, String text) {
    return catchThrowableOfType(InputException.class, () -> JourneyFile.read(file, text))
        .problems()
        .stream()
        .map(Problem::toLine)
        .toList();
  }

  @Test
  void everyKey_isRead() {
    Journey journey = JourneyFile.read("X1.yaml", EVERYTHING);
    assertThat(journey.label(Language.ES)).isEqualTo("Todo");
    assertThat(journey.segment()).contains(Segment.of(4));
    assertThat(journey.goal()).contains(new Goal("purchase", Span.ofDays(30)));
    assertThat(journey.entry().trigger())
        .isEqualTo(new Entry.SegmentEntered(Set.of(Segment.of(4))));
    assertThat(journey.entry().only().canonical())
        .contains("DIFF_TBP_RECENCY", "LAST_TICKET_DATE", "purchases");
    assertThat(journey.reEntry()).isEqualTo(new ReEntry.After(Span.ofDays(90)));
    assertThat(journey.leave()).containsOnly("purchase", "segment-left", "order returned");
    assertThat(journey.steps()).hasSize(15);
    assertThat(journey.steps().get(0))
        .isEqualTo(
            new Step(
                "offer",
                new Step.Message(
                    "win-back",
                    List.of(Channel.EMAIL, Channel.SMS),
                    "offer",
                    Optional.of(Span.ofDays(3)),
                    Target.of("call"))));
    assertThat(journey.steps().get(1).act())
        .isEqualTo(
            new Step.Delay(
                Span.ofDays(5),
                Optional.empty(),
                Optional.of(LocalTime.of(9, 0)),
                Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                false));
    assertThat(journey.steps().stream().map(each -> each.act().code()).distinct())
        .containsExactly(
            "message", "delay", "wait", "split", "holdout", "update", "webhook", "task", "goto",
            "end");
  }

  @Test
  void allFaults_areToldAtOnce_withPlaceAndSuggestion() {
    assertThat(
            problems(
                "X2.yaml",
                """
                id: X1
                name: {es: Todo}
                gaol: {metric: purchase}
                enter: {when: segment-entred}
                re-enter: {after: soon}
                steps:
                  - message: {action: a, chanels: [email], failed: cal}
                  - delay: {}
                  - step: call
                    task: {list: phone, action: b}
                  - split: {if: {columns: {DIFF_TBP_RECENCI: {at-most: 7}, CLV_SCORE: {is: Alto}}}}
                  - split: {if: {rule: {field: purchase, at_least: 2}}}
                  - wait: {for: purchase, at-most: 3 days, then: call}
                """))
        .anyMatch(line -> line.contains("X1.yaml"))
        .anyMatch(line -> line.contains("Spanish and English"))
        .anyMatch(line -> line.contains("gaol") && line.contains("did you mean goal?"))
        .anyMatch(line -> line.contains("did you mean segment-entered?"))
        .anyMatch(line -> line.contains("re-enter.after") && line.contains("soon"))
        .anyMatch(line -> line.contains("steps.1.message") && line.contains("channels?"))
        .anyMatch(line -> line.contains("steps.2.delay"))
        .anyMatch(line -> line.contains("steps.3.task.list") && line.contains("phone"))
        .anyMatch(line -> line.contains("DIFF_TBP_RECENCY?"))
        .anyMatch(line -> line.contains("ID_CLV_SCORE"))
        .anyMatch(line -> line.contains("steps.5.split.if.rule") && line.contains("purchases"))
        .hasSizeGreaterThanOrEqualTo(11);
  }

  @Test
  void stepsThatGoNowhereOrBack_areRefused() {
    String head = "id: X1\nname: {es: a, en: a}\nenter: {when: list}\nsteps:\n";
    assertThat(
            problems(
                "X1.yaml",
                head
                    + "  - step: one\n    delay: {days: 1}\n"
                    + "  - split: {if: {bands: [\"1\"]}, then: one}\n"
                    + "  - goto: {step: one}\n"
                    + "  - step: one\n    wait: {for: purchase, at-most: 1 day, then: ond}\n"))
        .anyMatch(line -> line.contains("steps.2") && line.contains("goes back"))
        .anyMatch(line -> line.contains("steps.3") && line.contains("goes back"))
        .anyMatch(line -> line.contains("steps.4") && line.contains("two steps"))
        .anyMatch(line -> line.contains("ond") && line.contains("did you mean one?"));
  }

  @Test
  void version_changesWithWhatDecides_notWithNames() {
    Journey journey = JourneyFile.read("X1.yaml", EVERYTHING);
    assertThat(JourneyFile.read("X1.yaml", EVERYTHING.replace("Todo", "Más")).version())
        .isEqualTo(journey.version());
    assertThat(JourneyFile.read("X1.yaml", EVERYTHING.replace("days: 5", "days: 6")).version())
        .isNotEqualTo(journey.version());
    assertThat(
            JourneyFile.read(
                    "X1.yaml", EVERYTHING.replace("[monday, tuesday]", "[tuesday, monday]"))
                .version())
        .isEqualTo(journey.version());
  }

  @Test
  void everyShippedJourney_isRead_andBelongsToItsSegment() {
    List<Journey> shipped = ShippedJourneys.all();
    assertThat(shipped).isNotEmpty();
    for (Journey journey : shipped) {
      assertThat(journey.segment().orElseThrow().id()).isEqualTo(journey.id().substring(1, 3));
      assertThat(journey.goal()).isPresent();
    }
  }

  @Test
  void aFileOfTheHome_standsInForTheOneShipped() throws IOException {
    Files.createDirectories(JourneyFolder.of(folder));
    Files.writeString(JourneyFolder.of(folder).resolve("X1.yaml"), EVERYTHING);
    List<JourneyFolder.Kept> all = JourneyFolder.all(folder);
    assertThat(
            all.stream()
                .filter(JourneyFolder.Kept::isOwn)
                .map(each -> each.journey().id())
                .toList())
        .containsExactly("X1");
    assertThat(all).hasSize(ShippedJourneys.ids().size() + 1);
    Files.writeString(JourneyFolder.of(folder).resolve("X2.yaml"), "id: X2\n");
    assertThat(catchThrowableOfType(InputException.class, () -> JourneyFolder.all(folder)))
        .hasMessageContaining("X2.yaml");
  }
}
