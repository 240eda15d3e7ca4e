// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryState;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A process on a {@link FaultyDisk} that tries one command again and again, each time with the next
 * change of the disk failing, until no change is left. Prints each change that failed.
 */
final class FaultySweep {
  private final FaultyTry ground;
  private final Path template;
  private final Command command;
  private final Faults.Kind kind;

  private FaultySweep(Path folder, Command command, Faults.Kind kind) {
    ground = new FaultyTry(folder.resolve("try"));
    template = folder.resolve("template");
    this.command = command;
    this.kind = kind;
  }

  /** What is tried. */
  enum Command {
    RUN(
        "run",
        "--transactions=orders.csv",
        "--as-of=2024-06-30",
        "--set=model=none",
        "--set=control-group.share=0.3",
        "--out=out/clv.csv") {
      @Override
      void check(FaultyTry ground, Terminal terminal, String where) throws IOException {
        List<RunDocument> runs = ground.requireWholeRuns(where);
        String out = Files.readString(ground.file("out/clv.csv"));
        if (!out.equals(FaultyTry.OLD)) {
          assertThat(runs).as("a copy is of a run that is there, " + where).hasSizeGreaterThan(1);
          assertThat(out).as(where).isEqualTo(contract(ground, runs.get(0)));
        }
        if (terminal.exitCode() == 0) {
          assertThat(runs.get(0).referenceDate()).as(where).hasToString("2024-06-30");
          assertThat(out).as(where).isNotEqualTo(FaultyTry.OLD);
        }
      }
    },
    REFUSED_RUN("run", "--transactions=bad.csv", "--as-of=2024-06-30") {
      @Override
      int succeeds() {
        return 2;
      }

      @Override
      void check(FaultyTry ground, Terminal terminal, String where) throws IOException {
        assertThat(ground.requireWholeRuns(where)).hasSize(1);
      }
    },
    FIT("fit", "--transactions=orders.csv", "--model=nbd", "--save=out/model.json") {
      @Override
      void check(FaultyTry ground, Terminal terminal, String where) throws IOException {
        String model = Files.readString(ground.file("out/model.json"));
        assertThat(model.equals(FaultyTry.OLD) || (model.startsWith("{") && model.endsWith("}\n")))
            .as(where + model)
            .isTrue();
        assertThat(terminal.exitCode() == 0 && model.equals(FaultyTry.OLD)).as(where).isFalse();
      }
    },
    DELIVER("deliver", "--to=temp-rename") {
      @Override
      void check(FaultyTry ground, Terminal terminal, String where) throws IOException {
        checkDelivery(ground, terminal, where, false);
      }
    },
    DELIVER_DIRECTLY("deliver", "--to=direct") {
      @Override
      void check(FaultyTry ground, Terminal terminal, String where) throws IOException {
        checkDelivery(ground, terminal, where, true);
      }
    };

    private final String arguments;

    Command(String... arguments) {
      this.arguments = String.join(" ", arguments);
    }

    int succeeds() {
      return 0;
    }

    abstract void check(FaultyTry ground, Terminal terminal, String where) throws IOException;

    Terminal run(FaultyTry ground) {
      String[] resolved = arguments.split(" ", -1);
      for (int i = 0; i < resolved.length; i++) {
        resolved[i] =
            resolved[i].replaceFirst(
                "=(orders|bad|out)\\b", "=" + ground.file("$1").toString().replace("\\", "/"));
      }
      return ground.perenne(resolved);
    }
  }

  private static String contract(FaultyTry ground, RunDocument run) throws IOException {
    Path folder = RunStore.of(ground.home()).folder(run);
    return Files.readString(folder.resolve(run.files().getOrDefault("contract", "")));
  }

  private static void checkDelivery(
      FaultyTry ground, Terminal terminal, String where, boolean maybeHalf) throws IOException {
    List<RunDocument> runs = ground.requireWholeRuns(where);
    String contract = contract(ground, runs.get(0));
    byte[] arrived = Files.readAllBytes(ground.file("target/clv.csv.gz"));
    boolean whole = isWhole(arrived, contract);
    if (!maybeHalf && !whole) {
      assertThat(new String(arrived, StandardCharsets.UTF_8)).as(where).isEqualTo(FaultyTry.OLD);
    }
    boolean triggered = Files.exists(ground.file("target/clv.csv.gz.ready"));
    assertThat(triggered && !whole).as("the trigger tells of a whole file, " + where).isFalse();
    boolean told =
        DeliveryLedger.of(ground.home()).list().stream()
            .anyMatch(record -> record.state() == DeliveryState.DELIVERED);
    if (terminal.exitCode() == 0 || told) {
      assertThat(whole && triggered).as("a receipt is true, " + where).isTrue();
    }
  }

  private static boolean isWhole(byte[] arrived, String contract) {
    try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(arrived))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      in.transferTo(out);
      return out.toString(StandardCharsets.UTF_8).equals(contract);
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes a folder and the distance between two points. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    FaultyTry ground = new FaultyTry(folder.resolve("try"));
    ground.layOut();
    ground.copyTo(folder.resolve("template"));
    for (Command command : Command.values()) {
      for (Faults.Kind kind : Faults.Kind.values()) {
        new FaultySweep(folder, command, kind).everywhere(Integer.parseInt(arguments[1]));
      }
    }
  }

  private void everywhere(int distance) throws IOException {
    for (int point = 0; ; point += distance) {
      ground.delete();
      new FaultyTry(template).copyTo(ground.file(""));
      RunDocument earlier = RunStore.of(ground.home()).list().get(0);
      Map<String, String> whole = ground.contents(earlier);
      Faults.arm(kind, point);
      Terminal terminal = command.run(ground);
      String failed = Faults.disarm();
      String where = kind + " at point " + point + ": " + failed + "\n" + terminal.err();
      assertThat(terminal.exitCode()).as(where).isIn(0, 2, 3, 4, 5);
      assertThat(terminal.err()).as(where).doesNotContain("\tat ", "Exception");
      if (failed.startsWith(
          "force ")) { // a disk that could not keep something does not say it twice
        assertThat(terminal.exitCode()).as(where).isNotZero();
      }
      assertThat(ground.contents(earlier)).as(where).isEqualTo(whole);
      command.check(ground, terminal, where);
      checkNext(where, failed.startsWith("delete "));
      if (failed.isEmpty()) {
        return;
      }
      System.out.println(command + " " + kind + " " + failed + " -> " + terminal.exitCode());
    }
  }

  /** The same command works as soon as the disk does. */
  private void checkNext(String where, boolean undeleted) throws IOException {
    Terminal next = command.run(ground);
    assertThat(next.exitCode()).as("then, " + where + next.err()).isEqualTo(command.succeeds());
    command.check(ground, next, "then, " + where);
    if (!undeleted) { // what cannot be deleted goes a day later
      assertThat(ground.leftovers()).as(where).isEmpty();
    }
  }
}
