// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.account.Permission;
import io.perenne.server.account.Principal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a page knows of its reader and of its place. Handed to every template.
 *
 * @param language the reader's language
 * @param bundle the texts of the page
 * @param numbers how the reader's numbers look
 * @param base what stands before every path
 * @param here the path of the page with its query, without the base
 * @param entry the entry of the menu that is marked; empty for none
 * @param run the run that the page is about, if it is about one
 * @param visitor who looks at the page; empty for a stranger
 * @param assets the version of the files that pages load
 */
public record Frame(
    Language language,
    MessageBundle bundle,
    ReaderNumbers numbers,
    String base,
    String here,
    String entry,
    Optional<RunDocument> run,
    Optional<Principal> visitor,
    String assets) {

  private static final MessageBundle OWN = MessageBundle.beside(Frame.class);

  /** Returns a text of the page; it must use every argument. */
  public String text(String key, Object... arguments) {
    return bundle.in(language).text(key, arguments);
  }

  /**
   * Returns a text of the page, or another where there is none, as for a code of later versions.
   */
  public String textOr(String key, String other) {
    return bundle.keys().contains(key) ? text(key) : other;
  }

  /** Returns a text that several pages use, such as the name of a menu entry. */
  public String common(String key, Object... arguments) {
    return OWN.in(language).text(key, arguments);
  }

  /** Returns a text that several pages use in a language, whatever the reader's is. */
  public static String common(Language language, String key) {
    return OWN.in(language).text(key);
  }

  /**
   * Returns the address of a path of the application: {@code /segments} as {@code /clv/segments}.
   */
  public String to(String path) {
    return base + path;
  }

  /** Returns a text as it may stand in an address. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the address of a file that pages load. */
  public String asset(String name) {
    return to("/assets/" + assets + "/" + name);
  }

  /** Returns an instant where the business is, as far as a run says where. */
  public String moment(Instant instant) {
    return numbers.instant(
        instant,
        run.map(each -> ZoneId.of(each.configuration().getOrDefault("time-zone", "UTC")))
            .orElseGet(ZoneId::systemDefault));
  }

  /** Returns what was refused, a sentence each, with what to do. */
  public List<String> problems(InputException refusal) {
    return refusal.problems().stream().map(problem -> problem.toLine(language)).toList();
  }

  /** Returns what a form has to send back as {@code csrf}; empty for a stranger. */
  public String csrf() {
    return visitor.map(Principal::csrfToken).orElse("");
  }

  /** Returns whether whoever looks at the page may do something. */
  public boolean may(Permission permission) {
    return visitor.map(each -> each.may(permission)).orElse(false);
  }

  /** Returns the address of what the guides say of this page; of all guides if they say nothing. */
  public String help() {
    String page = here.substring(1).split("[/?]", 2)[0];
    String key = "help." + (page.isEmpty() ? "home" : page);
    String one = key + ".one";
    boolean single = here.indexOf('/', 1) > 0 && OWN.keys().contains(one);
    String told = single ? one : key;
    return to(Menu.HELP.path() + (OWN.keys().contains(told) ? "/" + common(told) : ""));
  }

  /** Returns whether an entry of the menu is marked. */
  public boolean at(String name) {
    return entry.equals(name);
  }
}
