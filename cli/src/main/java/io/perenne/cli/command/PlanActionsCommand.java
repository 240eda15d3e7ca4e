// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.OutputGuard;
import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.ActionsPrinter;
import io.perenne.cli.print.Messages;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Message;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.PlanLimits;
import io.perenne.server.action.PlanRequest;
import io.perenne.server.action.PlanResult;
import io.perenne.server.action.RunActions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne actions plan}: whom to contact. */
@Command(
    name = "plan",
    description = {
      "Plans whom of a run to contact, and how, so that as much margin as possible is expected.",
      "What is not known to have an effect is not planned, unless a file of actions supposes one or"
          + " --sampled is given. Contacts of the past are not known to a run: caps count none."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class PlanActionsCommand implements Runnable {
  private static final double MOST_MONEY = 1e12;

  @Spec private CommandSpec spec;

  @Mixin private ActionInputs inputs = new ActionInputs();

  @Option(
      names = "--budget",
      paramLabel = "AMOUNT",
      description = "How much may be spent on contacts and expected discounts. Default: no limit.")
  private @Nullable Double budget;

  @Option(
      names = "--contacts",
      paramLabel = "CHANNEL=N",
      split = ",",
      description = "How many contacts at most by a channel, as in email=10000,call=200.")
  private Map<String, Long> contacts = new LinkedHashMap<>();

  @Option(
      names = "--least",
      paramLabel = "SEGMENT=N",
      split = ",",
      description = "How many people of a segment at least, as in 04=100, even at a loss.")
  private Map<String, Long> least = new LinkedHashMap<>();

  @Option(
      names = "--sampled",
      description =
          "Draws effects from what is known of them, so that what is unknown is tried as much as it"
              + " is worth. Default: the expected effects decide.")
  private boolean sampled;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes everybody in the plan as CSV: who, what, how, and what it is worth.")
  private @Nullable Path out;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Writes what each action is worth in each segment as CSV.")
  private @Nullable Path prices;

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public void run() {
    PlanRequest request = inputs.request(limits(), sampled);
    OutputGuard guard = OutputGuard.reading(inputs.files());
    if (out != null) {
      guard.require("--out", out);
    }
    if (prices != null) {
      guard.and(Optional.ofNullable(out)).require("--prices", prices);
    }
    try (RunActions actions = inputs.open(request)) {
      PlanResult result =
          actions.plan(request, Optional.ofNullable(out), Optional.ofNullable(prices));
      PrintWriter terminal = spec.commandLine().getOut();
      ActionsPrinter printer = new ActionsPrinter(Speaker.of(spec));
      if (output.json()) {
        terminal.println(printer.json(result, request, actions));
      } else if (!output.quiet()) {
        printer.print(result, request, actions, terminal);
      }
    }
  }

  private PlanLimits limits() {
    if (budget != null && !(budget >= 0 && budget <= MOST_MONEY)) {
      throw refused(Messages.message("actions.refusal.budget"));
    }
    Map<Channel, Long> byChannel = new EnumMap<>(Channel.class);
    byChannel.putAll(limits("--contacts", contacts, Channel::find));
    Map<Segment, Long> bySegment = new EnumMap<>(Segment.class);
    bySegment.putAll(limits("--least", least, Segment::find));
    return new PlanLimits(
        budget == null ? OptionalDouble.empty() : OptionalDouble.of(budget),
        byChannel,
        bySegment,
        Map.of(),
        Map.of());
  }

  private <T> Map<T, Long> limits(
      String option, Map<String, Long> given, Function<String, Optional<T>> find) {
    Map<T, Long> found = new LinkedHashMap<>();
    given.forEach(
        (name, count) -> {
          Optional<T> known = find.apply(name);
          if (known.isEmpty() || count < 0) {
            throw refused(Messages.message("actions.refusal.limit", option, name + "=" + count));
          }
          found.put(known.get(), count);
        });
    return found;
  }

  private UnusableOption refused(Message why) {
    return new UnusableOption(spec.commandLine(), why);
  }
}
