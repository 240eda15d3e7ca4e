// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What messages say, from a terminal. */
class ContentsCommandTest {
  @TempDir Path folder;

  private Terminal perenne(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--home=" + folder.resolve("home"));
    return Terminal.run(all.toArray(String[]::new));
  }

  @Test
  void whatIsMissing_isToldUntilItIsWritten() throws IOException {
    Terminal before = perenne("contents", "check");
    assertThat(before.exitCode()).isEqualTo(2);
    assertThat(before.err()).contains("shop.phone", "win-back: offer.code", "J04.1/offer");

    Terminal copied = perenne("contents", "copy", "values", "J04.1", "actions");
    assertThat(copied.exitCode()).isZero();
    Path home = folder.resolve("home");
    assertThat(copied.out().lines())
        .containsExactly(
            home.resolve("journeys/content/values.yaml").toString(),
            home.resolve("journeys/content/J04.1.yaml").toString(),
            home.resolve("actions.yaml").toString());
    Terminal after = perenne("contents", "check");
    assertThat(after.err()).isEmpty();
    assertThat(after.exitCode()).isZero();
    assertThat(after.out()).contains("33 journeys");
    assertThat(
            Terminal.run("actions", "validate", home.resolve("actions.yaml").toString()).exitCode())
        .isZero();

    Path own = home.resolve("journeys/content/J04.1.yaml");
    Files.writeString(own, Files.readString(own).replace("{{offer.code}}", "{{offer.cod}}"));
    Terminal wrong = perenne("contents", "check");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("J04.1.yaml: offer.email.es.body", "offer.code");
  }

  @Test
  void nothingIsOverwritten_andNothingElseIsCopied() throws IOException {
    assertThat(perenne("contents", "copy", "J11.3").exitCode()).isZero();
    Path own = folder.resolve("home/journeys/content/J11.3.yaml");
    Files.writeString(own, "mine");
    assertThat(perenne("contents", "copy", "J11.3").exitCode()).isEqualTo(2);
    assertThat(own).hasContent("mine");
    for (String name : new String[] {"J12.1", "../J04.1", "", "messages_en"}) {
      assertThat(perenne("contents", "copy", name).exitCode()).as(name).isEqualTo(2);
    }
  }
}
