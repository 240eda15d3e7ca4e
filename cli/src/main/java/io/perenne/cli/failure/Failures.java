// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.failure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.Json;
import io.perenne.cli.print.Messages;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Tells the person at the terminal what failed, and a program that asked for JSON as well; the one
 * place that decides the exit code.
 */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final boolean showTrace;
  private final Language language;
  private final boolean json;

  private Failures(boolean showTrace, Language language, boolean json) {
    this.showTrace = showTrace;
    this.language = language;
    this.json = json;
  }

  /**
   * Returns those that speak a language.
   *
   * @param showTrace whether a stack trace is wanted
   * @param json whether what fails is told on standard output too, as {@code {"error": …}}
   */
  public static Failures of(boolean showTrace, Language language, boolean json) {
    return new Failures(showTrace, language, json);
  }

  @Override
  public int handleParseException(ParameterException refusal, String[] args) {
    CommandLine command = refusal.getCommandLine();
    PrintWriter err = command.getErr();
    Problem problem = Refusals.problem(refusal, List.of(args));
    err.println("perenne: " + problem.what(language));
    line(err, "remedy", problem.remedy(language));
    err.println(
        "  "
            + Messages.message("failure.help", command.getCommandSpec().qualifiedName())
                .in(language));
    tellProgram(List.of(problem), ExitCode.INPUT, command.getOut());
    trace(refusal, err);
    return ExitCode.INPUT;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult result) {
    if (thrown instanceof ParameterException refusal) {
      return handleParseException(refusal, new String[0]);
    }
    return tell(thrown, command.getOut(), command.getErr());
  }

  /** Returns those of a program. */
  public static Failures of(CommandLine command) {
    return command.getExecutionExceptionHandler() instanceof Failures failures
        ? failures
        : new Failures(false, Language.EN, false);
  }

  /** Tells a failure and returns the exit code. */
  public int tell(Throwable thrown, PrintWriter out, PrintWriter err) {
    Failure failure = tellPerson(thrown, err);
    tellProgram(failure.problems(), failure.exitCode(), out);
    return failure.exitCode();
  }

  /** Tells that standard output could not be written, and returns the exit code. */
  public int tellUnwritten(PrintWriter err) {
    Problem problem =
        Problem.of(Messages.message("failure.output"))
            .withRemedy(Messages.message("failure.output.remedy"));
    print(problem, language, err);
    return ExitCode.OUT_OF_RESOURCES;
  }

  /** Tells a failure beside a result that is not affected, and returns the exit code. */
  public int tellAside(Throwable thrown, PrintWriter err) {
    return tellPerson(thrown, err).exitCode();
  }

  private Failure tellPerson(Throwable thrown, PrintWriter err) {
    Failure failure = Failure.of(thrown);
    failure.problems().forEach(problem -> print(problem, language, err));
    trace(thrown, err);
    return failure;
  }

  /** Prints what is wrong with something that the command can do without. */
  public static void warn(InputException damage, Language language, PrintWriter err) {
    damage.problems().forEach(problem -> print(problem, language, err));
  }

  private static void print(Problem problem, Language language, PrintWriter err) {
    err.println("perenne: " + problem.what(language));
    line(language, err, "where", problem.where(language));
    line(language, err, "value", problem.value(language));
    line(language, err, "remedy", problem.remedy(language));
  }

  private void line(PrintWriter err, String name, String text) {
    line(language, err, name, text);
  }

  private static void line(Language language, PrintWriter err, String name, String text) {
    if (!text.isEmpty()) {
      err.println("  " + Messages.message("failure." + name).in(language) + ": " + text);
    }
  }

  private void tellProgram(List<Problem> problems, int exitCode, PrintWriter out) {
    if (!json) {
      return;
    }
    ObjectNode document = Json.object();
    ObjectNode error = document.putObject("error");
    error.put("exitCode", exitCode);
    ArrayNode all = error.putArray("problems");
    for (Problem problem : problems) {
      all.addObject()
          .put("what", problem.what(language))
          .put("where", problem.where(language))
          .put("value", problem.value(language))
          .put("remedy", problem.remedy(language));
    }
    out.println(Json.documents().write(document));
  }

  private void trace(Throwable thrown, PrintWriter err) {
    if (showTrace) {
      thrown.printStackTrace(err);
    }
  }
}
