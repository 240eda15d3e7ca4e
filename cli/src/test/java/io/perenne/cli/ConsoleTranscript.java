// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a document shows of a terminal: each {@code ```console} block holds lines {@code $ command},
 * each followed by what is printed. In the expected output {@code …} stands for anything, and alone
 * on a line for any number of lines. {@code $ cat FILE} does not run: it makes the file.
 */
final class ConsoleTranscript {
  private static final Pattern BLOCK =
      Pattern.compile("^```console\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private ConsoleTranscript() {}

  /**
   * One command and what it prints.
   *
   * @param command the words after the dollar sign
   * @param expected the lines below it
   */
  record Step(String command, String expected) {

    /** Returns whether an output is what the document shows. */
    boolean matches(String output) {
      String pattern =
          expected
              .lines()
              .map(line -> line.equals("…") ? "(?:.*\n)*?" : quoted(line) + "\n")
              .collect(Collectors.joining());
      return Pattern.matches(pattern, output);
    }

    private static String quoted(String line) {
      return List.of(line.stripTrailing().split("…", -1)).stream()
          .map(Pattern::quote)
          .collect(Collectors.joining(".*"));
    }
  }

  /** Returns the steps of a document, in order. */
  static List<Step> read(Path document) throws IOException {
    List<Step> steps = new ArrayList<>();
    BLOCK
        .matcher(Files.readString(document))
        .results()
        .flatMap(block -> Pattern.compile("^\\$ ", Pattern.MULTILINE).splitAsStream(block.group(1)))
        .filter(step -> !step.isBlank())
        .forEach(step -> steps.add(toStep(step)));
    return steps;
  }

  private static Step toStep(String text) {
    int end = text.indexOf('\n');
    return new Step(text.substring(0, end), text.substring(end + 1));
  }

  /** Runs one step in a folder and returns what it prints; an error is printed too. */
  static String run(Step step, Path folder) throws IOException, InterruptedException {
    List<String> words = List.of(step.command().strip().split(" +"));
    if (words.get(0).equals("cat")) {
      Files.writeString(folder.resolve(words.get(1)), step.expected());
      return step.expected();
    }
    Process process = PerenneProcess.start(folder, words.subList(1, words.size()));
    String output = PerenneProcess.finish(process).out();
    return output
        .lines()
        .map(String::stripTrailing)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
