// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.run.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvePeopleTest {
  private @TempDir Path folder;

  private Path write(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private List<String> resolve(Path transactions, List<String> customers, String... candidates)
      throws IOException {
    StringBuilder rows = new StringBuilder("person,customer,place\n");
    List.of(candidates).forEach(row -> rows.append(row).append('\n'));
    Path target = folder.resolve("people.csv");
    RunRequest request =
        new RunRequest(
            new TransactionInput(
                List.of(transactions.toString()),
                ColumnMapping.none(),
                RunConfiguration.defaults()),
            customers,
            Optional.empty(),
            folder.resolve("home"),
            Optional.empty());
    long count =
        Jobs.of(TestJobs.context(folder.resolve("home")))
            .call(new ResolvePeople(request, write("candidates.csv", rows.toString()), target));
    List<String> lines = Files.readAllLines(target);
    assertThat(lines.get(0)).isEqualTo("customer,person");
    assertThat(count).isEqualTo(lines.size() - 1);
    return lines.subList(1, lines.size());
  }

  @Test
  void run_idsOfAPersonThatBought_standForTheFirstOfThem() throws IOException {
    Path rows =
        write(
            "rows.csv",
            "customer_id,date,amount",
            "B,2024-05-01,10",
            "C,2024-05-01,10",
            "X,2024-05-01,1");

    assertThat(resolve(rows, List.of(), "p1,A,1", "p1,B,2", "p1,C,3", "p2,X,1", "p2,Y,2"))
        .as("A is in no file, so it cannot stand for anybody; X has nobody beside it")
        .containsExactly("C,B");
  }

  @Test
  void run_idsOfTheCrmOnly_standForWhoeverBought() throws IOException {
    Path rows = write("rows.csv", "customer_id,date,amount", "B,2024-05-01,10");
    Path crm =
        write(
            "crm.csv",
            "customer_id,email,consent",
            "A,a@shop.example,yes",
            "B,,yes",
            "C,,yes",
            "D,,yes");

    assertThat(
            resolve(
                rows, List.of(crm.toString()), "p1,A,1", "p1,B,2", "p2,D,1", "p2,C,2", "p2,E,0"))
        .containsExactly("A,B", "C,D");
  }

  @Test
  void run_nobodyWithSeveralIds_writesTheHeader() throws IOException {
    Path rows = write("rows.csv", "customer_id,date,amount", "B,2024-05-01,10");

    assertThat(resolve(rows, List.of())).isEmpty();
  }
}
