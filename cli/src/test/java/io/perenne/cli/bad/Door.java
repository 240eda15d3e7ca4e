// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.bad;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A way into the program, and what bad can come through it. */
enum Door {
  TRANSACTIONS {
    @Override
    List<String> open(BadGround ground, Path home, Random random) throws IOException {
      String name =
          one(
              random,
              "orders.csv",
              "orders.csv",
              "orders.tsv",
              "orders.jsonl",
              "orders.csv.gz",
              "orders.xlsx",
              "o.parquet");
      Path file = spoilt(ground.file(name), random);
      return switch (random.nextInt(8)) {
        case 0 -> List.of("inspect", "" + file);
        case 1 -> List.of("fit", "--model=nbd", "--transactions=" + file);
        case 2 -> List.of("check-segments", "--as-of=2024-06-30", "--transactions=" + file);
        case 3 ->
            List.of(
                "score",
                "--model=" + ground.file("model.json"),
                "--transactions=" + file,
                "--out=" + home.resolve("scores.csv"));
        default ->
            List.of(
                "run",
                "--as-of=2024-06-30",
                "--transactions=" + file,
                "--set=model=" + one(random, "auto", "none", "none"));
      };
    }
  },
  CUSTOMERS {
    @Override
    List<String> open(BadGround ground, Path home, Random random) throws IOException {
      String file = "--customers=" + spoilt(ground.file("crm.csv"), random);
      String orders = ground.file("orders.csv").toString();
      return random.nextInt(3) == 0
          ? List.of("inspect", orders, file)
          : List.of(
              "run", "--as-of=2024-06-30", "--transactions=" + orders, file, "--set=model=none");
    }
  },
  COVARIATES {
    @Override
    List<String> open(BadGround ground, Path home, Random random) throws IOException {
      Path file = spoilt(ground.file("covariates.csv"), random);
      String orders = "--transactions=" + ground.file("orders.csv");
      return List.of("fit", "--model=pareto-nbd", orders, "--covariates=" + file);
    }
  },
  CONFIGURATION {
    @Override
    List<String> open(BadGround ground, Path home, Random random) throws IOException {
      Path file = spoilt(ground.file("perenne.yaml"), random);
      return random.nextBoolean()
          ? List.of("config", "validate", "" + file)
          : List.of(
              "run",
              "--as-of=2024-06-30",
              "--transactions=" + ground.file("orders.csv"),
              "--config=" + file);
    }
  },
  DELIVERIES {
    @Override
    List<String> open(BadGround ground, Path home, Random random) throws IOException {
      spoilIn(home, random, "destinations", "deliveries");
      return switch (random.nextInt(5)) {
        case 0 -> List.of("destinations", "list");
        case 1 -> List.of("destinations", "test", "archive");
        case 2 -> List.of("deliveries");
        case 3 -> List.of("deliveries", "--expect-today=archive", "--look");
        default -> List.of("deliver", "--to=archive", one(random, "--again", "--quiet"));
      };
    }
  },
  MODEL {
    @Override
    List<String> open(BadGround ground, Path home, Random random) throws IOException {
      Path file = spoilt(ground.file("model.json"), random);
      return random.nextInt(3) == 0
          ? List.of(
              "simulate", "--model=" + file, "--customers=9", "--days=30", "--out=" + home + "/s")
          : List.of(
              "score",
              "--model=" + file,
              "--transactions=" + ground.file("orders.csv"),
              "--out=" + home.resolve("scores.csv"));
    }
  },
  RUNS {
    @Override
    List<String> open(BadGround ground, Path home, Random random) throws IOException {
      spoilIn(home, random, "runs", "control-group");
      return switch (random.nextInt(7)) {
        case 0 -> List.of("runs");
        case 1 -> List.of("runs", "--verify");
        case 2 -> List.of("show", "latest");
        case 3 -> List.of("explain", "latest", "C1");
        case 4 -> List.of("deliver", "--to=archive", "--again");
        default ->
            List.of(
                "run",
                "--as-of=2024-07-31",
                "--transactions=" + ground.file("orders.csv"),
                "--set=model=none");
      };
    }
  },
  OPTIONS {
    @Override
    List<String> open(BadGround ground, Path home, Random random) {
      return BadOptions.of(ground, home, random);
    }
  };

  /** Lays the bad input, and returns the command that takes it, without the home. */
  abstract List<String> open(BadGround ground, Path home, Random random) throws IOException;

  static String one(Random random, String... all) {
    return all[random.nextInt(all.length)];
  }

  private static Path spoilt(Path good, Random random) throws IOException {
    Path bad = good.resolveSibling("bad-" + good.getFileName());
    Files.deleteIfExists(bad);
    if (random.nextInt(60) == 0) {
      return Files.createDirectory(bad);
    }
    return Files.write(bad, new Mangler(random).spoil(Files.readAllBytes(good)));
  }

  /** Spoils, deletes, or puts a folder in place of one file below the folders of a home. */
  private static void spoilIn(Path home, Random random, String... folders) throws IOException {
    Path chosen = home.resolve(one(random, folders));
    List<Path> files;
    try (Stream<Path> all = Files.walk(chosen)) {
      files =
          all.filter(file -> Files.isRegularFile(file) && !file.endsWith(".lock"))
              .sorted()
              .toList();
    }
    Path file = files.get(random.nextInt(files.size()));
    byte[] spoilt = new Mangler(random).spoil(Files.readAllBytes(file));
    int how = random.nextInt(12);
    Files.delete(file);
    if (how == 0) {
      Files.createDirectory(file);
    } else if (how > 1) {
      Files.write(file, spoilt);
    }
  }
}
