// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.DeliveryState;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.Deliver;
import io.perenne.cli.failure.ExitCode;
import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.ScreenNumbers;
import io.perenne.cli.print.TextTable;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne deliveries}: what was delivered where, and what was not. */
@Command(
    name = "deliveries",
    description = "Lists deliveries, the last one first.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class DeliveriesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--to", paramLabel = "NAME", description = "Only to this destination.")
  private @Nullable String destination;

  @Option(names = "--json", description = "Prints a JSON array for machines instead of a table.")
  private boolean json;

  @Option(
      names = "--expect-today",
      paramLabel = "NAME",
      description =
          "Ends with exit code 4 unless something was delivered there today, in the zone of its"
              + " file names: Marketing Cloud silently imports the nearest older file instead.")
  private @Nullable String expected;

  @Option(
      names = "--look",
      description =
          "With --expect-today: asks the destination whether it still holds the file. A data"
              + " extension over REST cannot tell.")
  private boolean look;

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DeliveryLedger ledger = DeliveryLedger.of(home.path());
    if (expected != null) {
      return expect(ledger, expected);
    }
    if (look) {
      throw new UnusableOption(spec.commandLine(), Messages.message("deliveries.look"));
    }
    List<DeliveryRecord> records = destination == null ? ledger.list() : ledger.list(destination);
    if (json) {
      out.println(DeliveryLedger.toJson(records));
    } else if (records.isEmpty()) {
      out.println(messages().text("deliveries.none", home.path().toString()));
    } else {
      out.print(table(records));
    }
    return ExitCode.DONE;
  }

  private String table(List<DeliveryRecord> records) {
    Language language = Speaker.of(spec);
    Messages messages = messages();
    ScreenNumbers numbers = ScreenNumbers.of(language);
    TextTable table =
        new TextTable()
            .left(messages.text("deliveries.destination"))
            .left(messages.text("deliveries.run"))
            .left(messages.text("deliveries.state"))
            .right(messages.text("deliveries.rows"))
            .right(messages.text("deliveries.bytes"))
            .left(messages.text("deliveries.when"))
            .left(messages.text("deliveries.file"));
    for (DeliveryRecord record : records) {
      boolean there = ExitCode.of(record.state()) == ExitCode.DONE;
      table.row(
          List.of(
              record.destination(),
              record.runId(),
              messages.text("state." + record.state().name()),
              numbers.count(record.shipment().rows()),
              numbers.count(record.shipment().bytes()),
              record
                  .arrival()
                  .map(receipt -> receipt.at().truncatedTo(ChronoUnit.SECONDS).toString())
                  .orElse(""),
              there ? record.shipment().name() + refusals(record) : record.lastMessage(language)));
    }
    return table.render();
  }

  private String refusals(DeliveryRecord record) {
    long refused = record.arrival().map(DeliveryRecord.Receipt::rejectedRows).orElse(0L);
    return refused == 0 ? "" : messages().text("deliveries.refused", "" + refused);
  }

  private int expect(DeliveryLedger ledger, String name) {
    Route route =
        Deliver.routes(Contexts.of(home.path())).route(DestinationStore.of(home.path()).load(name));
    requireMemory(route);
    ZoneId zone = route.zone().orElseGet(this::zoneOfTheLatestRun);
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), zone);
    Optional<DeliveryRecord> found =
        ledger.list(name).stream()
            .filter(record -> record.state() == DeliveryState.DELIVERED)
            .filter(
                record ->
                    record
                        .arrival()
                        .filter(receipt -> LocalDate.ofInstant(receipt.at(), zone).equals(today))
                        .isPresent())
            .findFirst();
    if (found.isEmpty()) {
      return alert(
          messages().text("deliveries.nothing-today", name, today.toString(), zone.toString()));
    }
    if (!route.isNamedFor(found.get(), today, zone)) {
      return alert(messages().text("deliveries.other-day", name, found.get().shipment().name()));
    }
    if (look && !route.destination().holds(found.get().shipment())) {
      return alert(messages().text("deliveries.gone", found.get().shipment().name(), name));
    }
    spec.commandLine()
        .getOut()
        .println(
            messages()
                .text("deliveries.today", found.get().shipment().name(), name, today.toString()));
    return ExitCode.DONE;
  }

  private void requireMemory(Route route) {
    if (look && !route.destination().remembers()) {
      throw new InputException(
          Problem.of(Messages.message("deliveries.cannot-tell"))
              .withWhere("--look")
              .withValue(route.name())
              .withRemedy(Messages.message("deliveries.cannot-tell.remedy")));
    }
  }

  private Messages messages() {
    return Messages.of(Speaker.of(spec));
  }

  private int alert(String what) {
    spec.commandLine().getErr().println("perenne: " + what);
    return ExitCode.NOT_DELIVERED;
  }

  private ZoneId zoneOfTheLatestRun() {
    List<RunDocument> runs = RunStore.of(home.path()).known().runs();
    return runs.isEmpty()
        ? ZoneId.of("UTC")
        : ZoneId.of(runs.get(0).configuration().getOrDefault("time-zone", "UTC"));
  }
}
