// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Prints what the tests of all modules did, from their reports: {@code java TestSummary.java
 * ANNOUNCED}. Every skipped test is named with its reason; one that no line of the file ANNOUNCED
 * matches ends this with exit code 1, so that a test cannot stop running unnoticed.
 */
final class TestSummary {
  private static final int SHOWN = 10;
  private static final Pattern REASON =
      Pattern.compile("(?:TestAbortedException: )?(?:Assumption failed: )?(?:skipped: )?(.*)");

  private record TestClass(String name, double seconds) {}

  private final List<Pattern> announced = new ArrayList<>();
  private final List<TestClass> classes = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private int tests;
  private int failed;

  public static void main(String[] args) throws IOException, XMLStreamException {
    TestSummary summary = new TestSummary();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        summary.announced.add(Pattern.compile(line.strip()));
      }
    }
    for (String module : List.of("clv", "analytics", "server", "cli", "e2e")) {
      summary.read(Path.of(module, "target", "surefire-reports"));
    }
    System.exit(summary.print() ? 0 : 1);
  }

  private void read(Path reports) throws IOException, XMLStreamException {
    if (!Files.isDirectory(reports)) {
      return;
    }
    try (Stream<Path> files = Files.list(reports)) {
      for (Path file : files.filter(TestSummary::isReport).sorted().toList()) {
        readOne(file);
      }
    }
  }

  private static boolean isReport(Path file) {
    return file.getFileName().toString().matches("TEST-.*\\.xml");
  }

  private void readOne(Path file) throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (var in = Files.newInputStream(file)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      String test = "";
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "testsuite" -> classes.add(new TestClass(name(xml), seconds(xml)));
            case "testcase" -> {
              tests++;
              test = xml.getAttributeValue(null, "classname") + "." + name(xml);
            }
            case "failure", "error" -> failed++;
            case "skipped" -> skipped.add(test + ": " + reason(xml));
            default -> {
              // output and properties
            }
          }
        }
      }
    }
  }

  private static String name(XMLStreamReader xml) {
    return xml.getAttributeValue(null, "name");
  }

  private static double seconds(XMLStreamReader xml) {
    return Double.parseDouble(xml.getAttributeValue(null, "time").replace(",", ""));
  }

  /** The message of the skip, or the first line of what was thrown. */
  private static String reason(XMLStreamReader xml) throws XMLStreamException {
    String message = xml.getAttributeValue(null, "message");
    if (message == null || message.isBlank()) {
      message = xml.getElementText().strip().lines().findFirst().orElse("");
      message = message.substring(message.lastIndexOf("TestAbortedException: ") + 1);
    }
    var matcher = REASON.matcher(message.lines().findFirst().orElse(""));
    String reason = matcher.matches() ? matcher.group(1) : message;
    int prefix = reason.indexOf("skipped: ");
    return prefix >= 0 ? reason.substring(prefix + "skipped: ".length()) : reason;
  }

  /** Returns whether all skips were announced. */
  private boolean print() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%ncheck: %,d tests in %,d classes, %d failed, %d skipped%n",
        tests,
        classes.size(),
        failed,
        skipped.size());
    List<String> unannounced =
        skipped.stream()
            .filter(skip -> announced.stream().noneMatch(pattern -> pattern.matcher(skip).find()))
            .toList();
    if (!skipped.isEmpty()) {
      System.out.println("check: skipped, with the reason:");
      skipped.forEach(skip -> System.out.println("  " + skip));
    }
    System.out.printf("check: the %d longest test classes, in seconds:%n", SHOWN);
    classes.stream()
        .sorted(Comparator.comparingDouble(TestClass::seconds).reversed())
        .limit(SHOWN)
        .forEach(c -> System.out.printf(Locale.ROOT, "%7.1f  %s%n", c.seconds(), c.name()));
    Path longest = Path.of("cli/target/longest.txt");
    if (Files.exists(longest)) {
      Files.readAllLines(longest).forEach(line -> System.out.println("  " + line));
    }
    unannounced.forEach(skip -> System.out.println("check: this skip is not announced: " + skip));
    return unannounced.isEmpty();
  }
}
