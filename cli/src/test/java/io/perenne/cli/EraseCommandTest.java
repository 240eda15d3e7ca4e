// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is erased from a terminal. */
class EraseCommandTest {
  @TempDir Path home;

  private Terminal perenne(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--home=" + home);
    return Terminal.run(all.toArray(String[]::new));
  }

  @BeforeEach
  void makeARunAndAProfile() throws IOException {
    Path orders =
        Files.writeString(
            home.resolve("orders.csv"),
            "order,customer,time,amount\n1,leaver,2024-03-01,40\n2,stayer,2024-03-02,50\n");
    Terminal run =
        perenne(
            "run", "--transactions=" + orders, "--as-of=2024-06-30", "--set=model=none", "--quiet");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path events =
        Files.writeString(
            home.resolve("events.ndjson"),
            """
            {"type":"identify","messageId":"1","userId":"leaver","timestamp":"2024-05-01T10:00:00Z","traits":{"email":"leaver@shop.example"}}
            {"type":"identify","messageId":"2","userId":"other","timestamp":"2024-05-01T10:00:00Z","context":{"externalIds":[{"id":"leaver","type":"loyalty_card","collection":"users","encoding":"none"}]}}
            """);
    assertThat(perenne("import", "events", events.toString()).exitCode()).isZero();
  }

  @Test
  void person_isLookedAt_andErasedWithTheProofOnlyAfterAYes() {
    Terminal look = perenne("erase", "Leaver@Shop.example", "--preview");
    assertThat(look.exitCode()).as(look.err()).isZero();
    assertThat(look.out())
        .contains("user_id:leaver", "email:leaver@shop.example", "Events 1", "the row of leaver")
        .doesNotContain("SHA-256");

    Terminal unasked = perenne("erase", "email:leaver@shop.example");
    assertThat(unasked.exitCode()).isEqualTo(2);
    assertThat(unasked.err()).contains("nothing was erased", "--yes");

    Terminal erased = perenne("erase", "email:leaver@shop.example", "--yes");
    assertThat(erased.exitCode()).as(erased.err()).isZero();
    assertThat(erased.out())
        .containsPattern("SHA-256 of the proof [0-9a-f]{64}")
        .contains("\"rows_of_runs\":{");
    assertThat(perenne("erase", "user_id:leaver", "--preview").exitCode()).isEqualTo(2);
    assertThat(perenne("erase", "stayer", "--preview").out()).contains("the row of stayer");
  }

  @Test
  void wordThatNamesSeveralPeople_isRefused() {
    Terminal several = perenne("erase", "leaver", "--yes");
    assertThat(several.exitCode()).isEqualTo(2);
    assertThat(several.err())
        .contains("several people", "user_id:leaver", "loyalty_card:leaver", "TYPE:VALUE");
    assertThat(perenne("erase", "nobody-at-all", "--yes").exitCode()).isEqualTo(2);
  }
}
