// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.bad;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Commands with options that are bad, twice there, missing or misspelt. */
final class BadOptions {
  /** Where a command writes: always in the folder of the try. */
  private static final Set<String> WRITTEN = Set.of("--out", "--save");

  private static final List<String> OPTIONS =
      List.of(
          "--map",
          "--profile",
          "--config",
          "--set",
          "--memory",
          "--threads",
          "--lock-wait",
          "--customers",
          "--as-of",
          "--out",
          "--deliver",
          "--language",
          "--time-zone",
          "--model",
          "--calibration-end",
          "--unit",
          "--priors",
          "--covariates",
          "--seasonality",
          "--holiday",
          "--save",
          "--horizon",
          "--interval",
          "--models",
          "--origins",
          "--seed",
          "--start",
          "--days",
          "--run",
          "--to",
          "--approve",
          "--expect-today",
          "--dialect",
          "--table",
          "--kind",
          "--json",
          "--quiet",
          "--extended",
          "--keys",
          "--look",
          "--again",
          "--keep-zero-price",
          "--transactions");
  private static final List<String> KEYS =
      List.of(
          "interval",
          "time-zone",
          "language",
          "currency",
          "horizon",
          "discount-rate",
          "margin-rate",
          "model",
          "refunds",
          "exclude-products",
          "exchange-rates",
          "input.date-format",
          "input.decimal-separator",
          "control-group.share",
          "control-group.salt",
          "control-group.epoch",
          "datamodel.newline",
          "folder",
          "file-name",
          "compression",
          "columns",
          "extended",
          "encoding",
          "format",
          "attempts",
          "backoff",
          "url",
          "host",
          "port",
          "user",
          "password",
          "table",
          "mode",
          "batch-rows");

  private BadOptions() {}

  static List<String> of(BadGround ground, Path home, Random random) {
    Mangler mangler = new Mangler(random);
    List<String> arguments = new ArrayList<>(usual(ground, home, random));
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(arguments.size());
      String argument = arguments.get(at);
      switch (random.nextInt(7)) {
        case 0 -> arguments.remove(at);
        case 1 -> arguments.add(argument);
        case 2 -> arguments.set(at, argument.replaceFirst("=.*", "") + "=" + mangler.token());
        case 3 -> arguments.add(mangler.token());
        default -> arguments.add(option(random, mangler));
      }
      if (arguments.isEmpty()) {
        arguments.add(mangler.token());
      }
    }
    arguments.replaceAll(each -> kept(each, home));
    return arguments;
  }

  private static String option(Random random, Mangler mangler) {
    String name = OPTIONS.get(random.nextInt(OPTIONS.size()));
    if (name.equals("--set") && random.nextInt(5) > 0) {
      return name + "=" + KEYS.get(random.nextInt(KEYS.size())) + "=" + mangler.token();
    }
    return random.nextInt(8) == 0 ? name : name + "=" + mangler.token();
  }

  /** What is written stays in the folder of the try, and no process is made larger than usual. */
  private static String kept(String argument, Path home) {
    String name = argument.replaceFirst("=.*", "");
    String value = argument.length() > name.length() ? argument.substring(name.length() + 1) : "";
    if (!WRITTEN.contains(name) || value.startsWith(home.toString())) {
      return argument;
    }
    return name + "=" + home + "/" + value.replace("..", "");
  }

  private static List<String> usual(BadGround ground, Path home, Random random) {
    String orders = "--transactions=" + ground.file("orders.csv");
    return switch (random.nextInt(15)) {
      case 0 -> List.of("run", orders, "--as-of=2024-06-30", "--set=model=none");
      case 1 ->
          List.of(
              "run",
              orders,
              "--as-of=2024-06-30",
              "--set=model=none",
              "--deliver=archive",
              "--json");
      case 2 -> List.of("inspect", "" + ground.file("orders.csv"));
      case 3 -> List.of("fit", orders, "--model=nbd");
      case 4 ->
          List.of(
              "score", orders, "--model=" + ground.file("model.json"), "--out=" + home + "/s.csv");
      case 5 -> List.of("check-segments", orders, "--as-of=2024-06-30", "--days=30");
      case 6 -> List.of("explain", "latest", "C1");
      case 7 -> List.of("show", "latest");
      case 8 -> List.of("deliver", "--to=archive", "--run=latest");
      case 9 -> List.of("deliveries", "--expect-today=archive");
      case 10 -> List.of("destinations", "add", "other", "--kind=" + kind(random), "--set=table=a");
      case 11 -> List.of("destinations", "test", "archive");
      case 12 -> List.of("schema", "--dialect=mysql", "--table=a");
      case 13 ->
          List.of(
              "simulate", "--model=nbd", "--customers=9", "--days=9", "--out=" + home + "/s.csv");
      default -> List.of("runs", "--json");
    };
  }

  private static String kind(Random random) {
    return Door.one(random, "folder", "sftp", "https", "postgresql", "marketing-cloud");
  }
}
