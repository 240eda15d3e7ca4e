// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.failure;

import io.perenne.analytics.InputException;
import io.perenne.analytics.OutOfResourcesException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a failure means for the person at the terminal: an exit code and what to say.
 *
 * @param exitCode one of {@link ExitCode}
 * @param problems what to say; never empty
 */
record Failure(int exitCode, List<Problem> problems) {
  private static final List<String> DISK_FULL =
      List.of("no space left on device", "disk quota exceeded");
  private static final List<String> MEMORY_FULL =
      List.of("out of memory error", "failed to allocate", "could not allocate");

  /** Returns the meaning of a failure, found in it or in any of its causes. */
  static Failure of(Throwable thrown) {
    return causes(thrown)
        .map(Failure::known)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> fault(thrown));
  }

  private static Optional<Failure> known(Throwable cause) {
    if (cause instanceof InputException input) {
      return Optional.of(new Failure(ExitCode.INPUT, input.problems()));
    }
    if (cause instanceof DeliveryFailedException) {
      return Optional.of(
          new Failure(
              ExitCode.NOT_DELIVERED, List.of(Problem.of(String.valueOf(cause.getMessage())))));
    }
    if (cause instanceof OutOfResourcesException resources) {
      return Optional.of(outOf(resources.problem()));
    }
    if (cause instanceof OutOfMemoryError || says(cause, MEMORY_FULL)) {
      Problem problem = Problem.of("memory ran out").withValue(firstLine(cause));
      return Optional.of(
          outOf(problem.withRemedy("give more with --memory, or use fewer --threads")));
    }
    if (says(cause, DISK_FULL)) {
      Problem problem = Problem.of("the disk is full").withValue(firstLine(cause));
      return Optional.of(outOf(problem.withRemedy("make room, or choose another --home")));
    }
    return cause instanceof FileSystemException file ? file(file) : Optional.empty();
  }

  private static Optional<Failure> file(FileSystemException failure) {
    String path = Objects.requireNonNullElse(failure.getFile(), "");
    Problem problem;
    if (failure instanceof NoSuchFileException) {
      problem = Problem.of("there is no such file").withValue(path);
    } else if (failure instanceof AccessDeniedException) {
      problem = new Problem("no permission", "", path, "ask its owner, or choose another place");
    } else {
      problem =
          Problem.of("a file cannot be used: " + failure.getClass().getSimpleName())
              .withValue(firstLine(failure));
    }
    return Optional.of(new Failure(ExitCode.INPUT, List.of(problem)));
  }

  private static Failure fault(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    Problem problem =
        new Problem(
            "this is a fault of Perenne, not yours",
            "",
            name + (thrown.getMessage() == null ? "" : ": " + firstLine(thrown)),
            "PERENNE_DEBUG=1 shows the stack trace; please report it");
    boolean world = thrown instanceof IOException;
    return new Failure(
        ExitCode.OUR_FAULT,
        List.of(
            world
                ? Problem.of("reading or writing failed").withValue(firstLine(thrown))
                : problem));
  }

  private static Failure outOf(Problem problem) {
    return new Failure(ExitCode.OUT_OF_RESOURCES, List.of(problem));
  }

  private static boolean says(Throwable cause, List<String> signs) {
    String message = Objects.requireNonNullElse(cause.getMessage(), "").toLowerCase(Locale.ROOT);
    return signs.stream().anyMatch(message::contains);
  }

  private static String firstLine(Throwable cause) {
    return Objects.requireNonNullElse(cause.getMessage(), "").lines().findFirst().orElse("");
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Failure::cause).limit(100);
  }

  @SuppressWarnings("NullAway") // the end of the chain is where Stream.iterate stops
  private static Throwable cause(@Nullable Throwable thrown) {
    return thrown == null ? null : thrown.getCause();
  }
}
