// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadCopyTest {
  private static final int MOST = 1000;

  private @TempDir Path folder;
  private Path work;

  @BeforeEach
  void makeFolder() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void shortFile_isReadWhole() throws IOException {
    assertThat(HeadCopy.of(file("a.csv", "id,note\n" + "1,x\n".repeat(200)), MOST, work)).isEmpty();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void longText_isCutAfterARow_notWithinItsQuotes() throws IOException {
    String rows = "1,\"two\nlines\"\n";
    Path file = file("a.csv", rows.repeat(100));

    Path copy = HeadCopy.of(file, MOST, work).orElseThrow();

    assertThat(copy).hasFileName("a.csv").hasContent(rows.repeat(MOST / rows.length()));
  }

  @Test
  void quoteThatNeverEnds_doesNotTakeTheRows() throws IOException {
    String rows = "1,24\" screen\n";
    Path file = file("a.csv", "0,5\" cable\n" + rows.repeat(20_000));

    Path copy = HeadCopy.of(file, 200_000, work).orElseThrow();

    assertThat(Files.size(copy)).isBetween(130_000L, 200_000L);
    assertThat(Files.readString(copy)).endsWith(" screen\n");
  }

  @Test
  void packedText_isUnpacked_andNamedWithoutItsEnding() throws IOException {
    Path file = folder.resolve("a.jsonl.gz");
    String line = "{\"id\":\"a \\\" b\"}\n";
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(line.repeat(1000).getBytes(UTF_8));
    }

    Path copy = HeadCopy.of(file, MOST, work).orElseThrow();

    assertThat(copy).hasFileName("a.jsonl").hasContent(line.repeat(MOST / line.length()));
  }

  @Test
  void whatCannotBeCut_isReadWhole() throws IOException {
    String long1 = "x".repeat(3000);
    assertThat(HeadCopy.of(file("a.parquet", "PAR1" + long1), MOST, work)).isEmpty();
    assertThat(HeadCopy.of(file("a.json", "[{\"a\":1}]" + long1), MOST, work)).isEmpty();
    assertThat(HeadCopy.of(folder.resolve("book.xlsx#Orders"), MOST, work)).isEmpty();
  }
}
