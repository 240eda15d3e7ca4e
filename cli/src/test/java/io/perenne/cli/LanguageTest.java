// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.perenne.cli.command.ReaderLanguage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    Path acciones =
        Files.writeString(
            folder.resolve("acciones.yaml"),
            "actions: {a: {issue: crecer, treatments: {portada: {channel: web}}}}");
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
            List.of("segments"),
            List.of("movement"),
            List.of("report", "control"),
            List.of("report", "forecasts"),
            List.of("report", "control", "--looks", "nunca"),
            List.of("report", "control", "--days", "siempre"),
            List.of("explain", "latest", "C1"),
            List.of("explain", "latest", "nadie"),
            List.of("explain", "latest", "nadie", "--json"),
            List.of("man", "nada"),
            List.of("contents", "check"),
            List.of("contents", "copy", "nada"),
            List.of("contents", "copy", "values"),
            List.of("contents", "copy", "values"),
            List.of("contents", "check"),
            List.of("actions", "validate", "" + acciones),
            List.of("actions", "validate", "" + yaml),
            List.of("actions", "plan", "" + acciones, "--budget", "3"),
            List.of("actions", "plan", "" + acciones, "--contacts", "fax=3"),
            List.of("actions", "decide", "" + acciones, "C1", "--touchpoint", "portada"),
            List.of("actions", "decide", "" + acciones, "C1", "--touchpoint", "nada"),
            List.of("actions", "outcomes", "" + acciones, "" + orders, "--out", modelo),
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
      requireSpanish(home, command);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void badFile_inSpanish_isRefusedWithoutEnglish(String name, String content, String refusal)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), content, StandardCharsets.ISO_8859_1);
    String home = folder.resolve("casa").toString();

    Terminal run =
        requireSpanish(home, List.of("run", "--transactions", "" + file, "--as-of", "2024-06-30"));
    Terminal inspection = requireSpanish(home, List.of("inspect", "" + file));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(refusal);
    assertThat(inspection.out() + inspection.err()).contains(refusal);
  }

  static Stream<Arguments> badFiles() {
    String header = "cliente,fecha,importe\n";
    return Stream.of(
        arguments("sin-importe.csv", "cliente,fecha\nC1,2024-01-02\n", "columna para importe"),
        arguments("sin-fecha.csv", header + "C1,ayer,10\n", "sus valores no son fechas"),
        arguments("sin-numero.csv", header + "C1,2024-01-02,diez\n", "sus valores no son números"),
        arguments(
            "dos.csv",
            "cliente,fecha,importe,monto\nC1,2024-01-02,10,11\n",
            "hay más de una columna que puede ser importe"),
        arguments("monedas.csv", header + "C1,2024-01-02,10 EUR\nC2,2024-01-03,11 USD\n", "varias"),
        arguments("dolares.csv", header + "C1,2024-01-02,11 USD\n", "no están en EUR"),
        arguments(
            "centimos.csv",
            "cliente,fecha,amount_in_cents\nC1,2024-01-02,10.55\n",
            "lleva decimales"),
        arguments("cortados.csv", header + "4.5E+12,2024-01-02,10.55\n", "hoja de cálculo"),
        arguments("dia-o-mes.csv", header + "C1,02/03/2024,10.55\n", "distingue el día del mes"),
        arguments(
            "contradictorias.csv",
            header + "C1,02/13/2024,10.55\nC1,13/02/2024,10.55\n",
            "sus fechas se contradicen"),
        arguments("miles.csv", "cliente;fecha;importe\nC1;2024-01-02;1.234\n", "de los miles"),
        arguments("anchas.csv", header + "C1,2024-01-02,61,40\nC2,2024-01-03,12,99\n", "comillas"),
        arguments(
            "estados.csv",
            "cliente,fecha,importe,estado\nC1,2024-01-02,10.55,Zarpado\nC2,2024-01-02,9.5,Rumbo\n",
            "del dinero está en estados desconocidos"),
        arguments(
            "ilegibles.csv",
            header + "C1,2024-01-02,10.55\n" + "C2,2024-01-32,9.75\n" + "C3,2024-02-03,9.75\n",
            "más de lo que permite max-reject-share"),
        arguments(
            "divisa.csv",
            "cliente,fecha,importe,moneda\nC1,2024-01-02,10.55,USD\n",
            "no se pueden leer 1 de 1 filas"),
        arguments("vacio.csv", "\n", "el fichero está vacío"),
        arguments("cabecera.csv", header, "ni una fila"),
        arguments("archivo.csv", "PK\u0003\u0004....", "no es una tabla sino un archivo ZIP"),
        arguments("pagina.csv", "<!DOCTYPE html><p>", "inicio de sesión"),
        arguments("antiguo.xls", "\u00d0\u00cf\u0011\u00e0 a", "un libro antiguo de Excel"),
        arguments("roto.xlsx", "PK\u0003\u0004....", "un libro dañado o protegido"),
        arguments("binario.csv", "a\u0000b\u0001\u0002\u0000,\u0000\n", "datos binarios"),
        arguments("roto.json", "[{\"cliente\": 1, \"fecha\"", "deja de ser JSON"),
        arguments("lineas.jsonl", "{\"cliente\": \n", "JSON"),
        arguments("cortado.csv.gz", "\u001f\u008b\b\u0000", "dañados o cortados"));
  }

  @Test
  void badInput_inSpanish_isRefusedWithoutEnglish() throws IOException {
    Path orders = Orders.write(folder.resolve("pedidos.csv"), Orders.of(300, 60, "12.50"));
    String home = folder.resolve("casa").toString();
    Path crm =
        Files.writeString(
            folder.resolve("crm.csv"),
            """
            id_cliente,correo
            X-1,a@b.es
            X-2,b@b.es
            X-3,c@b.es
            X-4,d@b.es
            X-5,e@b.es
            X-6,f@b.es
            """);
    Path rates = Files.writeString(folder.resolve("tipos.csv"), "uno,dos\n1,2\n");
    Path covariates = Files.writeString(folder.resolve("cov.csv"), "customer_id\nC1\n");
    Path empty = Files.createDirectory(folder.resolve("nada"));
    List<String> run = List.of("run", "--transactions", "" + orders, "--as-of", "2024-06-30");
    List<List<String>> refused =
        List.of(
            with(run, "--customers", "" + crm),
            with(run, "--customers", "" + rates),
            with(run, "--set", "exchange-rates=" + rates),
            with(run, "--map", "customer"),
            with(run, "--map", "nada=customer_id"),
            with(run, "--map", "nadie.customer=customer_id"),
            with(run, "--map", "customer=nada"),
            with(run, "--map", "customer=a", "--map", "customer=b"),
            with(run, "--set", "input.profile=nada"),
            with(run, "--set", "input.profile=olist"),
            List.of("run", "--transactions", empty.toString(), "--as-of", "2024-06-30"),
            List.of("run", "--transactions", empty + "/*.csv", "--as-of", "2024-06-30"),
            List.of("run", "--transactions", empty + "/no/*.csv", "--as-of", "2024-06-30"),
            List.of("run", "--transactions", empty + "/no.csv", "--as-of", "2024-06-30"),
            List.of("run", "--transactions", orders + "#Hoja1", "--as-of", "2024-06-30"),
            List.of("fit", "--transactions", "" + orders, "--covariates", "" + covariates));
    for (List<String> command : refused) {
      assertThat(requireSpanish(home, command).exitCode()).as("" + command).isEqualTo(2);
    }
    Path copy = Files.copy(orders, folder.resolve("pedidos (1).csv"));
    Terminal warned = requireSpanish(home, with(run, "--transactions", "" + copy));
    assertThat(warned.exitCode()).isZero();
    assertThat(warned.out()).contains("es una copia de");
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toList();
  }

  private Terminal requireSpanish(String home, List<String> command) {
    Terminal terminal = inSpanish(home, command);
    assertThat(terminal.exitCode()).as(command + terminal.err()).isNotEqualTo(1);
    String told = withoutNames(terminal.out() + terminal.err());
    assertThat(ENGLISH.matcher(told).results().map(found -> line(told, found.start())))
        .as("perenne " + String.join(" ", command))
        .isEmpty();
    return terminal;
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

  /** Why a column was taken, and what a fit found. */
  @Test
  void everyReport_inSpanish_speaksSpanish() throws IOException {
    Path orders = Orders.write(folder.resolve("pedidos.csv"), Orders.of(1_500, 300, "12.50"));
    Path crm =
        Files.writeString(
            folder.resolve("crm.csv"),
            "customer_id,email,tienda\nC1,c1@example.com,Soria\nC2,c2@example.com,Teruel\n");
    Path shopify =
        Files.writeString(
            folder.resolve("shopify.csv"),
            "Name,Email,Financial Status,Fulfillment Status,Lineitem quantity,Lineitem name,"
                + "Lineitem price,Created at,Total\n"
                + "#1001,c1@example.com,paid,fulfilled,1,Taza,9.50,2024-01-20 10:00:00 +0100,9.50\n");
    Path known = Files.writeString(folder.resolve("conocidos.csv"), known(300));
    Path periods =
        Files.writeString(
            folder.resolve("contratos.csv"),
            "period,survivors\n0,1000\n1,869\n2,743\n3,653\n4,593\n5,551\n");
    String home = folder.resolve("otra").toString();
    Map<List<String>, List<String>> told = new LinkedHashMap<>();
    told.put(
        List.of("inspect", "" + orders, "--map", "amount=amount", "--customers", "" + crm),
        List.of(
            "customer = customer_id (por su nombre, p. ej. C0)",
            "amount = amount (como ha indicado, p. ej. 12.50)",
            "attribute = tienda (se conserva tal cual, p. ej. Soria)"));
    told.put(
        List.of("inspect", "" + shopify),
        List.of(
            "leído como: exportación de pedidos de Shopify",
            "(como en: exportación de pedidos de Shopify, p. ej. c1@example.com)"));
    told.put(
        List.of("run", "--transactions", "" + orders, "--as-of", "2024-06-30"),
        List.of("amount = amount (por su nombre, p. ej. 12.50)"));
    told.put(
        List.of("fit", "--transactions", "" + orders),
        List.of("ajustado a 300 clientes", "Error estándar", "log-verosimilitud"));
    told.put(
        List.of(
            "fit",
            "--transactions=" + orders,
            "--model=pareto-nbd",
            "--calibration-end=2024-05-31",
            "--covariates=" + known),
        List.of(
            "Covariables: los parámetros",
            "La columna nota se ha dejado fuera",
            "1 cliente no tiene fila en ",
            "En los 28 días siguientes: "));
    told.put(
        List.of("fit", "--table", "" + periods, "--model", "sbg"),
        List.of("sbg, ajustado a 1.000 contratos por años", "Mediana restante: en esos años"));
    told.put(
        List.of(
            "backtest",
            "--transactions=" + orders,
            "--models=nbd,mbg-nbd",
            "--origins=1",
            "--horizon=30 days",
            "--out=" + folder.resolve("prueba")),
        List.of("Modelo", "Sesgo"));
    told.put(
        List.of("destinations", "add", "sitio", "--kind=folder", "--set=folder=" + folder),
        List.of("Escrito"));
    told.put(List.of("destinations", "test", "sitio"), List.of("conexión correcta: se ha escrito"));
    told.forEach(
        (command, words) -> {
          Terminal terminal = inSpanish(home, command);

          assertThat(terminal.exitCode()).as(command + terminal.err()).isZero();
          assertThat(terminal.out()).as("" + command).contains(words);
          assertThat(ENGLISH.matcher(withoutNames(terminal.out())).results().count())
              .as(command + terminal.out())
              .isZero();
          assertThat(terminal.out())
              .doesNotContain(
                  "by its", "e.g.", "as you said", "fitted to", "likelihood", "connected");
        });
  }

  /** Returns a file with one column that tells customers apart and one that does not. */
  private static String known(int customers) {
    StringBuilder text = new StringBuilder("customer_id,canal,nota\n");
    for (int i = 1; i < customers; i++) {
      text.append("C%d,%s,n%d%n".formatted(i, i % 3 == 0 ? "web" : "tienda", i));
    }
    return text.toString();
  }

  private static Terminal inSpanish(String home, List<String> command) {
    boolean configured =
        Stream.of("run", "inspect", "fit", "score", "check-segments").anyMatch(command::contains);
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
