// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.InputException;
import io.perenne.analytics.OutOfResourcesException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new InputException(Problem.of("no column is a date")), 2, "no column is a date"),
        Arguments.of(
            new IllegalStateException(new InputException(Problem.of("deep inside"))),
            2,
            "deep inside"),
        Arguments.of(
            new OutOfResourcesException(Problem.of("too little memory"), new OutOfMemoryError()),
            3,
            "too little memory"),
        Arguments.of(new OutOfMemoryError("Java heap space"), 3, "memory ran out (give more"),
        // As DuckDB says it through JDBC.
        Arguments.of(
            new RuntimeException(
                "Out of Memory Error: failed to allocate data of size 1.0 MiB (95.3 MiB/95.3 MiB"
                    + " used)\n\nPossible solutions:"),
            3,
            "memory ran out (give more"),
        Arguments.of(
            new UncheckedIOException(
                new FileSystemException("/tmp/full/run.json", null, "No space left on device")),
            3,
            "the disk is full"),
        Arguments.of(
            new UncheckedIOException(new NoSuchFileException("orders.csv")),
            2,
            "there is no such file: orders.csv"),
        Arguments.of(new AccessDeniedException("orders"), 2, "no permission: orders"),
        Arguments.of(new IOException("broken pipe"), 3, "reading or writing failed: broken pipe"),
        Arguments.of(
            new UncheckedIOException(new IOException("Input/output error")),
            3,
            "reading or writing failed: Input/output error (check the disk"),
        Arguments.of(
            new UncheckedIOException(
                new FileSystemException("/mnt/run.json", null, "Input/output error")),
            3,
            "reading or writing failed: /mnt/run.json (check the disk"),
        Arguments.of(
            new IllegalStateException("x < 0: -1"),
            1,
            "this is a fault of Perenne, not yours: IllegalStateException: x < 0: -1"),
        Arguments.of(
            new IllegalArgumentException("a programmer's mistake, not the user's"),
            1,
            "this is a fault of Perenne, not yours"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void of_findsExitCodeAndWords(Throwable thrown, int exitCode, String words) {
    Failure failure = Failure.of(thrown);

    assertThat(failure.exitCode()).isEqualTo(exitCode);
    assertThat(failure.problems())
        .singleElement()
        .extracting(Problem::toLine)
        .asString()
        .startsWith(words);
  }

  @Test
  void tell_showsAStackTraceOnlyWhenAsked() {
    assertThat(told(false)).doesNotContain("\tat ").doesNotContain("Caused by");
    assertThat(told(true)).contains("\tat ");
  }

  private static String told(boolean showTrace) {
    StringWriter err = new StringWriter();
    PrintWriter writer = new PrintWriter(err, true);
    Failures.of(showTrace, Language.EN, false).tell(new IllegalStateException("x"), writer, writer);
    return err.toString();
  }
}
