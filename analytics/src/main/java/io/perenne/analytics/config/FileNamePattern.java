// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file name with tokens that are filled in when the file is written.
 *
 * <p>{@code {yyyyMMdd}}, {@code {HHmmss}} and any other date pattern stand for the time of
 * delivery, {@code {referenceDate:yyyyMMdd}} for the reference date, {@code {runId}} and {@code
 * {tenant}} for themselves, and {@code %%Year%%}, {@code %%Month%%}, {@code %%Day%%} for the
 * delivery date as Marketing Cloud writes them.
 */
public final class FileNamePattern {
  /** Which patterns are allowed. */
  public static final Message ALLOWED =
      Texts.message(
          "value.file-name",
          "{yyyyMMdd}",
          "{HHmmss}, {runId}, {tenant}, {referenceDate:yyyyMMdd}, %%Year%%, %%Month%%, %%Day%%");

  private static final Pattern TOKEN = Pattern.compile("\\{([^{}]*)}|%%([^%]*)%%");
  private static final Pattern ENDING = Pattern.compile(".+\\.csv(\\.gz|\\.pgp)?");
  private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/:*<>|?\"{}%\\p{Cntrl}]");
  private static final String REFERENCE_DATE = "referenceDate:";

  /** What fills the tokens in. */
  public record Context(
      ZonedDateTime deliveredAt, LocalDate referenceDate, String runId, String tenant) {}

  @FunctionalInterface
  private interface Part {
    String fill(Context context);
  }

  private final String text;
  private final List<Part> parts;

  private FileNamePattern(String text, List<Part> parts) {
    this.text = text;
    this.parts = parts;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if a token is unknown, the name has a character that Marketing
   *     Cloud refuses, or the ending is none of .csv, .csv.gz, .csv.pgp
   */
  public static FileNamePattern parse(String text) {
    if (!ENDING.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "file name does not end in .csv, .csv.gz, .csv.pgp: " + text);
    }
    List<Part> parts = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    while (token.find()) {
      parts.add(literal(text.substring(end, token.start())));
      parts.add(token.group(1) != null ? braceToken(token.group(1)) : percentToken(token.group(2)));
      end = token.end();
    }
    parts.add(literal(text.substring(end)));
    return new FileNamePattern(text, List.copyOf(parts));
  }

  /** Returns the name with every token filled in. */
  public String resolve(Context context) {
    return parts.stream().map(part -> part.fill(context)).collect(Collectors.joining());
  }

  private static Part literal(String text) {
    Matcher forbidden = FORBIDDEN.matcher(text);
    if (forbidden.find()) {
      throw new IllegalArgumentException(
          "file name has the character " + forbidden.group() + ": " + text);
    }
    return context -> text;
  }

  private static Part braceToken(String name) {
    if (name.equals("runId")) {
      return Context::runId;
    }
    if (name.equals("tenant")) {
      return Context::tenant;
    }
    if (name.startsWith(REFERENCE_DATE)) {
      String pattern = name.substring(REFERENCE_DATE.length());
      DateTimeFormatter format = formatter(pattern);
      if (pattern.matches(".*[HmsS].*")) {
        throw new IllegalArgumentException("a date has no time of day: {" + name + "}");
      }
      return context -> format.format(context.referenceDate());
    }
    DateTimeFormatter format = formatter(name);
    return context -> format.format(context.deliveredAt());
  }

  private static Part percentToken(String name) {
    String pattern =
        switch (name) {
          case "Year" -> "yyyy";
          case "Month" -> "MM";
          case "Day" -> "dd";
          default -> throw new IllegalArgumentException("unknown token: %%" + name + "%%");
        };
    return braceToken(pattern);
  }

  private static DateTimeFormatter formatter(String pattern) {
    // Only digits, so that a name depends on no language and holds no forbidden character.
    if (!pattern.matches("(y{2}|y{4}|u{4}|M{2}|d{2}|H{2}|m{2}|s{2}|S{3}|D{3}|[-_.])+")) {
      throw new IllegalArgumentException("unknown token: {" + pattern + "}");
    }
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileNamePattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the pattern as it was given. */
  @Override
  public String toString() {
    return text;
  }
}
