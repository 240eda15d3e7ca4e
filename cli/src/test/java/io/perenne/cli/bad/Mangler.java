// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.bad;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils files, the same way for the same luck. */
final class Mangler {
  /** What has broken programs before. */
  static final List<String> TOKENS =
      List.of(
          "",
          " ",
          "null",
          "~",
          "[]",
          "{}",
          "[1, 2]",
          "{a: 1}",
          "-1",
          "0",
          "1",
          "-0",
          "1e308",
          "1e999",
          "1e-400",
          "NaN",
          "Infinity",
          "99999999999999999999",
          "9223372036854775807",
          "-2147483648",
          "0x10",
          "true",
          "yes",
          "\"",
          "'",
          "\"\"\"",
          "\t",
          "\u0000",
          "\ufeff",
          "\ud835\udcb3",
          "\u202e",
          "\u00f1",
          "\u00a0",
          "2024-02-30",
          "0000-00-00",
          "9999-12-31",
          "10000-01-01",
          "-5000-01-01",
          "24:61",
          "1,5",
          "1.234,56",
          "(5)",
          "\u20ac 5",
          "5 %",
          "'; DROP TABLE x; --",
          "${x}",
          "%s%n%d",
          "{0}",
          "../../x",
          "*",
          "?",
          "[a",
          "&a",
          "*a",
          "!!java.lang.Object []",
          "\r",
          "\r\n",
          "\n\n",
          "|",
          "---",
          "- - -",
          ": :",
          "<a>",
          "\\",
          "=1+1",
          "PT5S",
          "5 lightyears",
          "env:",
          "env:NOBODY",
          "file:",
          "file:/nowhere",
          "auto",
          "off",
          "a,b",
          ",",
          ";",
          "=",
          "@nowhere",
          "--",
          "-",
          "a".repeat(5_000),
          "1".repeat(400),
          "\u00e9".repeat(300),
          "[".repeat(2_000),
          "{\"a\":".repeat(1_500));

  private static final Pattern WORD = Pattern.compile("[^\\s,;:\"{}\\[\\]=|]+");
  private static final Pattern LITERAL =
      Pattern.compile("(?<=[:\\[,] {0,9})(\"[^\"]*\"|[-\\w.]+)(?=\\s*[,}\\]\\n])");

  private final Random random;

  Mangler(Random random) {
    this.random = random;
  }

  String token() {
    return TOKENS.get(random.nextInt(TOKENS.size()));
  }

  byte[] spoil(byte[] whole) {
    byte[] bytes = whole;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes = random.nextInt(3) == 0 ? spoilBytes(bytes) : spoilText(bytes);
    }
    return bytes;
  }

  private byte[] spoilBytes(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(40));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(bytes);
      case 1 -> joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
      case 2 -> joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
      case 3 -> Arrays.copyOf(bytes, from);
      case 4 -> Arrays.copyOf(bytes, bytes.length + 100); // zeros, as after a crash
      case 5 -> noise();
      default -> new byte[0];
    };
  }

  private byte[] flipped(byte[] bytes) {
    byte[] copy = bytes.clone();
    for (int i = random.nextInt(8); i >= 0 && copy.length > 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(3_000)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(one);
    out.writeBytes(other);
    return out.toByteArray();
  }

  private byte[] spoilText(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1); // keeps every byte
    String token =
        new String(token().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    int at = random.nextInt(text.length() + 1);
    String spoilt =
        switch (random.nextInt(9)) {
          case 0 -> text.substring(0, at) + token + text.substring(at);
          case 1, 2 -> withOneOf(WORD, text, token);
          case 3, 4 -> withOneOf(LITERAL, text, token);
          case 5 -> shuffled(text);
          case 6 -> repeated(text);
          case 7 -> text.replace(",", random.nextBoolean() ? ";" : "\t");
          default -> {
            Charset other =
                random.nextBoolean() ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16;
            yield new String(text.getBytes(other), StandardCharsets.ISO_8859_1);
          }
        };
    return spoilt.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String withOneOf(Pattern pattern, String text, String token) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text + token;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return random.nextInt(3) > 0
        ? text.substring(0, one.start()) + token + text.substring(one.end())
        : text.replaceAll(
            "\\b" + Pattern.quote(one.group()) + "\\b", Matcher.quoteReplacement(token));
  }

  private String shuffled(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    lines.remove(random.nextInt(lines.size()));
    return String.join("\n", lines);
  }

  private String repeated(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    lines.addAll(at, Collections.nCopies(1 + random.nextInt(3), lines.get(at)));
    return String.join("\n", lines);
  }
}
