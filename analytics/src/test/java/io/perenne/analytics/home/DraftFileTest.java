// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftFileTest {
  @TempDir Path folder;

  private static void fill(DraftFile draft, String text) throws IOException {
    try (OutputStream out = draft.open()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void commit_replacesTheFileAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "old");
    try (DraftFile draft = DraftFile.of(file, Access.USUAL)) {
      fill(draft, "new");
      assertThat(file).as("until then it is the old one").hasContent("old");
      draft.commit();
    }
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("a.csv");
  }

  @Test
  void close_withoutCommit_leavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "old");
    try (DraftFile draft = DraftFile.of(file, Access.USUAL)) {
      fill(draft, "half");
    }
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.csv");
  }

  @Test
  void of_twice_takesNamesThatNobodyForesees() throws IOException {
    Path file = folder.resolve("a.csv");
    try (DraftFile one = DraftFile.of(file, Access.USUAL);
        DraftFile two = DraftFile.of(file, Access.USUAL)) {
      assertThat(one.path()).isNotEqualTo(two.path());
      assertThat(one.path().getFileName().toString()).matches("\\.a\\.csv\\.[0-9a-f]{16}\\.tmp");
    }
  }

  @Test
  void open_linkPutInPlaceOfTheDraft_isNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "theirs");
    try (DraftFile draft = DraftFile.of(folder.resolve("a.csv"), Access.USUAL)) {
      Files.delete(draft.path());
      Files.createSymbolicLink(draft.path(), secret);
      assertThatThrownBy(() -> draft.open()).isInstanceOf(IOException.class);
    }
    assertThat(secret).hasContent("theirs");
  }

  @Test
  void commit_targetIsALink_replacesTheLinkAndNotWhatItPointsTo() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "theirs");
    Path file = Files.createSymbolicLink(folder.resolve("a.csv"), secret);
    DurableFiles.write(file, "ours", Access.USUAL);
    assertThat(secret).hasContent("theirs");
    assertThat(file).isRegularFile().hasContent("ours");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @Test
  void of_draftOfAKilledProcess_isDeletedOnceItIsADayOld() throws IOException {
    Path file = folder.resolve("a.csv");
    Path old = Files.createFile(folder.resolve(".a.csv.0123456789abcdef.tmp"));
    Path young = Files.createFile(folder.resolve(".a.csv.fedcba9876543210.tmp"));
    Path other = Files.createFile(folder.resolve(".b.csv.0123456789abcdef.tmp"));
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(other, longAgo);
    DraftFile.of(file, Access.USUAL).close();
    assertThat(old).doesNotExist();
    assertThat(young).as("its process may be alive").exists();
    assertThat(other).exists();
  }

  @Test
  void of_missingFolder_fails() {
    Path file = folder.resolve("none/a.csv");
    assertThatThrownBy(() -> DraftFile.of(file, Access.USUAL))
        .isInstanceOf(NoSuchFileException.class);
  }
}
