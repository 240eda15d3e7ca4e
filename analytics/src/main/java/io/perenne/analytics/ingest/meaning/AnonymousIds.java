// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values in the place of a customer that stand for nobody in particular: {@code guest}, {@code 0},
 * {@code CLIENTE CONTADO}, {@code Laufkunde}. A row with such a value has no customer.
 *
 * <p>Values are compared as a whole, without case, accents, blanks and signs, so that {@code Guest,
 * Edgar} and {@code Diverse GmbH} stay customers. What only a user knows, such as the id of a till,
 * is added by {@link #and}.
 */
public final class AnonymousIds {

  /**
   * A word for a total and the period that it is of, such as {@code subtotal 2025-01} and {@code
   * total enero}, in lower case without accents.
   */
  public static final Pattern TOTALS = totals();

  private final Set<String> words;
  private final Set<String> mailboxes;

  private AnonymousIds(Set<String> words, Set<String> mailboxes) {
    this.words = Set.copyOf(words);
    this.mailboxes = Set.copyOf(mailboxes);
  }

  private static Pattern totals() {
    Map<String, List<String>> lists = Words.read("anonymous_ids.txt");
    String between = "[^\\p{L}\\p{N}]+";
    String of = "(" + between + "(" + alternatives(lists, "of") + "))*";
    String period = between + "(" + alternatives(lists, "periods") + "|(q|t|kw|w|h|fy)?[0-9]+)";
    return Pattern.compile(
        "(" + alternatives(lists, "totals") + ")(" + of + period + ")+" + of + "[^\\p{L}\\p{N}]*");
  }

  private static String alternatives(Map<String, List<String>> lists, String name) {
    return lists.getOrDefault(name, List.of()).stream().sorted().collect(Collectors.joining("|"));
  }

  /** The words of the usual systems and languages. */
  public static AnonymousIds usual() {
    return Usual.IDS;
  }

  private static final class Usual {
    static final AnonymousIds IDS = read();

    private static AnonymousIds read() {
      Map<String, List<String>> lists = Words.read("anonymous_ids.txt");
      return new AnonymousIds(
          normal(lists.getOrDefault("ids", List.of())),
          normal(lists.getOrDefault("mailboxes", List.of())));
    }
  }

  /** No value is anonymous. */
  public static AnonymousIds none() {
    return new AnonymousIds(Set.of(), Set.of());
  }

  /** These and {@code more}, as a profile or a user names them. */
  public AnonymousIds and(Collection<String> more) {
    Set<String> all = new HashSet<>(words);
    all.addAll(normal(more));
    return new AnonymousIds(all, mailboxes);
  }

  private static Set<String> normal(Collection<String> words) {
    Set<String> normal = new HashSet<>();
    words.forEach(word -> normal.add(normal(word)));
    return normal;
  }

  /** An id of signs alone, such as {@code --}, is compared as it stands. */
  private static String normal(String id) {
    String normal = Words.normal(id);
    return normal.isEmpty() ? id.strip() : normal;
  }

  /** Whether {@code id}, which is not empty, stands for nobody in particular. */
  public boolean contains(String id) {
    int at = id.indexOf('@');
    if (at > 0) {
      String mailbox = Words.normal(id.substring(0, at).toLowerCase(Locale.ROOT));
      return mailboxes.contains(mailbox) || words.contains(normal(id));
    }
    return words.contains(normal(id)) || TOTALS.matcher(Words.plain(id)).matches();
  }

  /** What stands before the @ of an address that is nobody's, as it is compared. */
  public Set<String> mailboxes() {
    return mailboxes;
  }

  /** The values as they are compared, but for mailboxes: for an engine that compares by itself. */
  public Set<String> words() {
    return words;
  }
}
