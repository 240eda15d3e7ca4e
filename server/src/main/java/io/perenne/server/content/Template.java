// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import io.perenne.clv.words.Message;
import io.perenne.server.action.GivenKeys;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand in a text: {@code {{name}}} of a variable that is declared, sections of variables
 * that may be missing or are lists, and in a body a few tags of HTML.
 */
final class Template {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?");
  private static final Pattern TAG = Pattern.compile("\\{\\{(.*?)\\}\\}", Pattern.DOTALL);
  private static final Pattern HTML =
      Pattern.compile("</?(?:p|strong|em|ul|ol|li)>|<br>|</a>|<a href=\"([^\"<>]*)\">");
  private static final Pattern LINK = Pattern.compile("(?:https://|\\{\\{[a-z]).*", Pattern.DOTALL);

  /** Sections within a list that stand before its first row, and after its last. */
  private static final Set<String> EDGES = Set.of("-first", "-last");

  private final GivenKeys keys;
  private final String key;
  private final Variables variables;

  /** What is open, the innermost first: {@code #} or {@code ^} and the name. */
  private final Deque<String> open = new ArrayDeque<>();

  private Template(GivenKeys keys, String key, Variables variables) {
    this.keys = keys;
    this.key = key;
    this.variables = variables;
  }

  /** Returns whether a variable may be called so. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Remembers everything that is wrong with the text of a key. */
  static void check(GivenKeys keys, String key, String text, Variables variables) {
    new Template(keys, key, variables).tags(text);
  }

  /** Remembers every tag of HTML that may not stand in the text of a key. */
  static void checkHtml(GivenKeys keys, String key, String text) {
    Matcher matcher = HTML.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        checkLink(keys, key, matcher.group(1));
      }
    }
    String rest = TAG.matcher(matcher.replaceAll("")).replaceAll("");
    int at = rest.indexOf('<');
    if (at >= 0) {
      keys.wrongAt(
          key, Words.message("html.tag"), rest.substring(at, Math.min(at + 40, rest.length())));
    }
  }

  /** Returns whether a link leads to a page, and remembers that it does not. */
  static boolean checkLink(GivenKeys keys, String key, String link) {
    boolean leads = LINK.matcher(link).matches();
    if (!leads) {
      keys.wrongAt(key, Words.message("link.wrong"), link);
    }
    return leads;
  }

  private void tags(String text) {
    Matcher matcher = TAG.matcher(text);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1).strip());
    }
    String rest = matcher.replaceAll("");
    if (rest.contains("{{") || rest.contains("}}")) {
      wrong(Words.message("tag.kind"), rest.contains("{{") ? "{{" : "}}");
    }
    found.forEach(this::tag);
    open.forEach(each -> wrong(Words.message("section.open"), each.substring(1)));
  }

  private void tag(String tag) {
    String name = tag.isEmpty() ? "" : tag.substring(1).strip();
    boolean isEdge = EDGES.contains(name) && isInList();
    if (isName(tag)) {
      variable(tag);
    } else if (tag.startsWith("/") && (isName(name) || isEdge)) {
      String last = open.peek();
      if (last != null && last.substring(1).equals(name)) {
        open.pop();
      } else {
        wrong(Words.message("section.closed"), name);
      }
    } else if (tag.startsWith("#") && isEdge) {
      open.push(tag);
    } else if ((tag.startsWith("#") || tag.startsWith("^")) && isName(name)) {
      Optional<Variable> known = known(name);
      if (known.filter(each -> !each.isOptional() && !each.isList()).isPresent()) {
        wrong(Words.message("section.needless"), name);
      }
      open.push(tag.charAt(0) + name);
    } else {
      wrong(Words.message("tag.kind"), "{{" + tag + "}}");
    }
  }

  private boolean isInList() {
    return open.stream()
        .anyMatch(
            section ->
                section.startsWith("#")
                    && variables.find(section.substring(1)).filter(Variable::isList).isPresent());
  }

  private void variable(String name) {
    for (String section : open) {
      Optional<Variable> list = variables.find(section.substring(1));
      if (section.startsWith("#")
          && list.filter(each -> each.fields().contains(name)).isPresent()) {
        return;
      }
    }
    Optional<Variable> known = known(name);
    if (known.filter(Variable::isList).isPresent()) {
      wrong(Words.message("variable.list"), name);
    } else if (known.filter(Variable::isOptional).isPresent() && !open.contains("#" + name)) {
      wrong(Words.message("variable.optional"), name);
    }
  }

  private Optional<Variable> known(String name) {
    Optional<Variable> known = variables.find(name);
    if (known.isEmpty()) {
      keys.wrongOf(key, Words.message("variable.unknown"), name, variables.names());
    }
    return known;
  }

  private void wrong(Message what, String value) {
    keys.wrongAt(key, what, value);
  }
}
