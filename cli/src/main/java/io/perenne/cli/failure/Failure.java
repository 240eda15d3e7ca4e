// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.failure;

import io.perenne.analytics.InputException;
import io.perenne.analytics.OutOfResourcesException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.task.CancelledException;
import io.perenne.cli.print.Messages;
import io.perenne.clv.words.Labelled;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final List<String> DISK_BROKEN =
      List.of("input/output error", "stale file handle");
  private static final List<String> MEMORY_FULL =
      List.of("out of memory error", "failed to allocate", "could not allocate");

  /** What systems say of a file that cannot be used. */
  private static final Map<String, String> REASONS =
      Map.of(
          "not a directory", "failure.file.not-folder",
          "read-only", "failure.file.read-only",
          "too many levels", "failure.file.loop",
          "name too long", "failure.file.name");

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
    if (cause instanceof DeliveryFailedException failed) {
      Labelled said = failed::in;
      return Optional.of(
          new Failure(
              ExitCode.NOT_DELIVERED,
              List.of(Problem.of(Messages.message("refusal.other", said)))));
    }
    if (cause instanceof CancelledException) {
      return Optional.of(
          new Failure(
              ExitCode.INTERRUPTED, List.of(Problem.of(Messages.message("failure.cancelled")))));
    }
    if (cause instanceof OutOfResourcesException resources) {
      return Optional.of(outOf(resources.problem()));
    }
    if (cause instanceof OutOfMemoryError || says(cause, MEMORY_FULL)) {
      return Optional.of(
          outOf(
              Problem.of(Messages.message("failure.memory"))
                  .withRemedy(Messages.message("failure.memory.remedy"))));
    }
    if (says(cause, DISK_FULL)) {
      String file = cause instanceof FileSystemException full ? path(full) : "";
      return Optional.of(
          outOf(
              Problem.of(Messages.message("failure.disk"))
                  .withValue(file)
                  .withRemedy(Messages.message("failure.disk.remedy"))));
    }
    if (cause instanceof IOException && says(cause, DISK_BROKEN)) {
      return Optional.of(broken(cause));
    }
    return cause instanceof FileSystemException file ? file(file) : Optional.empty();
  }

  private static Optional<Failure> file(FileSystemException failure) {
    Problem problem = Problem.of(Messages.message(meaning(failure))).withValue(path(failure));
    if (failure instanceof AccessDeniedException) {
      problem = problem.withRemedy(Messages.message("failure.no-permission.remedy"));
    }
    return Optional.of(new Failure(ExitCode.INPUT, List.of(problem)));
  }

  private static String path(FileSystemException failure) {
    return Objects.requireNonNullElse(failure.getFile(), "");
  }

  private static String meaning(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "failure.no-file";
    }
    if (failure instanceof AccessDeniedException) {
      return "failure.no-permission";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "failure.file.exists";
    }
    String reason = Objects.requireNonNullElse(failure.getReason(), "").toLowerCase(Locale.ROOT);
    return REASONS.entrySet().stream()
        .filter(entry -> reason.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("failure.file");
  }

  /** What fails in reading or writing is the machine's. */
  private static Failure broken(Throwable cause) {
    String value = cause instanceof FileSystemException file ? path(file) : firstLine(cause);
    return outOf(
        Problem.of(Messages.message("failure.world"))
            .withValue(value)
            .withRemedy(Messages.message("failure.world.remedy")));
  }

  private static Failure fault(Throwable thrown) {
    Optional<Throwable> world = causes(thrown).filter(IOException.class::isInstance).findFirst();
    if (world.isPresent()) {
      return broken(world.get());
    }
    String name = thrown.getClass().getSimpleName(); // for those who mend it
    Problem problem =
        Problem.of(Messages.message("failure.fault"))
            .withValue(name + (thrown.getMessage() == null ? "" : ": " + firstLine(thrown)))
            .withRemedy(Messages.message("failure.fault.remedy"));
    return new Failure(ExitCode.OUR_FAULT, List.of(problem));
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
