// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command, in the language of {@code man}. */
public final class ManPage {
  private final StringBuilder text = new StringBuilder();

  private ManPage() {}

  /** Returns the page. */
  public static String of(CommandLine command) {
    ManPage page = new ManPage();
    page.write(command.getCommandSpec());
    return page.text.toString();
  }

  private void write(CommandSpec command) {
    String name = command.qualifiedName("-");
    text.append(".TH \"").append(name.toUpperCase(Locale.ROOT)).append("\" \"1\"\n");
    section("NAME");
    line(name + " - " + String.join(" ", command.usageMessage().description()));
    section("SYNOPSIS");
    line(new Help(command, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0).strip());
    if (!command.positionalParameters().isEmpty() || !command.options().isEmpty()) {
      section("OPTIONS");
      command.positionalParameters().forEach(this::parameter);
      command.options().forEach(this::option);
    }
    if (!command.subcommands().isEmpty()) {
      section("COMMANDS");
      command.subcommands().forEach((word, each) -> subcommand(Map.entry(word, each)));
    }
    if (command.usageMessage().footer().length > 0) {
      section("NOTES");
      line(String.join(" ", command.usageMessage().footer()).strip());
    }
  }

  private void parameter(PositionalParamSpec parameter) {
    item(parameter.paramLabel(), parameter.description());
  }

  private void option(OptionSpec option) {
    String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
    item(String.join(", ", option.names()) + value, option.description());
  }

  private void subcommand(Map.Entry<String, CommandLine> command) {
    item(command.getKey(), command.getValue().getCommandSpec().usageMessage().description());
  }

  private void section(String name) {
    text.append(".SH ").append(name).append('\n');
  }

  private void item(String name, String[] description) {
    text.append(".TP\n.B ").append(escaped(name)).append('\n');
    line(String.join(" ", description));
  }

  private void line(String words) {
    text.append(escaped(words.replaceAll("\\s+", " "))).append('\n');
  }

  private static String escaped(String words) {
    String escaped = words.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
