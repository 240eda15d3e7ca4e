// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import com.microsoft.playwright.Page;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One path of each kind of page that links lead to: of a thousand customers one, of a list one for
 * each set of parameters.
 */
final class SiteMap {
  private static final String LINKS =
      """
      [...document.querySelectorAll('a[href]')]
        .filter(a => a.origin === location.origin && !a.hasAttribute('download'))
        .map(a => a.pathname + a.search)
      """;

  /** What is no page of its own: downloads, and the switch of the language. */
  private static final Pattern OTHER =
      Pattern.compile(
          "/language/.*|[^?]*\\.(csv|json)([?].*)?|/runs/[^/]+/files/.*|/datamodel/definition/.*"
              + "|/runs/[^/]+/rejects/file.*");

  private static final Pattern ANY = Pattern.compile("/(customers|runs|jobs|segments)/[^/?]*\\d+");

  /** Parameters whose value makes another page. */
  private static final List<String> TELLING = List.of("kind", "by", "in", "show", "tab", "view");

  private static final List<String> WHICH_RUN = List.of("run", "from");

  private final Map<String, String> byKind = new LinkedHashMap<>();
  private final Deque<String> waiting = new ArrayDeque<>();

  private SiteMap() {}

  /** Follows the links from some pages on. */
  static List<String> of(Page page, String address, List<String> first) {
    SiteMap map = new SiteMap();
    map.add(first);
    while (!map.waiting.isEmpty()) {
      page.navigate(address + map.waiting.remove());
      map.add(((Collection<?>) page.evaluate(LINKS)).stream().map(Object::toString).toList());
    }
    return List.copyOf(map.byKind.values());
  }

  private void add(List<String> paths) {
    for (String path : paths) {
      if (!OTHER.matcher(path).matches() && byKind.putIfAbsent(kind(path), path) == null) {
        waiting.add(path);
      }
    }
  }

  private static String kind(String path) {
    int mark = path.indexOf('?');
    String place = ANY.matcher(mark < 0 ? path : path.substring(0, mark)).replaceAll("/$1/*");
    if (mark < 0) {
      return place;
    }
    return Arrays.stream(path.substring(mark + 1).split("&", -1))
        .filter(each -> !WHICH_RUN.contains(name(each)))
        .map(each -> TELLING.contains(name(each)) ? each : name(each))
        .sorted()
        .collect(Collectors.joining("&", place + "?", ""))
        .replaceFirst("[?]$", "");
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }
}
