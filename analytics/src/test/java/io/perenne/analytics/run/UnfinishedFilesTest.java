// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.LeftAside;
import io.perenne.analytics.ingest.source.SourcePaths;
import io.perenne.analytics.ingest.source.TransactionInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run says which files of a folder it did not read. */
class UnfinishedFilesTest {
  private @TempDir Path folder;

  @Test
  void fileThatIsOnItsWay_isAWarningOfTheRun() throws IOException {
    Path drop = Files.createDirectories(folder.resolve("drop"));
    Files.writeString(
        drop.resolve("a.csv"), "customer_id,date,amount\n1,2024-01-05,10\n2,2024-02-05,20\n");
    Path arriving = Files.writeString(drop.resolve("b.csv.part"), "customer_id,da");
    Files.writeString(drop.resolve("_SUCCESS"), "");

    RunDocument run = new Home(folder).with("model", "none").run("2024-06-30", drop);

    assertThat(run.totals().customers()).isEqualTo(2);
    assertThat(run.warnings())
        .filteredOn(each -> String.valueOf(each.key()).startsWith("warning.file"))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.key()).isEqualTo("warning.file.partial");
              assertThat(warning.en()).contains(arriving.toString(), "was not read");
              assertThat(warning.es()).contains(arriving.toString(), "no se ha leído");
            });
  }

  @Test
  void manyFiles_areNamedInPart_andCounted() {
    List<SourcePaths.Left> left = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      left.add(new SourcePaths.Left(Path.of("/drop/" + i + ".csv"), LeftAside.WRITING));
    }
    left.add(new SourcePaths.Left(Path.of("/drop/old.csv"), LeftAside.OLDER));
    RunRequest request =
        new RunRequest(
            new TransactionInput(
                List.of("/drop/a.csv"), ColumnMapping.none(), RunConfiguration.defaults()),
            List.of(),
            Optional.empty(),
            folder,
            Optional.empty(),
            left);

    assertThat(UnfinishedFiles.warnings(request)).hasSize(11);
    assertThat(UnfinishedFiles.warnings(request).get(10))
        .hasToString("3 more files were not complete and not read");
  }
}
