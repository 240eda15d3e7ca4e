// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.JobListener;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.job.Run;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README is the one below. */
class ReadmeTest {
  @TempDir Path home;

  @Test
  void example_publishesARun() throws IOException {
    Path orders =
        Files.writeString(
            home.resolve("orders.csv"),
            "customer_id,order_time,amount\nana,2025-05-06,95.00\nben,2025-03-02,19.95\n");

    RunRequest request =
        new RunRequest(
            new TransactionInput(
                List.of(orders.toString()),
                ColumnMapping.none(),
                RunConfiguration.defaults().with("language", "en")),
            List.of(),
            Optional.of(LocalDate.of(2025, 6, 30)),
            home,
            Optional.empty());
    JobContext context =
        new JobContext(
            home,
            Secret.Sources.unattended(System.getenv()),
            InstantSource.system(),
            new SecureRandom(),
            Resources.ofMachine(),
            JobListener.SILENT);
    RunDocument run = Jobs.of(context).call(new Run(request));
    String where = RunStore.of(home).folder(run).toString();

    assertThat(run.totals().customers()).isEqualTo(2);
    assertThat(Path.of(where, "run.json")).exists();
  }

  @Test
  void example_isTheOneInTheReadme() throws IOException {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));

    assertThat(block.find()).isTrue();
    assertThat(withoutBlanks(Files.readString(source()))).contains(withoutBlanks(block.group(1)));
  }

  private static Path source() {
    return Path.of("src/test/java", ReadmeTest.class.getName().replace('.', '/') + ".java");
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s+", "");
  }
}
