// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.util.List;
import java.util.Objects;

/**
 * One thing that is wrong with what the user gave: what, where, which value, and what to do. Each
 * of these is text, or a {@link Message} that is written in the reader's language.
 *
 * <p>Problems that read the same in English are equal.
 */
public final class Problem {
  private final Object what;
  private final Object where;
  private final Object value;
  private final Object remedy;

  private Problem(Object what, Object where, Object value, Object remedy) {
    this.what = what;
    this.where = Objects.requireNonNull(where);
    this.value = Objects.requireNonNull(value);
    this.remedy = Objects.requireNonNull(remedy);
    if (what().isBlank()) {
      throw new IllegalArgumentException("what is blank");
    }
  }

  /**
   * Creates a problem that reads the same in every language.
   *
   * @param what the condition that does not hold, as a sentence without a full stop
   * @param where the file, line, column or option, or empty if the place says nothing
   * @param value the offending value as it was given, or empty if a value was missing
   * @param remedy what to do about it, or empty if nothing useful can be said
   */
  public Problem(String what, String where, String value, String remedy) {
    this((Object) what, where, value, remedy);
  }

  /** Returns a problem with neither place, value nor remedy. */
  public static Problem of(String what) {
    return new Problem(what, "", "", "");
  }

  /** Returns a problem with neither place, value nor remedy, from one of this module's texts. */
  public static Problem of(Message what) {
    return new Problem((Object) what, "", "", "");
  }

  /** Returns this problem at a place, for example {@code perenne.yaml, line 3}. */
  public Problem withWhere(String where) {
    return new Problem(what, (Object) where, value, remedy);
  }

  /** Returns this problem at a place that has to be said in words. */
  public Problem withWhere(Message where) {
    return new Problem(what, (Object) where, value, remedy);
  }

  /** Returns this problem with the offending value. */
  public Problem withValue(String value) {
    return new Problem(what, where, (Object) value, remedy);
  }

  /** Returns this problem with a value that has to be said in words. */
  public Problem withValue(Message value) {
    return withValue((Labelled) value::in);
  }

  /** Returns this problem with a value that has to be said in words. */
  public Problem withValue(Labelled value) {
    return new Problem(what, where, (Object) value, remedy);
  }

  /** Returns this problem with what to do about it. */
  public Problem withRemedy(String remedy) {
    return new Problem(what, where, value, (Object) remedy);
  }

  /** Returns this problem with what to do about it. */
  public Problem withRemedy(Message remedy) {
    return new Problem(what, where, value, (Object) remedy);
  }

  /** Returns the condition that does not hold, in English. */
  public String what() {
    return what(Language.EN);
  }

  /** Returns the file, line, column or option, in English; may be empty. */
  public String where() {
    return where(Language.EN);
  }

  /** Returns the offending value; may be empty. */
  public String value() {
    return value(Language.EN);
  }

  /** Returns what to do about it, in English; may be empty. */
  public String remedy() {
    return remedy(Language.EN);
  }

  /** Returns the condition that does not hold. */
  public String what(Language language) {
    return text(what, language);
  }

  /** Returns the file, line, column or option; may be empty. */
  public String where(Language language) {
    return text(where, language);
  }

  /** Returns the offending value; may be empty. */
  public String value(Language language) {
    return text(value, language);
  }

  /** Returns what to do about it; may be empty. */
  public String remedy(Language language) {
    return text(remedy, language);
  }

  private static String text(Object part, Language language) {
    if (part instanceof Labelled labelled) {
      return labelled.label(language);
    }
    return part instanceof Message message ? message.in(language) : part.toString();
  }

  /** Returns the problem on one line, in English: {@code where: what: value (remedy)}. */
  public String toLine() {
    return toLine(Language.EN);
  }

  /** Returns the problem on one line. */
  public String toLine(Language language) {
    StringBuilder line = new StringBuilder();
    if (!where(language).isEmpty()) {
      line.append(where(language)).append(": ");
    }
    line.append(what(language));
    if (!value(language).isEmpty()) {
      line.append(": ").append(value(language));
    }
    if (!remedy(language).isEmpty()) {
      line.append(" (").append(remedy(language)).append(')');
    }
    return line.toString();
  }

  private List<String> parts() {
    return List.of(what(), where(), value(), remedy());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Problem problem && parts().equals(problem.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return toLine();
  }
}
