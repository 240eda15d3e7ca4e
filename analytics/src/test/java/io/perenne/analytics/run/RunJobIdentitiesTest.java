// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several customer ids that are one person. */
class RunJobIdentitiesTest {
  private static final String AS_OF = "2025-01-01";

  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder);
  }

  private Home people(String... rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("customer,person"));
    lines.addAll(List.of(rows));
    Path file = home.write("people.csv", lines.toArray(String[]::new));
    return home.with("input.identities", file.toString());
  }

  @Test
  void run_idsOfOnePerson_areOneRowEqualToThatOfAFileWithOneId() throws IOException {
    Path regulars = home.writeRegulars();
    Path apart = home.write("more.csv", "customer_id,date,amount", "A9,2024-11-20,70.00");
    Path together = home.write("one.csv", "customer_id,date,amount", "R01,2024-11-20,70.00");
    Map<String, Map<String, String>> expected = home.contract(home.run(AS_OF, regulars, together));

    RunDocument run = people("A9,R01").run(AS_OF, regulars, apart);

    assertThat(home.contract(run)).isEqualTo(expected).doesNotContainKey("A9");
    assertThat(run.inputs()).extracting(RunDocument.Input::kind).contains("identities");
  }

  @Test
  void run_withoutTheRowAgain_isTwoPeopleAgain() throws IOException {
    Path rows =
        home.write("rows.csv", "customer_id,date,amount", "A,2024-05-01,10", "B,2024-06-01,20");

    RunDocument merged = people("A,B").run(AS_OF, rows);
    RunDocument parted = home.with("input.identities", "none").run(AS_OF, rows);

    assertThat(home.contract(merged)).containsOnlyKeys("B");
    assertThat(home.contract(merged).get("B")).containsEntry("MON_VALUE", "30.00");
    assertThat(home.contract(parted)).containsOnlyKeys("A", "B");
  }

  @Test
  void run_idsThatNeedCleaning_meetTheirPerson() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount",
            " A ,2024-05-01,10",
            "A,2024-05-02,10",
            "B,2024-06-01,20");

    assertThat(home.contract(people(" A,B ").run(AS_OF, rows)).get("B"))
        .containsEntry("FREQ_VALUE", "3");
  }

  @Test
  void run_customersOfTheCrm_speakForThePersonTheStricterConsentFirst() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount",
            "A,2024-05-01,10",
            "B,2024-06-01,20",
            "C,2024-06-01,20",
            "D,2024-06-01,20");
    Path crm =
        home.write(
            "crm.csv",
            "customer_id,email,consent,city",
            "A,a@shop.example,no,Vigo",
            "B,b@shop.example,yes,",
            "C,c@shop.example,yes,Lugo",
            "D,,yes,Ourense");

    Map<String, Map<String, String>> contract =
        home.contract(
            people("A,B", "C,D")
                .with("datamodel.extended-columns", "yes")
                .withCustomers(crm)
                .run(AS_OF, rows));

    assertThat(contract).containsOnlyKeys("B", "D");
    assertThat(contract.get("B"))
        .containsEntry("Email", "b@shop.example")
        .containsEntry("EMAIL_COMMUNICATIONS", "false");
    assertThat(contract.get("D"))
        .containsEntry("Email", "c@shop.example")
        .containsEntry("EMAIL_COMMUNICATIONS", "true");
  }

  @Test
  void run_crmIdsWithZerosInFront_meetTheirPersonAllTheSame() throws IOException {
    Path rows =
        home.write("rows.csv", "customer_id,date,amount", "12,2024-05-01,10", "13,2024-06-01,20");
    Path crm =
        home.write(
            "crm.csv", "customer_id,email,consent", "0012,twelve@shop.example,yes", "0013,,yes");

    Map<String, Map<String, String>> contract =
        home.contract(people("12,13").withCustomers(crm).run(AS_OF, rows));

    assertThat(contract).containsOnlyKeys("13");
    assertThat(contract.get("13")).containsEntry("Email", "twelve@shop.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stratified", "hash"})
  void run_idsThatWereInBothArms_areTreated(String mode) throws IOException {
    home.with("control-group.share", "0.5").with("control-group.mode", mode);
    List<String> lines = new ArrayList<>(List.of("customer_id,date,amount"));
    IntStream.range(0, 40)
        .forEach(i -> lines.add("C%02d,2024-05-%02d,10".formatted(i, 1 + i % 28)));
    Path rows = home.write("rows.csv", lines.toArray(String[]::new));
    Map<String, Map<String, String>> apart = home.contract(home.run(AS_OF, rows));
    List<String> control = inArm(apart, "control");
    List<String> target = inArm(apart, "target");

    Map<String, Map<String, String>> merged =
        home.contract(
            people(
                    target.get(0) + "," + control.get(0),
                    control.get(1) + "," + target.get(1),
                    control.get(2) + "," + control.get(3))
                .run(AS_OF, rows));
    Map<String, Map<String, String>> parted =
        home.contract(home.with("input.identities", "none").run(AS_OF, rows));

    assertThat(merged.get(control.get(0))).containsEntry("CG_SEGMENT", "target");
    assertThat(merged.get(target.get(1))).containsEntry("CG_SEGMENT", "target");
    assertThat(merged.get(control.get(3))).containsEntry("CG_SEGMENT", "control");
    assertThat(parted.get(control.get(1)))
        .as("an id keeps its arm while it is part of a person")
        .containsEntry("CG_SEGMENT", "control");
  }

  private static List<String> inArm(Map<String, Map<String, String>> contract, String arm) {
    return contract.entrySet().stream()
        .filter(row -> arm.equals(row.getValue().get("CG_SEGMENT")))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void run_identitiesWithoutRows_changeNothing() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "A,2024-05-01,10");

    assertThat(home.contract(people().run(AS_OF, rows))).containsOnlyKeys("A");
  }

  @ParameterizedTest
  @CsvSource({
    "'A,B;A,C', 'customer A belongs to several people, B among them'",
    "'A,B;B,C', 'customer A is part of B, which is part of another'",
    "'A,;C,B', 'a row has no customer or no person (A)'",
    "',B;C,B', 'a row has no customer or no person (B)'"
  })
  void run_identitiesThatContradict_areRefused(String rows, String reason) throws IOException {
    Path transactions = home.write("rows.csv", "customer_id,date,amount", "A,2024-05-01,10");
    people(rows.split(";", -1));

    assertThatThrownBy(() -> home.run(AS_OF, transactions))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("people.csv")
        .hasMessageContaining(reason);
  }

  @Test
  void run_identitiesWithoutTheColumns_areRefusedWithThoseTheyHave() throws IOException {
    Path transactions = home.write("rows.csv", "customer_id,date,amount", "A,2024-05-01,10");
    home.with("input.identities", home.write("odd.csv", "colour,size", "A,B").toString());

    assertThatThrownBy(() -> home.run(AS_OF, transactions))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("customer and person")
        .hasMessageContaining("colour, size");
  }
}
