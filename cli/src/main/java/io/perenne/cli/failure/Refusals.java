// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.failure;

import io.perenne.analytics.Problem;
import io.perenne.analytics.config.Spelling;
import io.perenne.cli.print.Messages;
import io.perenne.clv.words.Message;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a command line that cannot be understood has to be told. */
final class Refusals {
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

  private Refusals() {}

  /**
   * Returns the problem.
   *
   * @param arguments the command line, in which a word that is nearly an option is looked for
   */
  static Problem problem(ParameterException refusal, List<String> arguments) {
    Problem problem = Problem.of(what(refusal));
    return suggestion(refusal, arguments).map(problem::withRemedy).orElse(problem);
  }

  private static Message what(ParameterException refusal) {
    if (refusal instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      boolean options = missing.getMissing().stream().anyMatch(ArgSpec::isOption);
      return Messages.message(
          options ? "refusal.missing" : "refusal.missing-word",
          missing.getMissing().stream().map(Refusals::quoted).collect(Collectors.joining(", ")));
    }
    if (refusal instanceof UnmatchedArgumentException unmatched) {
      List<String> words = words(unmatched);
      return Messages.message(
          words.stream().anyMatch(word -> word.startsWith("-"))
              ? "refusal.unknown-option"
              : "refusal.unknown-word",
          words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", ")));
    }
    if (refusal instanceof UnusableOption unusable) {
      return unusable.sentence();
    }
    ArgSpec argument = refusal.getArgSpec();
    if (argument != null && refusal.getValue() != null) {
      return Messages.message(
          "refusal.value", name(argument), refusal.getValue(), expected(refusal));
    }
    if (refusal instanceof OverwrittenOptionException overwritten) {
      return Messages.message("refusal.twice", name(overwritten.getOverwritten()));
    }
    return argument == null
        ? Messages.message("refusal.other", String.valueOf(refusal.getMessage()))
        : Messages.message("refusal.no-value", name(argument));
  }

  /** Returns the words that belong to nothing; of one that looks like an option, only its text. */
  private static List<String> words(UnmatchedArgumentException unmatched) {
    return unmatched.getUnmatched().isEmpty()
        ? QUOTED
            .matcher(String.valueOf(unmatched.getMessage()))
            .results()
            .map(found -> found.group(1))
            .toList()
        : unmatched.getUnmatched();
  }

  /** Returns what the value should have been, as its converter says. */
  private static Object expected(ParameterException refusal) {
    Throwable cause = refusal.getCause();
    if (cause instanceof UnusableValue value) {
      return value.sentence();
    }
    Class<?> type = Objects.requireNonNull(refusal.getArgSpec()).type();
    if (List.of(int.class, Integer.class, long.class).contains(type)) {
      return Messages.message("refusal.whole-number");
    }
    return Messages.message(type == double.class ? "refusal.number" : "refusal.see-help");
  }

  private static String quoted(ArgSpec argument) {
    String value = argument.isOption() ? "=" + argument.paramLabel() : "";
    return "'" + name(argument) + value + "'";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static Optional<Message> suggestion(ParameterException refusal, List<String> arguments) {
    CommandLine command = refusal.getCommandLine();
    Set<String> options = command.getCommandSpec().optionsMap().keySet();
    Optional<String> nearest =
        arguments.stream()
            .filter(argument -> argument.startsWith("--"))
            .map(argument -> argument.replaceFirst("=.*", ""))
            .filter(argument -> !options.contains(argument))
            .map(argument -> Spelling.nearest(argument, options))
            .flatMap(Optional::stream)
            .findFirst();
    if (nearest.isEmpty() && refusal instanceof UnmatchedArgumentException unmatched) {
      Collection<String> commands = new TreeSet<>(command.getSubcommands().keySet());
      nearest =
          unmatched.getUnmatched().stream()
              .filter(word -> !word.startsWith("-"))
              .findFirst()
              .flatMap(word -> Spelling.nearest(word, commands));
    }
    return nearest.map(name -> Messages.message("refusal.did-you-mean", name));
  }
}
