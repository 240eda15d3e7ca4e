// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.Cap;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.OutcomeCell;
import io.perenne.engage.decision.QuietHours;
import io.perenne.engage.decision.SegmentAudience;
import io.perenne.engage.decision.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFileTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("actions.yaml"), text);
  }

  private List<String> problems(String text) throws IOException {
    Path file = file(text);
    return catchThrowableOfType(InputException.class, () -> CatalogueFile.read(file))
        .problems()
        .stream()
        .map(Problem::toLine)
        .map(line -> line.replace(file.toString(), "F"))
        .toList();
  }

  @Test
  void everyKey_isRead() throws IOException {
    Catalogue catalogue =
        CatalogueFile.read(
            file(
                """
                margin: 0.35
                learning: {exploration: 0.05, holdout: 0.2, epoch: "2025"}
                policy:
                  caps: {email: 1 per 3 days, all: 2 cada 7 días}
                  issues: {grow: 3 per 30 days}
                  segments: {"02": {email: 1 per 14 days}}
                  ignored: {times: 5, days: 60}
                  quiet-hours: {from: "21:00", until: "09:00"}
                actions:
                  second:
                    name: {es: Segunda, en: Second}
                    issue: grow
                    group: offers
                    service: true
                    treatments:
                      mail: {channel: email, cost: 0.02}
                    discount: 6
                    margin: 0.3
                    window: 45
                    carry-over: 0.1
                    from: 2025-01-01
                    until: 2025-12-31
                    stock: 100
                    budget: 250.5
                    repeat-after: 60
                    audience: {segments: ["08", 9, loyal-vip], bands: [high]}
                    assumed: {uplift: 0.02, error: 0.01}
                """));
    assertThat(catalogue.margin()).hasValue(0.35);
    assertThat(catalogue.learning()).isEqualTo(new Catalogue.Learning(0.05, 0.2, "2025"));
    assertThat(catalogue.policy().channels())
        .isEqualTo(
            Map.of(
                Channel.EMAIL,
                new Cap(1, 3),
                Channel.SMS,
                new Cap(1, 7),
                Channel.CALL,
                new Cap(1, 30)));
    assertThat(catalogue.policy().all()).contains(new Cap(2, 7));
    assertThat(catalogue.policy().issues()).isEqualTo(Map.of("grow", new Cap(3, 30)));
    assertThat(catalogue.policy().cap(Channel.EMAIL, Optional.of(Segment.LOYAL_VIP)))
        .contains(new Cap(1, 14));
    assertThat(catalogue.policy().ignored()).isEqualTo(5);
    assertThat(catalogue.policy().quiet())
        .isEqualTo(new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0)));
    Action action = catalogue.actions().get(0);
    assertThat(action.label(Language.ES)).isEqualTo("Segunda");
    assertThat(action.service()).isTrue();
    assertThat(action.treatments()).containsExactly(new Treatment("mail", Channel.EMAIL, 0.02));
    assertThat(action.terms().discount()).isEqualTo(6);
    assertThat(action.terms().margin()).hasValue(0.3);
    assertThat(action.terms().windowDays()).isEqualTo(45);
    assertThat(action.terms().carryOver()).isEqualTo(0.1);
    assertThat(action.limits().from()).contains(LocalDate.of(2025, 1, 1));
    assertThat(action.limits().until()).contains(LocalDate.of(2025, 12, 31));
    assertThat(action.limits().stock()).hasValue(100);
    assertThat(action.limits().budget()).hasValue(250.5);
    assertThat(action.limits().repeatDays()).hasValue(60);
    assertThat(action.assumption()).contains(new Action.Assumption(0.02, 0.01));
    assertThat(action.audience())
        .isEqualTo(
            new SegmentAudience(
                Set.of(Segment.RECENT_CUSTOMER, Segment.LOW_VALUE_MASS, Segment.LOYAL_VIP),
                Set.of(ValueBand.HIGH)));
  }

  @Test
  void files_ofTheGuide_canBeUsed() throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", "docs", "decisions.md")));
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    assertThat(blocks).hasSize(2);
    Catalogue catalogue = CatalogueFile.read(file(blocks.get(0)));
    assertThat(catalogue.actions())
        .extracting(Action::id)
        .containsExactly("second-purchase", "win-back-call");
    Path outcomes = Files.writeString(folder.resolve("outcomes.yaml"), blocks.get(1));
    assertThat(OutcomeFile.read(outcomes, catalogue)).hasSize(2);
  }

  @Test
  void json_saysTheSameAsYaml() throws IOException {
    Catalogue yaml =
        CatalogueFile.read(
            file("actions: {a: {issue: grow, treatments: {mail: {channel: email}}}}"));
    Path json =
        Files.writeString(
            folder.resolve("actions.json"),
            "{\"actions\":{\"a\":{\"treatments\":{\"mail\":{\"channel\":\"email\"}},"
                + "\"issue\":\"grow\"}}}");
    assertThat(CatalogueFile.read(json)).isEqualTo(yaml);
    assertThat(CatalogueFile.read(json).version()).isEqualTo(yaml.version());
  }

  @Test
  void allThatIsWrong_isToldAtOnceWithItsPlace() throws IOException {
    assertThat(
            problems(
                """
                margn: 0.4
                policy: {caps: {email: twice}, quiet-hours: {from: "21:00"}}
                actions:
                  a:
                    issue: grow
                    treatments: {mail: {channel: emial, cost: -1}}
                    window: 1.5
                    stock: many
                    from: tomorrow
                    service: perhaps
                    audience: {segments: [12], bands: [6]}
                    assumed: {uplift: 0.1}
                """))
        .containsExactlyInAnyOrder(
            "F: there is no such key: margn (did you mean margin?)",
            "F: policy.caps.email: a cap is written as in 2 per 7 days, with at most 1000 contacts"
                + " and 365 days: twice",
            "F: policy.quiet-hours: quiet hours need both from and until",
            "F: actions.a.treatments.mail.channel: a channel is email, sms, call, push, web or"
                + " store: emial",
            "F: actions.a.treatments.mail.cost: this is a number from 0 to 1000000000000: -1",
            "F: actions.a.window: this is a whole number from 1 to 365: 1.5",
            "F: actions.a.stock: this is a whole number from 0 to 2147483647: many",
            "F: actions.a.from: this is a date as in 2025-12-31: tomorrow",
            "F: actions.a.service: this is true or false: perhaps",
            "F: actions.a.audience.segments: a segment is 01 to 11, or its code as in loyal-vip:"
                + " 12",
            "F: actions.a.audience.bands: a band is 1 to 5, or its code as in high: 6",
            "F: actions.a.assumed: a key is missing: error");
  }

  @Test
  void shapes_thatAreNoCatalogue_areRefused() throws IOException {
    assertThat(problems("")).containsExactly("F: there is no action: actions");
    assertThat(problems("actions: [a, b]")).isNotEmpty();
    assertThat(
            problems(
                "actions: {a: {issue: x, treatments: {m: {channel: web}}, from: 2025-02-01,"
                    + " until: 2025-01-01}}"))
        .containsExactly("F: actions.a: the last day is before the first: 2025-02-01 > 2025-01-01");
    assertThat(problems("actions: {a: {issue: x}}"))
        .containsExactly(
            "F: actions.a: an action needs at least one treatment, with its channel: treatments");
    assertThat(problems("margin: 0.1\nmargin: 0.2"))
        .containsExactly(
            "F: line 2 is not YAML, or a key stands twice (indent with blanks, write key: value,"
                + " and each key once)");
  }

  @Test
  void outcomes_areOfActionsThatThereAre() throws IOException {
    Catalogue catalogue =
        CatalogueFile.read(file("actions: {a: {issue: x, treatments: {m: {channel: web}}}}"));
    Path good =
        Files.writeString(
            folder.resolve("good.yaml"),
            "a: {\"08\": {shown: 90, shown-bought: 9, held-back: 10, held-back-bought: 0}}");
    assertThat(OutcomeFile.read(good, catalogue))
        .containsExactly(new OutcomeCell("a", Segment.RECENT_CUSTOMER, 90, 9, 10, 0));
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            b: {}
            a:
              "08": {shown: 1, shown-bought: 9, held-back: 10, held-back-bought: 0}
              "09": {shown: 1}
            """);
    assertThatThrownBy(() -> OutcomeFile.read(bad, catalogue))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such key: b")
        .hasMessageContaining("more bought than there were: 9")
        .hasMessageContaining("a key is missing: held-back");
  }
}
