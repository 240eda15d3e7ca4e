// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.cli.command.ReaderLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever reads Spanish finds no English sentence, whatever command is given and however it ends.
 */
class LanguageTest {
  /** Two words in a row that English sentences are made with and Spanish ones are not. */
  private static final Pattern ENGLISH =
      Pattern.compile(
          "(?i)\\b(the|this|that|these|which|there|is|are|was|were|not|no|of|with|from|and|or|for|to"
              + "|has|have|cannot|must|give|use|choose|expected|missing|unknown|did|you|mean)\\s+"
              + "(the|this|that|a|an|is|are|was|were|be|been|it|its|not|of|with|from|one|such|any"
              + "|file|run|runs|home|value|column|columns|you|mean|option|delivered|read|written)\\b");

  @TempDir Path folder;

  @Test
  void everyCommand_inSpanish_saysNoEnglishSentence() throws IOException {
    Path orders = Orders.write(folder.resolve("pedidos.csv"), Orders.of(1_500, 300, "12.50"));
    String home = folder.resolve("casa").toString();
    String modelo = folder.resolve("modelo.json").toString();
    Path notFolder = Files.createFile(folder.resolve("fichero"));
    Path yaml = Files.writeString(folder.resolve("mal.yaml"), "language: es\nhorizon:\t12\n");
    List<List<String>> commands =
        List.of(
            List.of("runs"),
            List.of("destinations", "list"),
            List.of("deliveries"),
            List.of("run", "--transactions", "" + orders, "--as-of", "2024-06-30"),
            List.of("run", "--transactions", "" + orders, "--as-of", "2024-13-30"),
            List.of("run", "--transactions", "" + orders, "--as-of", "2999-01-01"),
            List.of("run", "--transactions", "" + orders, "--out", "" + orders),
            List.of("run", "--transactons", "" + orders),
            List.of("run", "--transactions", "" + orders, "--config", "" + yaml),
            List.of("run", "--transactions", "" + orders, "--set", "horizn=3", "--set", "x"),
            List.of("run", "--transactions", "" + orders, "--memory", "1MB"),
            List.of("run", "--transactions", "" + orders, "--threads", "muchos"),
            List.of("run", "--transactions", "" + orders, "--home", notFolder + "/casa"),
            List.of("runs"),
            List.of("runs", "--verify"),
            List.of("show", "latest"),
            List.of("show", "nada"),
            List.of("explain", "latest", "C1"),
            List.of("explain", "latest", "nadie"),
            List.of("explain", "latest", "nadie", "--json"),
            List.of("man", "nada"),
            List.of(
                "fit",
                "--transactions",
                "" + orders,
                "--model",
                "nbd",
                "--save",
                modelo,
                "--quiet"),
            List.of("fit", "--transactions", "" + orders, "--model", "nada"),
            List.of(
                "score",
                "--transactions",
                "" + orders,
                "--model",
                modelo,
                "--out",
                folder.resolve("notas.csv").toString()),
            List.of("score", "--transactions", "" + orders, "--model", "" + orders, "--out", "x"),
            List.of("simulate", "--model", "nada", "--customers", "3", "--days", "3", "--out", "x"),
            List.of("check-segments", "--transactions", "" + orders, "--as-of", "2024-06-30"),
            List.of(
                "destinations", "add", "carpeta", "--kind", "folder", "--set", "folder=" + folder),
            List.of("destinations", "add", "Mal", "--kind", "folder"),
            List.of("destinations", "add", "otro", "--kind", "nada"),
            List.of("destinations", "test", "carpeta"),
            List.of("destinations", "test", "nada"),
            List.of("destinations", "list"),
            List.of("deliver", "latest", "--to", "carpeta"),
            List.of("deliver", "latest", "--to", "carpeta"),
            List.of("deliver", "latest", "--to", "nada"),
            List.of("deliveries"),
            List.of("deliveries", "--expect-today", "carpeta"),
            List.of("deliveries", "--look"),
            List.of("config", "validate", "" + yaml),
            List.of("nada"));
    for (List<String> command : commands) {
      Terminal terminal = inSpanish(home, command);

      assertThat(terminal.exitCode()).as(command + terminal.err()).isNotEqualTo(1);
      String told = withoutNames(terminal.out() + terminal.err());
      assertThat(ENGLISH.matcher(told).results().map(found -> line(told, found.start())))
          .as("perenne " + String.join(" ", command))
          .isEmpty();
    }
  }

  @Test
  void localeOfTheEnvironment_decidesWhereNothingElseDoes() {
    assertThat(ReaderLanguage.of(List.of(), Map.of("LANG", "es_ES.UTF-8"))).hasToString("es");
    assertThat(ReaderLanguage.of(List.of(), Map.of("LANG", "es_ES.UTF-8", "LC_ALL", "C")))
        .hasToString("en");
    assertThat(ReaderLanguage.of(List.of("runs", "--language", "es"), Map.of("LANG", "en_US")))
        .hasToString("es");
    assertThat(ReaderLanguage.of(List.of("run", "--set", "language=es"), Map.of()))
        .hasToString("es");
  }

  private static Terminal inSpanish(String home, List<String> command) {
    boolean configured =
        Stream.of("run", "fit", "score", "check-segments").anyMatch(command::contains);
    List<String> home0 = command.contains("--home") ? List.of() : List.of("--home", home);
    boolean homeless =
        Stream.of("simulate", "config", "nada", "man").anyMatch(command.get(0)::equals);
    List<String> more =
        Stream.of(
                homeless ? List.<String>of() : home0,
                configured ? List.of("--set", "language=es") : List.<String>of())
            .flatMap(List::stream)
            .toList();
    return Terminal.runIn(
        Map.of("LANG", "es_ES.UTF-8"),
        Stream.of(command, more).flatMap(List::stream).toArray(String[]::new));
  }

  /** Paths, keys and names of options are the same in every language. */
  private String withoutNames(String text) {
    return text.replace(folder.toString(), "").replaceAll("--[a-z-]+", "");
  }

  private static String line(String text, int at) {
    int end = text.indexOf('\n', at);
    return text.substring(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end);
  }
}
