// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.search;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.engage.identity.Identifier;
import io.perenne.server.account.Permission;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Menu;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was found.
 *
 * @param text what was looked for
 * @param pages pages by name
 * @param segments segments by name or number
 * @param customers rows of the first customers by id or address; none for whoever may not see them
 * @param allCustomers how many there are
 * @param people identifiers of people whom events name, that are what was looked for
 * @param run what stands after the address of what belongs to a run; empty for the newest
 */
public record SearchView(
    String text,
    List<Menu.Entry> pages,
    List<Segment> segments,
    List<Map<String, String>> customers,
    long allCustomers,
    List<Identifier> people,
    String run) {
  /** Copies the lists. */
  public SearchView {
    pages = List.copyOf(pages);
    segments = List.copyOf(segments);
    customers = List.copyOf(customers);
    people = List.copyOf(people);
  }

  /** Returns how much was found. */
  public long size() {
    return pages.size() + segments.size() + allCustomers + people.size();
  }

  /** Returns the address of the list of all customers that were found. */
  public String allAddress() {
    return "/customers" + (run.isEmpty() ? "?" : run + "&") + "q=" + Frame.encoded(text);
  }

  static SearchView of(
      Frame frame,
      String text,
      List<Map<String, String>> customers,
      long allCustomers,
      List<Identifier> people,
      String run) {
    String wanted = plain(text);
    return wanted.isEmpty()
        ? new SearchView(text, List.of(), List.of(), List.of(), 0, List.of(), run)
        : new SearchView(
            text, pages(frame, wanted), segments(wanted), customers, allCustomers, people, run);
  }

  private static List<Menu.Entry> pages(Frame frame, String wanted) {
    List<Menu.Entry> all = new ArrayList<>(Menu.FIRST);
    all.addAll(Menu.VALUE);
    if (frame.may(Permission.CONFIGURE)) {
      all.addAll(Menu.CONFIGURE);
    }
    if (frame.may(Permission.ADMINISTER)) {
      all.addAll(Menu.LAST);
    }
    all.add(Menu.HELP);
    return all.stream()
        .filter(
            entry ->
                Arrays.stream(Language.values())
                    .anyMatch(
                        language ->
                            plain(Frame.common(language, "menu." + entry.name())).contains(wanted)))
        .toList();
  }

  private static List<Segment> segments(String wanted) {
    return Arrays.stream(Segment.values())
        .filter(
            segment ->
                segment.id().equals(wanted)
                    || Arrays.stream(Language.values())
                        .anyMatch(language -> plain(segment.label(language)).contains(wanted)))
        .toList();
  }

  /** A text without accents and capitals. */
  private static String plain(String text) {
    return Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }
}
