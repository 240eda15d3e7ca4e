// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.failure;

import io.perenne.analytics.Problem;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells the person at the terminal what failed; the one place that decides the exit code. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final boolean showTrace;

  Failures(boolean showTrace) {
    this.showTrace = showTrace;
  }

  /** Returns those that show a stack trace if {@code PERENNE_DEBUG} is set. */
  public static Failures asTheEnvironmentSays() {
    return new Failures(System.getenv("PERENNE_DEBUG") != null);
  }

  @Override
  public int handleParseException(ParameterException refusal, String[] args) {
    CommandLine command = refusal.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("perenne: " + refusal.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(refusal, err);
    err.println("  " + command.getCommandSpec().qualifiedName() + " --help explains the options");
    trace(refusal, err);
    return ExitCode.INPUT;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult result) {
    return tell(thrown, command.getErr());
  }

  /** Tells a failure and returns the exit code. */
  public int tell(Throwable thrown, PrintWriter err) {
    Failure failure = Failure.of(thrown);
    failure.problems().forEach(problem -> print(problem, err));
    trace(thrown, err);
    return failure.exitCode();
  }

  private static void print(Problem problem, PrintWriter err) {
    err.println("perenne: " + problem.what());
    line(err, "where", problem.where());
    line(err, "value", problem.value());
    line(err, "remedy", problem.remedy());
  }

  private static void line(PrintWriter err, String name, String text) {
    if (!text.isEmpty()) {
      err.println("  " + name + ": " + text);
    }
  }

  private void trace(Throwable thrown, PrintWriter err) {
    if (showTrace) {
      thrown.printStackTrace(err);
    }
  }
}
